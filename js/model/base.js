/** @file The bare class: how an instance comes to be. */

import { SequelizeMethod } from '../expressions.js';
import { deepCopy, has, isPlainObject } from '../objects.js';
import { toDefaultValue } from './defaults.js';

/** Makes sure that the former values, and which were changed, are kept before some are changed. */
export function keepPrevious(instance) {
  if (isFresh(instance)) instance._changed;
  return instance._previousDataValues;
}

/** Whether an instance is new: all its values but nulls were given then, as long as nobody kept which. */
const isFresh = ({ isNewRecord, _options }) => isNewRecord && _options?.isNewRecord === true && !_options[SETTLED];

const givenNames = ({ dataValues }) => Object.keys(dataValues).filter(name => dataValues[name] !== null);

/** Marks the options of instances that are found: their values are taken as they are. */
export const FOUND = Symbol('found');

/** Marks those of a class of which no instance was made yet. */
export const FIRST = Symbol('first');

/** Marks options that `buildOptions` has made: instances built together share them. */
export const READY = Symbol('ready');

/** Marks options of instances that were new and are no more. */
export const SETTLED = Symbol('settled');

/** Marks options, where code that prints them does not see it. */
export const mark = (options, name) => Object.defineProperty(options, name, { value: true, configurable: true });

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

const TIMESTAMPS = ['createdAt', 'updatedAt', 'deletedAt'];
const RAW = Object.freeze({ raw: true });

/** Its constructor gives the object it is called with, so that fields of a subclass land on that. */
class Given {
  constructor(target) {
    return target;
  }
}

/** What a new instance has of its own: as class fields they cost less than defined one by one, and no setter sees them. */
class Fields extends Given {
  dataValues = {};
  _previousDataValues = {};
  uniqno = 1;
  _changed = new Set();
}

/** The options that an instance of a model is built with and keeps. */
export function buildOptions(Class, options) {
  const own = { isNewRecord: true, _schema: Class._schema, _schemaDelimiter: Class._schemaDelimiter, ...options };
  if (own.attributes) own.attributes = own.attributes.map(attribute => (Array.isArray(attribute) ? attribute[1] : attribute));
  if (!own.includeValidated) Class._prepareIncludes(own);
  else if (own.include) {
    // Copying passed over them.
    own.includeNames ??= options.includeNames;
    own.includeMap ??= options.includeMap;
  }
  return own;
}

/**
 * The values of a new instance, where nothing but they themselves comes of setting them: texts,
 * numbers and the like, of attributes that nobody hears of. Most rows of a `bulkCreate` are such.
 */
function plainValues(instance, given, options) {
  const { constructor: Class } = instance;
  if (!Class._isPlain || !options.isNewRecord || options.raw || options.include || options.attributes || options.reset) return null;
  if (instance.set !== Model.prototype.set || instance.changed !== Model.prototype.changed || !isPlainObject(given)) return null;
  const { rawAttributes, _dataTypeSanitizers, _dataTypeChanges } = Class;
  const values = {};
  for (const name of Class.primaryKeyAttributes) if (given[name] === undefined) values[name] = null;
  for (const name of Object.keys(given)) {
    const value = given[name];
    const type = typeof value;
    if (type !== 'string' && type !== 'number' && type !== 'boolean') return null;
    if (!has(rawAttributes, name) || _dataTypeSanitizers[name] || _dataTypeChanges[name]) return null;
    values[name] = value;
  }
  return values;
}

/** A model; user code extends it, or lets `sequelize.define` do so. */
export class Model {
  /** Tells models from other functions where the class itself is not at hand. */
  static get _isModel() {
    return true;
  }

  /** The name that Rust knows the model by: a subclass without an `init` of its own goes by its parent's. */
  static get _declaredName() {
    return this._ownName ?? this.name;
  }

  static get queryInterface() {
    return this.sequelize.getQueryInterface();
  }

  static get queryGenerator() {
    return this.queryInterface.queryGenerator;
  }

  // Short on purpose: this runs once for each row that is found.
  constructor(values = {}, options = {}) {
    if (options?.[FOUND] !== true) {
      this._construct(values, options);
      return;
    }
    this.dataValues = values;
    this.uniqno = 1;
    this._options = options;
    this.isNewRecord = false;
    if (options[FIRST]) warnOfFields(this);
  }

  _construct(values, options) {
    const Class = this.constructor;
    if (!Class._overwrittenAttributesChecked) warnOfFields(this);
    const own = options?.[READY] === Class ? options : buildOptions(Class, options);
    const plain = plainValues(this, values, own);
    if (plain) {
      this.dataValues = plain;
      this.uniqno = 1;
      this._options = own;
      this.isNewRecord = true;
      return;
    }
    new Fields(this);
    this._options = own;
    this.isNewRecord = own.isNewRecord;
    this._initValues(values, own);
  }

  get sequelize() {
    return this.constructor.sequelize;
  }

  /** The attributes that were set since the instance was read or written. */
  get _changed() {
    const changed = new Set(isFresh(this) ? givenNames(this) : []);
    this._changed = changed;
    return changed;
  }

  set _changed(changed) {
    Object.defineProperty(this, '_changed', { value: changed, writable: true, enumerable: true, configurable: true });
  }

  /** The values as they were read or written. An instance that nobody touches needs no copy of them. */
  get _previousDataValues() {
    const previous = isFresh(this) ? Object.fromEntries(givenNames(this).map(name => [name, undefined])) : { ...this.dataValues };
    this._previousDataValues = previous;
    return previous;
  }

  set _previousDataValues(values) {
    Object.defineProperty(this, '_previousDataValues', { value: values, writable: true, enumerable: true, configurable: true });
  }

  _initValues(given, options) {
    const values = { ...given };
    if (options.isNewRecord) this._setDefaults(values);
    this.set(values, options);
  }

  _setDefaults(values) {
    const { _defaultValues, _hasDefaultValues, primaryKeyAttributes, _timestampAttributes } = this.constructor;
    if (!_hasDefaultValues) {
      for (const name of primaryKeyAttributes) this._setDefault(values, name, null);
      return;
    }
    const defaults = {};
    for (const name of Object.keys(_defaultValues)) {
      const value = _defaultValues[name]();
      defaults[name] = value instanceof SequelizeMethod ? value : deepCopy(value);
    }
    for (const name of primaryKeyAttributes) if (!has(defaults, name)) defaults[name] = null;
    // Timestamps are no change of the user's: they bypass `set`.
    for (const kind of TIMESTAMPS) {
      const name = _timestampAttributes[kind];
      if (!name || !defaults[name]) continue;
      this.dataValues[name] = toDefaultValue(defaults[name]);
      delete defaults[name];
    }
    for (const name of Object.keys(defaults)) this._setDefault(values, name, defaults[name]);
  }

  _setDefault(values, name, value) {
    if (values[name] !== undefined) return;
    this.set(name, toDefaultValue(value), RAW);
    if (name in values) delete values[name];
  }

  /** The validators of an attribute, for this model. */
  setValidators(attribute, validators) {
    this.validators[attribute] = validators;
  }

  /** Printed with all its fields and in their order, whichever of them were made yet. */
  [INSPECT]() {
    const { dataValues, _previousDataValues, uniqno, _changed } = this;
    const shown = { dataValues, _previousDataValues, uniqno, _changed, ...this };
    const unprinted = Object.create(Object.getPrototypeOf(this), { [INSPECT]: { value: undefined } });
    return Object.create(unprinted, Object.getOwnPropertyDescriptors(shown));
  }

  toString() {
    return `[object SequelizeInstance:${this.constructor.name}]`;
  }

  static [INSPECT]() {
    return this.name;
  }
}

/** Public class fields hide the getters and setters of attributes: the first instance tells. */
function warnOfFields(instance) {
  const Class = instance.constructor;
  Class._overwrittenAttributesChecked = true;
  instance._options?.[FIRST] && delete instance._options[FIRST];
  setTimeout(() => {
    const hidden = Object.keys(Class._attributeManipulation).filter(name => has(instance, name));
    if (hidden.length === 0) return;
    console.warn(`(sequelize) Warning: Model ${JSON.stringify(Class.name)} is declaring public class fields for attribute(s): ${hidden.map(name => JSON.stringify(name)).join(', ')}.
These class fields are shadowing Sequelize's attribute getters & setters.
See https://sequelize.org/main/manual/model-basics.html#caveat-with-public-class-fields`);
  }, 0);
}
