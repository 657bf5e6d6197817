/** @file Plain objects: copying, comparing and merging them as options are. */

const own = Object.prototype.hasOwnProperty;

/** Whether the object has the key itself. */
export const has = (object, key) => own.call(object, key);

/** Sets a property that copying and listing pass over: a way back, or the same thing again in another form. */
export function hide(object, name, value) {
  Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: false });
}

/** Whether a value is an object made by `{}` or `Object.create(null)`. */
export function isPlainObject(value) {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  // An object of another realm (a vm, a worker) is plain too.
  return own.call(prototype, 'isPrototypeOf') && Object.getPrototypeOf(prototype) === null;
}

/** Whether a value is a `Buffer` (or, where there is none, bytes). */
export function isBytes(value) {
  return typeof Buffer === 'undefined' ? value instanceof Uint8Array : Buffer.isBuffer(value);
}

/** Copies plain objects and arrays to any depth; all else stays the same value. */
export function cloneOptions(value) {
  if (Array.isArray(value)) return value.map(cloneOptions);
  if (!isPlainObject(value)) return value;
  const copy = {};
  for (const key of Object.keys(value)) copy[key] = cloneOptions(value[key]);
  for (const symbol of Object.getOwnPropertySymbols(value)) copy[symbol] = cloneOptions(value[symbol]);
  return copy;
}

/** A copy of a call's options; what is no object is as good as none. */
export const optionsOf = given => (typeof given === 'object' && cloneOptions(given)) || {};

/** Copies a value to any depth, dates and bytes and instances of classes too. */
export function deepCopy(value, seen) {
  if (typeof value !== 'object' || value === null) return value;
  seen ??= new Map();
  if (value instanceof Date) return new Date(value.getTime());
  if (isBytes(value)) return value.slice !== Uint8Array.prototype.slice ? Buffer.from(value) : value.slice();
  if (seen.has(value)) return seen.get(value);
  if (value instanceof RegExp) return new RegExp(value.source, value.flags);
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, deepCopy(item, seen)]));
  if (value instanceof Set) return new Set([...value].map(item => deepCopy(item, seen)));
  const copy = Array.isArray(value) ? [] : Object.create(Object.getPrototypeOf(value));
  seen.set(value, copy);
  for (const key of Object.keys(value)) copy[key] = deepCopy(value[key], seen);
  return copy;
}

/** Whether two values are equal to any depth. */
export function isEqual(a, b) {
  if (a === b || (a !== a && b !== b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Date || b instanceof Date) return a instanceof Date && b instanceof Date && isEqual(+a, +b);
  if (a instanceof RegExp) return b instanceof RegExp && String(a) === String(b);
  if (Array.isArray(a) !== Array.isArray(b) || a.constructor !== b.constructor) return false;
  if (ArrayBuffer.isView(a)) return a.length === b.length && a.every((byte, index) => byte === b[index]);
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(key => own.call(b, key) && isEqual(a[key], b[key]));
}

/** Whether nothing is in it; as lodash has it, any number or function is empty too. */
export function isEmpty(value) {
  if (value === null || value === undefined) return true;
  if (Array.isArray(value) || typeof value === 'string') return value.length === 0;
  if (typeof value !== 'object') return true;
  return Object.keys(value).length === 0;
}

/** Sets on the first object what it has as `undefined` or not at all; returns it. */
export function fillIn(target, ...sources) {
  for (const source of sources) {
    if (!source) continue;
    for (const key of Reflect.ownKeys(source)) {
      const value = target[key];
      if (value === undefined || (value === Object.prototype[key] && !own.call(target, key))) target[key] = source[key];
    }
  }
  return target;
}

/** Merges options: later win, plain objects merge, lists are joined with the later in front. */
export function mergeOptions(...sources) {
  const result = {};
  for (const source of sources) {
    for (const [key, value] of Object.entries(source || {})) {
      if (value === undefined) continue;
      const before = result[key];
      if (before && isPlainObject(value) && isPlainObject(before)) result[key] = mergeOptions(before, value);
      else if (before && Array.isArray(value) && Array.isArray(before)) result[key] = value.concat(before);
      else result[key] = value;
    }
  }
  return result;
}

/** The entries of the listed keys, those that are in it. */
export function pick(object, keys) {
  const result = {};
  for (const key of keys || []) if (key in object) result[key] = object[key];
  return result;
}

/** All but the listed keys. */
export function omit(object, ...keys) {
  const result = { ...object };
  for (const key of keys) delete result[key];
  return result;
}

/** Without the entries that are `undefined`. */
export function defined(object) {
  return Object.fromEntries(Object.entries(object || {}).filter(([, value]) => value !== undefined));
}

/** Each value once, in order. */
export const unique = list => [...new Set(list)];

/** The first list's values that the second has, each once. */
export const intersection = (a, b) => unique(a || []).filter(value => b.includes(value));

/** The first list's values that the second has not. */
export const difference = (a, b) => (a || []).filter(value => !(b || []).includes(value));
