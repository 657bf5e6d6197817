/** @file Rows by table name: what seeders and migrations write. */

import { normalizeDataType } from '../data-types.js';
import { Literal } from '../expressions.js';
import { defined, isPlainObject, pick } from '../objects.js';
import { toType } from '../model/aggregate.js';
import { encodeFind } from '../model/find-options.js';
import { attributeOfColumn, increment, insert, remove, update, upsert } from '../model/write.js';
import { callOptions } from '../model/table.js';
import { encode, toObjects } from '../wire.js';
import { resultOfQuery } from '../sequelize/result.js';
import { encodeColumns, tableToWire } from './arguments.js';

/** Methods of rows. */
export const data = {
  async bulkInsert(table, records, options = {}, attributes = {}) {
    const fields = [];
    for (const record of records) for (const key of Object.keys(record)) if (!fields.includes(key)) fields.push(key);
    const command = {
      command: 'bulkInsert', table: tableToWire(table), fields, rows: records.map(record => fields.map(field => encode(record[field]))),
      attributes: encodeColumns(attributes),
      options: defined({
        ignoreDuplicates: options?.ignoreDuplicates ? true : undefined, updateOnDuplicate: options?.updateOnDuplicate,
        conflictAttributes: options?.upsertKeys, returning: options?.returning || undefined,
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
      where: encode(where || {}), attributes: encodeColumns(isPlainObject(attributes) ? attributes : {}), returning: options?.returning || undefined,
    });
    const { count, columns, rows } = await this.sequelize._run(command, callOptions(options));
    return options?.returning ? toObjects(columns, rows) : count;
  },

  async insert(instance, table, values, options = {}) {
    if (!instance) return [(await this.bulkInsert(table, [values], options)), 1];
    const { rows, count } = await insert(instance.constructor, values, options, instance);
    for (const [column, value] of Object.entries(rows[0] || {})) instance.dataValues[attributeOfColumn(instance.constructor, column)] = value;
    instance.isNewRecord = false;
    return [instance, count];
  },

  async upsert(table, insertValues, updateValues, where, options) {
    const { model } = options;
    const keys = options.conflictFields || Object.values(model.primaryKeys).map(({ field }) => field);
    await upsert(model, insertValues, Object.keys(updateValues), keys, options);
    return [options.instance, null];
  },

  async update(instance, table, values, where, options = {}) {
    const { count } = await update(instance.constructor, values, where, options, instance);
    return [instance, count];
  },

  async delete(instance, table, where, options = {}) {
    const isOwn = instance?.constructor?._isModel && String(table?.tableName ?? table) === instance.constructor.tableName;
    if (!isOwn) return this.bulkDelete(table, where, options);
    return (await remove(instance.constructor, where, options, instance)).rows;
  },

  async select(model, table, options = {}) {
    if (model) {
      const own = { ...options };
      model._prepareIncludes(own);
      return model._find(own);
    }
    const rows = await selectFrom(this.sequelize, table, options);
    return options.plain ? rows[0] ?? null : rows;
  },

  async rawSelect(table, options, name, model) {
    if (name === undefined) throw new Error('Please pass an attribute selector!');
    const rows = model ? await model._find({ ...options, raw: true, plain: false }) : await selectFrom(this.sequelize, table, options);
    if (options.plain === false) return rows;
    const value = rows.length ? rows[0][name] : null;
    return options.dataType ? toType(value, normalizeDataType(options.dataType)) : value;
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


/** The rows of a table that has no model: for the time of the query it gets one. */
async function selectFrom(sequelize, table, options) {
  const name = sequelize.isDefined(String(table?.tableName ?? table)) ? `${table?.tableName ?? table} ` : String(table?.tableName ?? table);
  const own = { o: [['tableName', encode(table?.tableName ?? table)], ['timestamps', false]] };
  sequelize._call({ command: 'define', name, attributes: { o: [] }, options: own });
  try {
    const find = { attributes: [new Literal('*')], ...options, raw: true, plain: undefined };
    const reply = await sequelize._run({ command: 'find', model: name, options: encodeFind({}, find) }, callOptions(options));
    return toObjects(reply.columns, reply.rows);
  } finally {
    sequelize._call({ command: 'forget', model: name });
  }
}
