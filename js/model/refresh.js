/** @file What follows from a model's attributes: maps by name and field, getters and setters, sets of kinds. */

import { normalizeDataType } from '../data-types.js';
import { JSONTYPE } from '../data-types/collections.js';
import { DATE, DATEONLY } from '../data-types/dates.js';
import { BOOLEAN, VIRTUAL } from '../data-types/others.js';
import { has, isEmpty } from '../objects.js';
import { Model } from './base.js';
import { toDefaultValue } from './defaults.js';

/**
 * Works out anew all that follows from `rawAttributes`.
 * @param {Record<string, string>} fields of the attributes, by name
 */
export function refresh(model, fields) {
  const { prototype } = model;
  Object.assign(model, {
    _dataTypeChanges: {}, _dataTypeSanitizers: {}, _hasBooleanAttributes: false, _hasDateAttributes: false,
    _jsonAttributes: new Set(), _virtualAttributes: new Set(), _defaultValues: {},
    fieldRawAttributesMap: {}, fieldAttributeMap: {}, primaryKeys: {}, uniqueKeys: {}, tableAttributes: {},
  });
  own(prototype, 'validators', {});
  for (const [name, attribute] of Object.entries(model.rawAttributes)) take(model, name, attribute, fields[name]);
  defineAccessors(model);
  model._hasJsonAttributes = model._jsonAttributes.size > 0;
  model._hasVirtualAttributes = model._virtualAttributes.size > 0;
  model._hasDefaultValues = !isEmpty(model._defaultValues);
  own(prototype, 'rawAttributes', model.rawAttributes);
  own(prototype, '_isAttribute', key => has(model.rawAttributes, key));
  model.primaryKeyAttributes = Object.keys(model.primaryKeys);
  [model.primaryKeyAttribute] = model.primaryKeyAttributes;
  if (model.primaryKeyAttribute) model.primaryKeyField = model.rawAttributes[model.primaryKeyAttribute].field || model.primaryKeyAttribute;
  model._hasPrimaryKeys = model.primaryKeyAttributes.length > 0;
  model._isPlain = !model._hasDefaultValues && !model._hasJsonAttributes && !prototype._hasCustomSetters;
  model._isPrimaryKey = key => model.primaryKeyAttributes.includes(key);
}

const own = (prototype, name, value) => Object.defineProperty(prototype, name, { value, writable: true, configurable: true, enumerable: true });

function take(model, name, attribute, field) {
  attribute.type = normalizeDataType(attribute.type);
  const { type } = attribute;
  attribute.Model = model;
  attribute.fieldName = name;
  attribute._modelAttribute = true;
  attribute.field = field;
  if (attribute.primaryKey === true) model.primaryKeys[name] = attribute;
  model.fieldRawAttributesMap[field] = attribute;
  if (field !== name) model.fieldAttributeMap[field] = name;
  if (type._sanitize) model._dataTypeSanitizers[name] = type._sanitize;
  if (type._isChanged) model._dataTypeChanges[name] = type._isChanged;
  if (type instanceof BOOLEAN) model._hasBooleanAttributes = true;
  else if (type instanceof DATE || type instanceof DATEONLY) model._hasDateAttributes = true;
  else if (type instanceof JSONTYPE) model._jsonAttributes.add(name);
  else if (type instanceof VIRTUAL) model._virtualAttributes.add(name);
  if (!(type instanceof VIRTUAL)) model.tableAttributes[name] = attribute;
  if (has(attribute, 'defaultValue')) model._defaultValues[name] = () => toDefaultValue(attribute.defaultValue);
  if (attribute.unique) takeUnique(model, name, attribute);
  if (has(attribute, 'validate')) model.prototype.validators[name] = attribute.validate;
}

function takeUnique(model, name, { unique, field }) {
  let keyName = `${model.tableName}_${name}_unique`;
  if (typeof unique === 'object' && has(unique, 'name')) keyName = unique.name;
  else if (typeof unique === 'string') keyName = unique;
  const key = model.uniqueKeys[keyName] || { fields: [] };
  key.fields.push(field);
  key.msg = key.msg || unique.msg || null;
  key.name = keyName || false;
  key.column = name;
  key.customIndex = unique !== true;
  model.uniqueKeys[keyName] = key;
}

/** Defines a getter and a setter an attribute, and those of `getterMethods` and `setterMethods`. */
function defineAccessors(model) {
  const { prototype, options } = model;
  const getters = { ...options.getterMethods };
  const setters = { ...options.setterMethods };
  const accessors = {};
  const accessor = name => (accessors[name] ??= { configurable: true });
  for (const name of Object.keys(getters)) accessor(name).get = getterOf(name);
  for (const name of Object.keys(setters)) accessor(name).set = setterOf(name);
  for (const [name, attribute] of Object.entries(model.rawAttributes)) {
    if (has(attribute, 'get')) getters[name] = attribute.get;
    if (has(attribute, 'set')) setters[name] = attribute.set;
    accessor(name).get = getterOf(name);
    accessor(name).set = setterOf(name);
  }
  own(prototype, '_customGetters', getters);
  own(prototype, '_customSetters', setters);
  own(prototype, '_hasCustomGetters', Object.keys(getters).length);
  own(prototype, '_hasCustomSetters', Object.keys(setters).length);
  model._attributeManipulation = accessors;
  for (const [name, descriptor] of Object.entries(accessors)) {
    if (has(Model.prototype, name)) model.sequelize.log(`Not overriding built-in method from model attribute: ${name}`);
    else Object.defineProperty(prototype, name, descriptor);
  }
}

const getterOf = name => function get() {
  return this.get(name);
};

const setterOf = name => function set(value) {
  return this.set(name, value);
};
