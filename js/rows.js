/** @file Rows without instances: flat with dotted names, or nested. */

/** Makes of `{'a.b': 1}` the object `{a: {b: 1}}`. */
export function nested(row) {
  const result = {};
  for (const [key, value] of Object.entries(row)) setPath(result, key, value);
  return result;
}

/** Sets a value at a dotted path, making the objects on the way. */
export function setPath(object, path, value) {
  const parts = path.split('.');
  let holder = object;
  for (const part of parts.slice(0, -1)) {
    if (typeof holder[part] !== 'object' || holder[part] === null) holder[part] = {};
    holder = holder[part];
  }
  holder[parts[parts.length - 1]] = value;
}

/** The value at a dotted path. */
export function getPath(object, path) {
  let value = object;
  for (const part of path.split('.')) {
    if (value === null || value === undefined) return undefined;
    value = value[part];
  }
  return value;
}
