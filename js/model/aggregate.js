/** @file `count`, `min`, `max`, `sum`: one value of many rows. */

import { normalizeDataType } from '../data-types.js';
import { DATE } from '../data-types/dates.js';
import { BIGINT, DECIMAL, FLOAT, INTEGER } from '../data-types/numbers.js';
import { cloneOptions, optionsOf } from '../objects.js';
import { withTransaction } from '../sequelize/calls.js';

/** Statics of aggregates. */
export const aggregates = {
  async aggregate(attribute, name, given) {
    const options = cloneOptions(given) || {};
    const { attributes } = options;
    this._injectScope(options);
    options.attributes = attributes;
    this._prepareIncludes(options);
    const known = this.rawAttributes[attribute];
    let column = this.sequelize.col(known?.field || attribute);
    if (options.distinct) column = this.sequelize.fn('DISTINCT', column);
    const group = Array.isArray(options.group) && Array.isArray(options.group[0]) ? options.group.flat() : options.group;
    options.attributes = onceEach([options.attributes, group, [[this.sequelize.fn(name, column), name]]]);
    const type = options.dataType ? normalizeDataType(options.dataType) : known?.type || new FLOAT();
    const isPlain = options.plain === undefined ? true : options.plain;
    const rows = await this._find({ ...options, ...withHidden(options), raw: true, plain: false, distinct: undefined });
    if (!isPlain) return rows;
    return toType(rows.length === 0 ? null : rows[0][name], type);
  },

  async count(given) {
    const options = withTransaction(this.sequelize, optionsOf(given));
    if (options.hooks === undefined) options.hooks = true;
    options.raw = true;
    if (options.hooks) await this.runHooks('beforeCount', options);
    let column = options.col || '*';
    if (options.include) column = `${this.name}.${options.col || this.primaryKeyField}`;
    if (options.distinct && column === '*') column = this.primaryKeyField;
    options.plain = !options.group;
    options.dataType = new INTEGER();
    options.includeIgnoreAttributes = false;
    options.limit = null;
    options.offset = null;
    options.order = null;
    const result = await this.aggregate(column, 'count', options);
    return Array.isArray(result) ? result.map(row => ({ ...row, count: Number(row.count) })) : result;
  },

  async max(attribute, options) {
    return this.aggregate(attribute, 'max', options);
  },

  async min(attribute, options) {
    return this.aggregate(attribute, 'min', options);
  },

  async sum(attribute, options) {
    return this.aggregate(attribute, 'sum', options);
  },
};

/** What copying options loses. */
const withHidden = ({ includeNames, includeMap }) => ({ includeNames, includeMap });

/** Attributes of several lists, each output name once. */
function onceEach(lists) {
  const seen = new Set();
  return lists.flatMap(list => (Array.isArray(list) ? list : [])).filter(attribute => {
    const name = Array.isArray(attribute) ? attribute[1] : attribute;
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

/** An aggregate's value as its type has it. */
export function toType(value, type) {
  if (value === null || value === undefined) return value;
  if (type instanceof DECIMAL || type instanceof FLOAT) return parseFloat(value);
  if (type instanceof INTEGER || type instanceof BIGINT) return parseInt(value, 10);
  if (type instanceof DATE && !(value instanceof Date)) return new Date(value);
  return value;
}
