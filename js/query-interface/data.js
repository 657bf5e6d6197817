/** @file Rows by table name: what seeders and migrations write. */

import { QueryTypes } from '../constants.js';
import { ABSTRACT } from '../data-types/abstract.js';
import { defined, isPlainObject, pick } from '../objects.js';
import { toType } from '../model/aggregate.js';
import { attributeOfColumn, increment, insert, remove, update, upsert } from '../model/write.js';
import { callOptions } from '../model/table.js';
import { encode, toObjects } from '../wire.js';
import { select as selected } from '../sequelize/query.js';
import { resultOfQuery } from '../sequelize/result.js';
import { encodeColumns, tableToWire } from './arguments.js';

/** Methods of rows. */
export const data = {
  async bulkInsert(table, fieldValueHashes, options = {}, attributes = {}) {
    const fields = [];
    for (const record of fieldValueHashes) for (const key of Object.keys(record)) if (!fields.includes(key)) fields.push(key);
    // Sequelize asks for the columns of a conflict in these words.
    if (options?.updateOnDuplicate && !options.upsertKeys) throw new TypeError("Cannot read properties of undefined (reading 'map')");
    const command = {
      command: 'bulkInsert', table: tableToWire(table), fields, rows: fieldValueHashes.map(record => fields.map(field => encode(record[field]))),
      attributes: encodeColumns(made(attributes)),
      options: defined({
        ignoreDuplicates: options?.ignoreDuplicates ? true : undefined, updateOnDuplicate: options?.updateOnDuplicate,
        conflictAttributes: options?.upsertKeys, conflictWhere: options?.conflictWhere ? encode(options.conflictWhere) : undefined,
        returning: options?.returning || undefined,
      }),
    };
    const { columns = [], rows = [] } = await this.sequelize._run(command, callOptions(options));
    return toObjects(columns, rows);
  },

  async bulkDelete(table, where, options = {}, model = undefined) {
    const command = defined({
      command: 'delete', table: tableToWire(table), model: model?._declaredName, where: where ? encode(where) : undefined, limit: options?.limit ?? undefined,
      ...pick(options || {}, ['truncate', 'cascade', 'restartIdentity']),
    });
    const { count } = await this.sequelize._run(command, callOptions(options));
    return [[], resultOfQuery(options?.truncate ? 'TRUNCATE' : 'DELETE', count)];
  },

  async bulkUpdate(table, values, where, options = {}, attributes = {}) {
    const command = defined({
      command: 'update', table: tableToWire(table), values: Object.entries(values).map(([field, value]) => [field, encode(value)]),
      where: encode(where || {}), attributes: encodeColumns(made(attributes)), returning: options?.returning || undefined,
    });
    const { count, columns, rows } = await this.sequelize._run(command, callOptions(options));
    if (!options?.returning) return count;
    const model = options.model || this.sequelize.modelManager.getModel(table?.tableName ?? table, { attribute: 'tableName' });
    return selected(toObjects(columns, rows), { ...options, model, raw: options.raw || !model });
  },

  async insert(instance, table, values, options = {}) {
    if (!instance) return insertInto(this.sequelize, table, values, options);
    const { rows, count } = await insert(instance.constructor, values, options, instance);
    for (const [column, value] of Object.entries(rows[0] || {})) instance.dataValues[attributeOfColumn(instance.constructor, column)] = value;
    instance.isNewRecord = false;
    return [instance, count];
  },

  async upsert(table, insertValues, updateValues, where, options) {
    const { model } = options;
    await upsert(model, insertValues, Object.keys(updateValues), options.conflictFields, options);
    return [options.instance, null];
  },

  async update(instance, table, values, where, options = {}) {
    const { count } = await update(instance.constructor, values, where, options, instance);
    return [instance, count];
  },

  async delete(instance, table, where, options = {}) {
    const isOwn = instance.constructor._isModel && String(table?.tableName ?? table) === instance.constructor.tableName;
    if (!isOwn) return this.bulkDelete(table, where, options);
    return (await remove(instance.constructor, where, options, instance)).rows;
  },

  async select(model, table, options = {}) {
    if (model && (options.attributes || options.include)) {
      const own = { ...options };
      model._prepareIncludes(own);
      return model._find(own);
    }
    return this.sequelize.query(this.queryGenerator.selectQuery(table, options, model), { ...options, model, type: QueryTypes.SELECT });
  },

  async rawSelect(table, options, name, model) {
    if (name === undefined) throw new Error('Please pass an attribute selector!');
    const { plain = true, dataType } = options;
    const rows = model ? await model._find({ ...options, raw: true, plain: false }) : await this.select(null, table, { ...options, plain: false });
    if (!plain) return rows;
    const value = rows.length ? rows[0][name] : null;
    return dataType instanceof ABSTRACT ? toType(value, dataType) : value;
  },

  async increment(model, table, where, by, extra, options = {}) {
    const { rows, count } = await increment(model, where, by, extra, options);
    return [rows, count];
  },

  async decrement(model, table, where, by, extra, options = {}) {
    const { rows, count } = await increment(model, where, by, extra, { ...options, increment: false });
    return [rows, count];
  },
};

/** Attributes of which the type is made: a class alone is no type to a value, as Sequelize takes it. */
function made(attributes) {
  if (!isPlainObject(attributes)) return {};
  return Object.fromEntries(Object.entries(attributes).filter(([, attribute]) => typeof attribute?.type !== 'function'));
}

/** Inserts one row of a table that has no model. */
async function insertInto(sequelize, table, values, options) {
  const command = defined({
    command: 'insert', table: tableToWire(table), values: Object.entries(values).map(([field, value]) => [field, encode(value)]),
    returning: options.returning || undefined,
  });
  const { columns = [], rows = [], count } = await sequelize._run(command, callOptions(options));
  return [toObjects(columns, rows), count];
}
