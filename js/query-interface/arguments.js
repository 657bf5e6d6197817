/** @file Arguments of the query interface for Rust: tables, columns, options without what is the façade's. */

import { encodeAttribute } from '../model/declare.js';
import { isPlainObject } from '../objects.js';
import { encode } from '../wire.js';

/** Options that say how a call is made, not what it does; and those of `new Sequelize` that `sync` passes along. */
const OUTSIDE = new Set([
  'transaction', 'logging', 'benchmark', 'logQueryParameters', 'hooks', 'define', 'pool', 'retry', 'dialectModule', 'dialectOptions', 'sequelize',
  'instance', 'model', 'type', 'query', 'sync', 'dialect', 'validate', 'scopes', 'defaultScope', 'replication',
]);

/** A value, an options object without what does not concern Rust. */
export function encodeArgument(value) {
  if (!isPlainObject(value)) return encode(value);
  const own = {};
  for (const key of Reflect.ownKeys(value)) {
    const item = value[key];
    if (item === undefined || (typeof key === 'string' && OUTSIDE.has(key) && (key !== 'type' || typeof item !== 'string'))) continue;
    own[key] = item;
  }
  return encode(own);
}

/** A table by name, by name and schema, or by model. */
export function tableToWire(table) {
  if (typeof table === 'function' && table._isModel) return tableToWire(table.getTableName());
  if (!isPlainObject(table)) return encode(table);
  const { tableName, name, schema, delimiter } = table;
  return encode({ tableName: tableName ?? name, ...(schema ? { schema } : {}), ...(delimiter ? { delimiter } : {}) });
}

/** Columns and their definitions. */
export function encodeColumns(columns) {
  return { o: Object.entries(columns).map(([name, attribute]) => [name, encodeAttribute(attribute)]) };
}
