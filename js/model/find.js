/** @file Finding: `findAll` and what is made of it. */

import { EmptyResultError, QueryError } from '../errors/base.js';
import { cloneOptions, has, isBytes, isEmpty, isPlainObject, omit } from '../objects.js';
import { nested } from '../rows.js';
import { withTransaction } from '../sequelize/calls.js';
import { toObjects } from '../wire.js';
import { found } from './found.js';
import { withRanges } from './ranges.js';
import { findSeparate, markSeparate, markSubQuery } from './separate.js';
import { encodeFind } from './find-options.js';
import { prepare, unprepared } from './prepared.js';

const KEYWORDS = new Set([
  'where', 'attributes', 'paranoid', 'include', 'order', 'limit', 'offset', 'transaction', 'lock', 'raw', 'logging',
  'benchmark', 'having', 'searchPath', 'rejectOnEmpty', 'plain', 'scope', 'group', 'through', 'defaults', 'distinct',
  'primary', 'exception', 'type', 'hooks', 'force', 'name',
]);

const NO_OBJECT = method => `The argument passed to ${method} must be an options object, use findByPk if you wish to pass a single primary key value`;

/** Statics of finding. */
export const finding = {
  async findAll(given) {
    if (given !== undefined && !isPlainObject(given)) throw new QueryError(NO_OBJECT('findAll'));
    if (given?.attributes && !Array.isArray(given.attributes) && !isPlainObject(given.attributes)) {
      throw new QueryError('The attributes option must be an array of column names or an object');
    }
    this.warnOnInvalidOptions(given, Object.keys(this.rawAttributes));
    const options = withTransaction(this.sequelize, cloneOptions(given) || {});
    if (options.hooks === undefined) options.hooks = true;
    options.rejectOnEmpty = has(options, 'rejectOnEmpty') ? options.rejectOnEmpty : this.options.rejectOnEmpty;
    this._injectScope(options);
    if (options.hooks) await this.runHooks('beforeFind', options);
    this._conformIncludes(options, this);
    this._expandAttributes(options);
    this._expandIncludeAll(options);
    if (options.hooks) await this.runHooks('beforeFindAfterExpandIncludeAll', options);
    options.originalAttributes = this._injectDependentVirtualAttributes(options.attributes);
    if (options.include) {
      options.hasJoin = true;
      this._validateIncludedElements(options);
    }
    if (!options.attributes) options.originalAttributes = this._injectDependentVirtualAttributes(Object.keys(this.rawAttributes));
    this.options.whereCollection = options.where || null;
    const prepared = prepare(this, options);
    if (options.hooks) await this.runHooks('beforeFindAfterOptions', options);
    const isSeparate = markSeparate(options);
    const results = await this._find(prepared ? unprepared(this, options, prepared) : options);
    if (options.hooks) await this.runHooks('afterFind', results, options);
    if (isEmpty(results) && options.rejectOnEmpty) throw rejection(options.rejectOnEmpty);
    if (isSeparate && results) await findSeparate([results].flat(), options);
    return results;
  },

  /** Runs a find whose options are ready: instances, or plain rows where `raw` is set. */
  async _find(given) {
    // What all queries are given, where this one is not given it; some of its options are hidden.
    const options = Object.defineProperties({}, Object.getOwnPropertyDescriptors(given));
    Object.assign(options, omit(this.sequelize.options.query, ...Object.keys(given)));
    const reply = await this.sequelize._run({ command: 'find', model: this._declaredName, options: encodeFind(this, options) }, { ...given, type: 'SELECT', model: this });
    let results;
    if (options.raw) {
      results = toObjects(withRanges(this, reply.columns), reply.rows);
      if (options.nest) results = results.map(nested);
    } else {
      results = found(this, reply, options);
      for (const path of reply.marked ?? []) markSubQuery(options, path.split('.'));
    }
    if (options.plain) return results.length === 0 ? null : results[0];
    return results;
  },

  async findByPk(key, given) {
    if (key === null || key === undefined) return null;
    const options = cloneOptions(given) || {};
    if (!['number', 'bigint', 'string'].includes(typeof key) && !isBytes(key)) {
      throw new Error(`Argument passed to findByPk is invalid: ${key}`);
    }
    options.where = { [this.primaryKeyAttribute]: key };
    return this.findOne(options);
  },

  async findOne(given) {
    if (given !== undefined && !isPlainObject(given)) throw new Error(NO_OBJECT('findOne'));
    const options = withTransaction(this.sequelize, cloneOptions(given) || {});
    if (options.limit === undefined && !isByUniqueKey(this, options.where)) options.limit = 1;
    if (options.plain === undefined) options.plain = true;
    return this.findAll(options);
  },

  async findAndCountAll(options) {
    if (options !== undefined && !isPlainObject(options)) throw new Error(NO_OBJECT('findAndCountAll'));
    const countOptions = cloneOptions(options) || {};
    if (countOptions.attributes) countOptions.attributes = undefined;
    const [count, rows] = await Promise.all([this.count(countOptions), this.findAll(options)]);
    return { count, rows: count === 0 ? [] : rows };
  },

  /** Attributes that were meant for `where` are told of. */
  warnOnInvalidOptions(options, names) {
    if (!isPlainObject(options)) return;
    const meant = Object.keys(options).filter(key => !KEYWORDS.has(key) && names.includes(key));
    if (options.where || meant.length === 0) return;
    console.warn(`(sequelize) Warning: Model attributes (${meant.join(', ')}) passed into finder method options of model ${this.name}, but the options.where object is empty. Did you forget to use options.where?`);
  },
};

/** A condition on a key that allows one row only needs no limit. */
function isByUniqueKey(model, where) {
  if (!where) return false;
  const keys = Object.values(model.uniqueKeys).filter(({ fields }) => fields.length === 1).map(({ column }) => column);
  return Object.keys(where).some(name => {
    const value = where[name];
    return (name === model.primaryKeyAttribute || keys.includes(name))
      && (['string', 'number', 'boolean'].includes(typeof value) || isBytes(value));
  });
}

function rejection(given) {
  if (typeof given === 'function') return new given();
  return typeof given === 'object' ? given : new EmptyResultError();
}
