/**
 * How the association methods read and copy options.
 */

/** The `foreignKey` or `otherKey` option as the two properties an association has of it. */
export function keyOption(option, key = 'foreignKey') {
  const attribute = option !== null && typeof option === 'object' ? option : {};
  const name = attribute === option ? attribute.name || attribute.fieldName : option;
  return { [`${key}Attribute`]: attribute, [key]: name || undefined };
}

/**
 * A copy of find options that a method may change.
 *
 * Plain objects and arrays are copied through; instances, models and the like are shared.
 */
export function copyOptions(options) {
  return copy(options ?? {});
}

function copy(value) {
  if (Array.isArray(value)) return value.map(copy);
  if (value === null || typeof value !== 'object') return value;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  const made = {};
  for (const key of Reflect.ownKeys(value)) made[key] = copy(value[key]);
  return made;
}

/** What was found for each source, by the source's key; null where nothing was. */
export function byKey(sources, sourceKey, found, targetKey) {
  const result = {};
  for (const source of sources) result[source.get(sourceKey, { raw: true })] = null;
  for (const instance of found) result[instance.get(targetKey, { raw: true })] = instance;
  return result;
}

/** The given keys of an object, those it has. */
export function pick(object, keys) {
  return Object.fromEntries(keys.filter((key) => object[key] !== undefined).map((key) => [key, object[key]]));
}

/** An object without the given keys. */
export function omit(object, keys) {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/** Whether a value is an object literal. */
export function isPlainObject(value) {
  if (value === null || typeof value !== 'object') return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
