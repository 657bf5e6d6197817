/** @file Setting an instance's values. */

import { SequelizeMethod } from '../expressions.js';
import { keepPrevious, Model } from '../model/base.js';
import { isEqual } from '../objects.js';
import { getPath, setPath } from '../rows.js';

/** Methods that set. */
export const setting = {
  /** Sets a value, or each of an object's. */
  set(key, value, given) {
    keepPrevious(this);
    if (typeof key === 'object' && key !== null) return setAll(this, key, value || {});
    setOne(this, key, value, given || {});
    return this;
  },

  setAttributes(updates) {
    return this.set(updates);
  },
};

function setAll(instance, values, options) {
  const { constructor } = instance;
  if (options.reset) {
    instance.dataValues = {};
    for (const name of Object.keys(values)) instance.changed(name, false);
  }
  const isSimple = options.raw && !instance._options?.include && !options.attributes
    && !constructor._hasDateAttributes && !constructor._hasBooleanAttributes;
  if (isSimple) {
    if (Object.keys(instance.dataValues).length) Object.assign(instance.dataValues, values);
    else instance.dataValues = values;
    instance._previousDataValues = { ...instance.dataValues };
    return instance;
  }
  if (options.attributes) {
    const lists = [options.attributes, constructor._hasVirtualAttributes ? constructor._virtualAttributes : [], instance._options.includeNames || []];
    for (const list of lists) for (const name of list) if (values[name] !== undefined) instance.set(name, values[name], options);
  } else if (instance.set === setting.set) {
    for (const name in values) setOne(instance, name, values[name], options);
  } else {
    for (const name in values) instance.set(name, values[name], options);
  }
  if (options.raw) instance._previousDataValues = { ...instance.dataValues };
  return instance;
}

function setOne(instance, key, given, options) {
  const { constructor } = instance;
  const before = options.raw ? undefined : instance.dataValues[key];
  if (!options.raw && instance._customSetters[key]) {
    instance._customSetters[key].call(instance, given, key);
    if (!isEqual(instance.dataValues[key], before)) {
      instance._previousDataValues[key] = before;
      instance.changed(key, true);
    }
    return;
  }
  if (instance._options?.include && instance._options.includeNames.includes(key)) {
    setInclude(instance, key, given, options);
    return;
  }
  if (!options.raw) {
    if (!instance._isAttribute(key)) {
      setWithinJson(instance, key, given);
      return;
    }
    // A primary key that is known stays; so do, once written, timestamps and version.
    if (constructor._hasPrimaryKeys && before && constructor._isPrimaryKey(key)) return;
    if (!instance.isNewRecord && constructor._hasReadOnlyAttributes && constructor._readOnlyAttributes.has(key)) return;
  }
  const isExpression = given instanceof SequelizeMethod;
  const sanitize = constructor._dataTypeSanitizers[key];
  const value = sanitize && !isExpression ? sanitize.call(instance, given, options) : given;
  if (!options.raw && (isExpression || isChanged(instance, key, value, before, options))) {
    instance._previousDataValues[key] = before;
    instance.changed(key, true);
  }
  instance.dataValues[key] = value;
}

function isChanged(instance, key, value, before, options) {
  const differs = instance.constructor._dataTypeChanges[key];
  return differs ? differs.call(instance, value, before, options) : !isEqual(value, before);
}

/** `set('meta.n', 1)` reaches into a JSON attribute. */
function setWithinJson(instance, key, value) {
  if (!key.includes('.')) return;
  const [name] = key.split('.');
  if (!instance.constructor._jsonAttributes.has(name)) return;
  if (isEqual(getPath(instance.dataValues, key), value)) return;
  setPath(instance.dataValues, key, value);
  instance.changed(name, true);
}

/** Builds what is set under the name of an include. */
function setInclude(instance, key, given, options) {
  let values = Array.isArray(given) ? given : [given];
  if (values[0] instanceof Model) values = values.map(associated => associated.dataValues);
  const include = instance._options.includeMap[key];
  const { association, model, originalAttributes } = include;
  if (originalAttributes !== undefined && !originalAttributes.length) return;
  const own = {
    isNewRecord: instance.isNewRecord, include: include.include, includeNames: include.includeNames, includeMap: include.includeMap,
    includeValidated: true, raw: options.raw, attributes: originalAttributes,
  };
  const isNothing = value => value && value[model.primaryKeyAttribute] === null;
  let built;
  if (association.isSingleAssociation) {
    const [value] = values;
    built = value === null || isNothing(value) ? null : model.build(value, own);
  } else {
    built = isNothing(values[0]) ? [] : model.bulkBuild(values, own);
  }
  instance[key] = instance.dataValues[key] = built;
}
