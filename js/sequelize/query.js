/** @file `sequelize.query`: SQL as text, and its rows in the form that is asked for. */

import { QueryTypes } from '../constants.js';
import { keepPrevious } from '../model/base.js';
import { nested } from '../rows.js';
import { SequelizeMethod } from '../expressions.js';
import { defined, has, isBytes, isPlainObject } from '../objects.js';
import { encode } from '../wire.js';
import { resultsOf } from './result.js';

/**
 * Runs SQL.
 * @param {object} sequelize
 * @param {string | {query: string, values?: unknown, bind?: unknown}} given
 * @param {object} givenOptions
 */
export async function query(sequelize, given, givenOptions) {
  const options = { ...sequelize.options.query, ...givenOptions };
  if (options.instance && !options.model) options.model = options.instance.constructor;
  if (!options.instance && !options.model) options.raw = true;
  if (options.mapToModel) options.fieldMap = options.model?.fieldAttributeMap ?? {};
  if (!options.type) options.type = options.model || options.nest || options.plain ? QueryTypes.SELECT : QueryTypes.RAW;
  let sql = takeApart(given, options);
  sql = sql.trim();
  if (options.replacements && options.bind) throw new Error('Both `replacements` and `bind` cannot be set at the same time');
  const command = defined({
    command: 'query',
    sql,
    replacements: options.replacements ? encode(replacementsOf(sequelize, options.replacements)) : undefined,
    bind: options.bind ? encode(bindsOf(options.bind)) : undefined,
  });
  const reply = await sequelize._run(command, options);
  return resultOf(sequelize, sql, reply, options);
}

/** `{query, values, bind}` is a text and two options. */
function takeApart(given, options) {
  if (typeof given !== 'object') return given;
  if (given.values !== undefined) {
    if (options.replacements !== undefined) throw new Error('Both `sql.values` and `options.replacements` cannot be set at the same time');
    options.replacements = given.values;
  }
  if (given.bind !== undefined) {
    if (options.bind !== undefined) throw new Error('Both `sql.bind` and `options.bind` cannot be set at the same time');
    options.bind = given.bind;
  }
  return given.query !== undefined ? given.query : given;
}

/** Values as they are written into SQL. Sequelize's own methods are none, which it says in these words. */
function replacementsOf(sequelize, given) {
  const method = Object.values(given).flat().find(value => value instanceof SequelizeMethod);
  if (!method) return given;
  try {
    sequelize.escape({ ...method });
  } catch (error) {
    // A bundler may have put something before the name.
    throw new Error(error.message.replace('Invalid value', `Invalid value ${method.constructor.name.replace('_', '')}`));
  }
  return given;
}

/** Whether a value is an object that node-pg knows nothing of. */
function isOfClass(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isPlainObject(value)) return false;
  return !(value instanceof Date) && !ArrayBuffer.isView(value) && !isBytes(value);
}

/** Values as node-pg sends them: what it does not know goes as text. */
function bindsOf(given) {
  if (!isPlainObject(given) && !Array.isArray(given)) return given;
  const binds = Array.isArray(given) ? [...given] : { ...given };
  for (const [key, value] of Object.entries(binds)) {
    if (isOfClass(value)) binds[key] = JSON.stringify(value);
    else if (typeof value === 'function') binds[key] = String(value);
  }
  return binds;
}

function resultOf(sequelize, sql, reply, options) {
  const { rows, count, result } = resultsOf(reply);
  const { type } = options;
  const isRelated = sql.startsWith('SELECT table_name FROM information_schema.tables');
  if (isRelated) return rows.map(row => Object.values(row));
  if (sql.startsWith('SELECT relname FROM pg_class WHERE oid IN')) {
    return rows.map(({ relname }) => ({ name: relname, tableName: relname.split('_')[0] }));
  }
  if (type === QueryTypes.SELECT) return select(rows, options);
  if (type === QueryTypes.DESCRIBE) return described(rows);
  if (type === QueryTypes.VERSION) return rows[0]?.server_version;
  const words = sql.toLowerCase();
  if (words.startsWith('show') || words.startsWith('describe')) return rows;
  if (type === QueryTypes.BULKUPDATE) return options.returning ? select(rows, options) : count;
  if (type === QueryTypes.BULKDELETE) return count;
  const isInsert = type === QueryTypes.INSERT || words.startsWith('insert into');
  if (isInsert || type === QueryTypes.UPDATE || type === QueryTypes.UPSERT) {
    const { instance } = options;
    if (instance?.dataValues && rows[0]) takeRow(instance, rows[0]);
    if (type === QueryTypes.UPSERT) return [instance, null];
    return [instance || (options.plain && rows[0]) || rows, count];
  }
  if (type !== QueryTypes.RAW) return rows;
  return [rows, result];
}

/** Sets on an instance what a row has, by attribute. */
function takeRow(instance, row) {
  keepPrevious(instance);
  const { rawAttributes } = instance.constructor;
  for (const [key, value] of Object.entries(row)) {
    const attribute = Object.values(rawAttributes).find(({ fieldName, field }) => fieldName === key || field === key);
    instance.dataValues[attribute?.fieldName ?? key] = value;
  }
}

/** What a query of type SELECT gives: plain rows, nested ones, or instances of a model. */
export function select(rows, options) {
  let result = rows;
  if (options.fieldMap) for (const row of rows) mapFields(row, options.fieldMap);
  if (options.raw) {
    if (options.nest) result = rows.map(nested);
  } else {
    result = options.model.bulkBuild(rows, { isNewRecord: false, raw: true, attributes: options.attributes });
  }
  if (options.plain) return result.length === 0 ? null : result[0];
  return result;
}

function mapFields(row, fieldMap) {
  for (const [field, name] of Object.entries(fieldMap)) {
    if (row[field] === undefined || name === field) continue;
    row[name] = row[field];
    delete row[field];
  }
}

/** The rows of a query for columns, as `describeTable` has them. */
function described(rows) {
  const result = {};
  for (const row of rows) {
    const type = String(row.Type).toUpperCase();
    let { Default: defaultValue } = row;
    if (type === 'BOOLEAN') defaultValue = { false: false, true: true }[defaultValue] ?? null;
    if (typeof defaultValue === 'string') {
      defaultValue = defaultValue.replace(/'/g, '');
      const [value, cast] = defaultValue.split('::');
      if (cast && cast.toLowerCase() !== 'regclass)') defaultValue = value;
    }
    result[row.Field] = {
      type,
      allowNull: row.Null === 'YES',
      defaultValue,
      comment: row.Comment,
      special: has(row, 'special') && row.special ? row.special : [],
      primaryKey: row.Constraint === 'PRIMARY KEY',
    };
  }
  return result;
}
