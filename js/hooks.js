/** @file Hooks: the user's functions that run before and after things happen. */

import { HOOKS } from './hooks/kinds.js';

export { HOOKS };

/** A hook of two things is kept under both: `beforeSave` under `beforeUpdate` and `beforeCreate` too. */
const kindsOf = name => {
  const kind = HOOKS[name];
  if (!kind) throw new TypeError(`Cannot read properties of undefined (reading 'proxies')`);
  return kind.also ? [...kind.also, name] : [name];
};

const hooksOf = (holder, name) => holder.options.hooks?.[name] || [];

const functionOf = hook => (typeof hook === 'object' ? hook.fn : hook);

const methods = {
  /** Takes the hooks of `options.hooks`: a function or a list of them by name. */
  _setupHooks(hooks) {
    this.options.hooks = {};
    for (const [name, given] of Object.entries(hooks || {})) {
      for (const hook of Array.isArray(given) ? given : [given]) this.addHook(name, hook);
    }
  },

  /** Runs the hooks of a name, the model's own first, then the global ones; a few kinds run at once, without waiting. */
  runHooks(name, ...args) {
    if (!name) return Promise.reject(new Error('runHooks requires at least 1 argument'));
    let hooks = name;
    if (typeof name === 'string') {
      hooks = hooksOf(this, name);
      if (this.sequelize) hooks = hooks.concat(hooksOf(this.sequelize, name));
    }
    if (!Array.isArray(hooks)) hooks = [hooks];
    if (HOOKS[name]?.sync) {
      // Nobody waits for these: what they throw is a rejection, never a throw into `define`.
      try {
        for (const hook of hooks) functionOf(hook).apply(this, args);
      } catch (error) {
        return Promise.reject(error);
      }
      return Promise.resolve();
    }
    return runEach(this, hooks, args);
  },

  /** Adds a hook, with a name or without. */
  addHook(type, name, hook) {
    const fn = typeof name === 'function' ? name : hook;
    const named = typeof name === 'function' ? null : name;
    for (const kind of kindsOf(type)) {
      const hooks = hooksOf(this, kind);
      hooks.push(named ? { name: named, fn } : fn);
      this.options.hooks[kind] = hooks;
    }
    return this;
  },

  /** Removes a hook by its name or by the function itself. */
  removeHook(type, name) {
    if (!this.hasHook(type)) return this;
    const isFunction = typeof name === 'function';
    for (const kind of kindsOf(type)) {
      this.options.hooks[kind] = hooksOf(this, kind).filter(hook => {
        if (isFunction) return typeof hook !== 'function' || hook !== name;
        return typeof hook !== 'object' || hook.name !== name;
      });
    }
    return this;
  },

  /** Whether there is one of that kind. */
  hasHook(type) {
    return this.options.hooks[type] && Boolean(this.options.hooks[type].length);
  },
};
methods.hasHooks = methods.hasHook;

async function runEach(holder, hooks, args) {
  for (const given of hooks) {
    const hook = functionOf(given);
    await hook.apply(holder, args);
  }
}

/**
 * Gives a class or a prototype the methods of hooks, and one method a kind: `Model.beforeCreate(…)`.
 * @param {object} target
 * @param {boolean} isModel whether the kinds that no model has are left out
 */
export function addHooksTo(target, isModel = false) {
  const define = (name, value) => Object.defineProperty(target, name, { value, writable: true, configurable: true });
  for (const [name, method] of Object.entries(methods)) define(name, method);
  for (const [kind, { noModel }] of Object.entries(HOOKS)) {
    if (isModel && noModel) continue;
    define(kind, function addOfKind(name, hook) {
      return this.addHook(kind, name, hook);
    });
  }
}
