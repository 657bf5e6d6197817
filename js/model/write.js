/** @file Writes of a model's table: what of values and options goes to Rust, and what comes back. */

import { ARRAY, JSONTYPE } from '../data-types/collections.js';
import { ValidationError, ValidationErrorItem } from '../errors/validation.js';
import { SequelizeMethod } from '../expressions.js';
import { defined } from '../objects.js';
import { withRanges } from './ranges.js';
import { decoder, encode, toObjects } from '../wire.js';

/** The attribute that a column's value belongs to; the column's own name where there is none. */
export function attributeOfColumn(model, column) {
  const { rawAttributes } = model;
  for (const name of Object.keys(rawAttributes)) {
    if (name === column || rawAttributes[name].field === column) return name;
  }
  return column;
}

/** Values by column, of the listed attributes that have one. */
export function byField(model, values, names) {
  const result = {};
  for (const name of names) {
    if (values[name] === undefined || model._virtualAttributes.has(name)) continue;
    result[model.rawAttributes[name]?.field || name] = values[name];
  }
  return result;
}

/** An instance's primary key as a condition on attributes, with the version where there is one. */
export function keyOf(instance, checkVersion) {
  const { primaryKeyAttributes, _versionAttribute: version } = instance.constructor;
  if (primaryKeyAttributes.length === 0) return instance.where(checkVersion);
  const names = checkVersion && version ? [...primaryKeyAttributes, version] : primaryKeyAttributes;
  return Object.fromEntries(names.map(name => [name, instance.get(name, { raw: true })]));
}

/** The columns to be returned: all of the model's, or those that are asked for. */
export function returningFields(model, returning) {
  if (!returning) return undefined;
  if (Array.isArray(returning)) return returning.map(name => (typeof name === 'string' ? name : String(name?.val ?? name?.col ?? name)));
  return Object.values(model.tableAttributes).map(({ field }) => field);
}

/** Pairs of column and value for Rust, each value checked against its type where that is asked for. */
function pairs(model, values, options) {
  if (model.sequelize.options.typeValidation) {
    for (const [field, value] of Object.entries(values)) checkType(model.fieldRawAttributesMap[field], value);
  }
  return Object.entries(withoutNulls(values, options)).map(([field, value]) => [field, encodeValue(model.fieldRawAttributesMap[field], value)]);
}

/** An attribute's value for Rust: what goes into JSON is what `JSON.stringify` makes of it. */
function encodeValue(attribute, value) {
  const isPlain = value !== null && value !== undefined && !(value instanceof SequelizeMethod);
  // Sequelize's own type stumbles over it in these words.
  if (isPlain && attribute?.type instanceof ARRAY && !Array.isArray(value)) throw new TypeError('values.map is not a function');
  const isObject = isPlain && typeof value === 'object';
  return isObject && attribute?.type instanceof JSONTYPE ? encode(JSON.parse(JSON.stringify(value) ?? 'null')) : encode(value);
}

/** Without nulls, where `omitNull` says so; keys of other models stay. */
function withoutNulls(values, { omitNull }) {
  if (!omitNull) return values;
  return Object.fromEntries(Object.entries(values).filter(([key, value]) => key.endsWith('Id') || (value !== null && value !== undefined)));
}

/** Checks a value against its attribute's type: the option `typeValidation`. */
export function checkType(attribute, value) {
  if (!attribute?.type?.validate || !value || value instanceof SequelizeMethod) return;
  try {
    attribute.type.validate(value);
  } catch (error) {
    if (error instanceof ValidationError) {
      error.errors.push(new ValidationErrorItem(error.message, 'Validation error', attribute.fieldName, value, null, `${attribute.type.key} validator`));
    }
    throw error;
  }
}

const schemaOf = model => (model._schema ? { schema: model._schema } : {});

/**
 * Inserts one row.
 * @returns {{rows: object[], count: number}} rows by column
 */
export async function insert(model, values, options, instance) {
  // Sequelize looks for the keys that only `bulkCreate` makes in these words.
  if (options.updateOnDuplicate && !options.upsertKeys) throw new TypeError("Cannot read properties of undefined (reading 'map')");
  const global = model.sequelize.options.omitNull;
  const command = defined({
    command: 'insert', model: model._declaredName, ...schemaOf(model), values: pairs(model, values, { omitNull: global }),
    returning: returningFields(model, options.returning), ignoreDuplicates: options.ignoreDuplicates ? true : undefined,
  });
  if (!options.exception || !options.transaction) return run(model, command, options, instance);
  // The transaction must outlive a refused row: Sequelize catches it in a function of the database's.
  const { transaction } = options;
  const quiet = (action, name) => model.sequelize._call({ command: 'transaction', action, name }, { transaction, logging: false });
  const name = `${transaction.name}-exception`;
  quiet('savepoint', name);
  try {
    return await run(model, command, options, instance);
  } catch (error) {
    quiet('rollback', name);
    throw error;
  }
}

/** Inserts one row, or updates the one it meets. */
export async function upsert(model, insertValues, updateFields, conflictFields, options) {
  const command = defined({
    command: 'upsert', model: model._declaredName, ...schemaOf(model), insertValues: pairs(model, insertValues, { omitNull: model.sequelize.options.omitNull }), updateFields, conflictFields,
    conflictWhere: options.conflictWhere ? encode(options.conflictWhere) : undefined, returning: returningFields(model, options.returning),
  });
  return run(model, command, options, options.instance);
}

/** Makes of a list of values one for Rust, in its place; texts and numbers, which most are, stand for themselves. */
function encodeRow(row, attributes) {
  for (let index = 0; index < row.length; index += 1) {
    const value = row[index];
    row[index] = typeof value === 'object' ? encodeValue(attributes[index], value) : encode(value);
  }
}

/**
 * Takes the last columns off the rows where all share one moment, as they do the time of their making.
 * @returns {Date[]} those moments, in the order of their columns
 */
function takeShared(rows) {
  const shared = [];
  if (rows.length < 2) return shared;
  for (let place = rows[0].length - 1; place >= 0; place -= 1) {
    const value = rows[0][place];
    if (!(value instanceof Date) || !rows.every(row => row[place] === value)) break;
    shared.unshift(value);
    for (const row of rows) row.pop();
  }
  return shared;
}

/**
 * Inserts many rows; `fields` are columns, `rows` their values in that order, which are used up.
 * @returns {Promise<[string, any[]][]>} the columns that come back, in order, each with its values by row
 */
export async function bulkInsert(model, fields, rows, options) {
  const attributes = fields.map(field => model.fieldRawAttributesMap[field]);
  const shared = takeShared(rows);
  const own = fields.length - shared.length;
  for (const row of rows) encodeRow(row, attributes);
  const command = {
    command: 'bulkInsert', model: model._declaredName, ...schemaOf(model), fields, rows, isShort: true,
    shared: shared.map((value, place) => encodeValue(attributes[own + place], value)),
    options: defined({
      ignoreDuplicates: options.ignoreDuplicates ? true : undefined,
      updateOnDuplicate: options.updateOnDuplicate,
      conflictAttributes: options.upsertKeys,
      conflictWhere: options.conflictWhere ? encode(options.conflictWhere) : undefined,
      returning: returningFields(model, options.returning),
    }),
  };
  const { columns = [], rows: told = [], sent = [] } = await send(model, command, options);
  const returned = withRanges(model, columns).map(([column, kind], place) => {
    const convert = decoder(kind);
    return [column, told.map(row => (convert ? convert(row[place]) : row[place]))];
  });
  // Of some columns it is only told that they are what was sent.
  const isSent = new Set(sent);
  const { returning = [] } = command.options;
  const order = (returning.length ? returning : []).filter(field => isSent.has(field) || columns.some(([name]) => name === field));
  const sentValues = place => (place < own ? rows.map(row => sentValue(row[place])) : rows.map(() => new Date(shared[place - own])));
  const byName = new Map([...returned, ...sent.map(field => [field, sentValues(fields.indexOf(field))])]);
  return [...new Set([...order, ...byName.keys()])].map(field => [field, byName.get(field)]);
}

/** A text, a number, a moment or null: what is missing became null, and JSON has no negative zero. */
function sentValue(value) {
  if (typeof value === 'object') return value === null || value.d === undefined ? null : new Date(value.d);
  return value === 0 ? 0 : value;
}

/** Updates rows. */
export async function update(model, values, where, options, instance) {
  const omitNull = options.omitNull ?? model.sequelize.options.omitNull;
  const command = defined({
    command: 'update', model: model._declaredName, ...schemaOf(model), values: pairs(model, values, { omitNull }), where: encode(where),
    limit: options.limit ?? undefined, returning: returningFields(model, options.returning),
  });
  if (command.values.length === 0) return { rows: [], count: 0 };
  return run(model, command, options, instance);
}

/** Deletes rows. */
export async function remove(model, where, options, instance) {
  const command = defined({
    command: 'delete', model: model._declaredName, ...schemaOf(model), where: where === undefined ? undefined : encode(where), limit: options.limit ?? undefined,
    truncate: options.truncate ? true : undefined, cascade: options.cascade ? true : undefined,
    restartIdentity: options.restartIdentity ? true : undefined,
  });
  return run(model, command, options, instance);
}

/** Adds to columns. */
export async function increment(model, where, by, extra, options) {
  const encoded = values => Object.entries(values).map(([field, value]) => [field, encode(value)]);
  const returning = options.returning === undefined || options.returning === true ? true : returningFields(model, options.returning);
  const command = defined({
    command: 'increment', model: model._declaredName, ...schemaOf(model), where: encode(where), by: encoded(by), extra: encoded(extra), returning,
    operator: options.increment === false ? '-' : undefined,
  });
  return run(model, command, options);
}

/** What hooks of queries are told: of an instance, of many rows. */
const TYPES = {
  insert: ['INSERT', 'INSERT'], bulkInsert: ['INSERT', 'INSERT'], upsert: ['UPSERT', 'UPSERT'], update: ['UPDATE', 'BULKUPDATE'],
  delete: ['DELETE', 'BULKDELETE'], increment: ['UPDATE', 'UPDATE'],
};

function send(model, command, options, instance) {
  const type = TYPES[command.command][instance ? 0 : 1];
  return model.sequelize._run(command, { ...callContext(options), type, model, instance });
}

async function run(model, command, options, instance) {
  const { columns = [], rows = [], count = 0 } = await send(model, command, options, instance);
  return { rows: toObjects(withRanges(model, columns), rows), count, columns, positional: rows };
}

function callContext({ transaction, logging, benchmark, logQueryParameters, completesTransaction }) {
  return defined({ transaction, logging, benchmark, logQueryParameters, completesTransaction });
}
