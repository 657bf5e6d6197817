/** @file Scopes: options kept under a name, and how they merge with those of a call. */

import { SequelizeScopeError } from '../errors/base.js';
import { SequelizeMethod } from '../expressions.js';
import { cloneOptions, isPlainObject, unique } from '../objects.js';
import { conditionKeys, Op } from '../operators.js';

/** Statics of scopes. */
export const scopes = {
  unscoped() {
    return this.scope();
  },

  /** Adds a scope; one that is there is kept unless `override` says otherwise. */
  addScope(name, scope, options) {
    const { override } = { override: false, ...options };
    const { defaultScope, scopes: named } = this.options;
    const isThere = (name === 'defaultScope' && Object.keys(defaultScope).length > 0) || name in named;
    if (isThere && override === false) {
      throw new Error(`The scope ${name} already exists. Pass { override: true } as options to silence this error`);
    }
    if (name === 'defaultScope') this.options.defaultScope = this._scope = scope;
    else named[name] = scope;
  },

  /** The model with these scopes and no others. */
  scope(...given) {
    const scoped = class extends this {};
    Object.defineProperty(scoped, 'name', { value: this.name, configurable: true });
    scoped._scope = {};
    scoped._scopeNames = [];
    scoped.scoped = true;
    if (!given[0]) return scoped;
    for (const one of given.flat()) {
      const [name, scope] = resolve(scoped, one);
      if (!scope) throw new SequelizeScopeError(`Invalid scope ${name} called.`);
      this._conformIncludes(scope, this);
      this._assignOptions(scoped._scope, cloneOptions(scope));
      scoped._scopeNames.push(name || 'defaultScope');
    }
    return scoped;
  },

  /** Lays the model's scope under the options of a call. */
  _injectScope(options) {
    return this._defaultsOptions(options, cloneOptions(this._scope || {}));
  },

  /** Later options win over earlier ones, as far as they do not merge. */
  _assignOptions(target, ...sources) {
    for (const source of sources) {
      for (const key of Object.keys(source)) target[key] = merge(this, target[key], source[key], key);
    }
    return tidy(this, target);
  },

  /** The options win over the defaults, as far as they do not merge. */
  _defaultsOptions(options, defaults) {
    for (const key of Object.keys(defaults)) options[key] = merge(this, defaults[key], options[key], key);
    return tidy(this, options);
  },
};

/** A scope's name and options. */
function resolve(self, given) {
  const named = self.options.scopes;
  if (isPlainObject(given)) {
    if (!given.method) return [null, given];
    const [scopeName, ...args] = [given.method].flat();
    return named[scopeName] ? [scopeName, self.options.scopes[scopeName].apply(self, args)] : [null, null];
  }
  if (given === 'defaultScope' && isPlainObject(self.options.defaultScope)) return [null, self.options.defaultScope];
  const scope = named[given];
  return [given, typeof scope === 'function' ? scope() : scope];
}

function tidy(model, options) {
  model._conformIncludes(options, model);
  if (options.include) options.include = mergeSame(model, options.include);
  return options;
}

/** Includes of the same model under the same alias become one. */
function mergeSame(model, includes) {
  const groups = new Map();
  for (const include of includes) {
    const key = `${include.model && include.model.name}-${include.as}`;
    if (groups.has(key)) groups.get(key).push(include);
    else groups.set(key, [include]);
  }
  return [...groups.values()].map(([first, ...more]) => (more.length ? model._assignOptions(first, ...more) : tidy(model, first)));
}

function merge(model, before, after, key) {
  if (Array.isArray(before) && Array.isArray(after)) return unique([...before, ...after]);
  if (key === 'where' || key === 'having') {
    if (model.options?.whereMergeStrategy === 'and') return both(before, after);
    const condition = after instanceof SequelizeMethod ? { [Op.and]: after } : after;
    if (isPlainObject(before) && isPlainObject(condition)) return Object.assign(before, condition);
    if (condition) return cloneOptions(condition);
    return condition === undefined ? before : condition;
  }
  if (key === 'attributes' && isPlainObject(before) && isPlainObject(after)) {
    for (const part of Object.keys(after)) {
      const lists = Array.isArray(before[part]) && Array.isArray(after[part]);
      before[part] = lists ? unique([...before[part], ...after[part]]) : after[part];
    }
    return before;
  }
  if (after) return cloneOptions(after);
  return after === undefined ? before : after;
}

/** Both conditions, without nesting one `Op.and` in another. */
function both(before, after) {
  const first = unpack(before);
  if (first === undefined) return after;
  const second = unpack(after);
  if (second === undefined) return before;
  return { [Op.and]: [first, second].flat() };
}

function unpack(where) {
  if (typeof where !== 'object' || where === null) return where;
  const keys = conditionKeys(where);
  // What `sequelize.where` gives has fields, no conditions.
  if (keys.length === 0) return undefined;
  return keys.length === 1 && keys[0] === Op.and ? where[Op.and] : where;
}
