/** @file `Model.init`: what a model is made of. Names, keys and columns come from Rust; functions stay here. */

import { typeFromWire, typeToWire } from '../data-types.js';
import { defined, has, mergeOptions, omit } from '../objects.js';
import { pluralize, singularize } from '../utilities.js';
import { encode, fromWire } from '../wire.js';
import { checkOptions, normalizeAttributes } from './checks.js';
import { refresh } from './refresh.js';

/** Options that are the façade's own: functions, and what would drag the whole program along. */
const OWN_OPTIONS = new Set(['sequelize', 'hooks', 'validate', 'scopes', 'defaultScope', 'getterMethods', 'setterMethods', 'modelName', 'whereCollection']);

/** Statics of declaring. */
export const declaration = {
  /** Declares the model's attributes and options. */
  init(attributes, given = {}) {
    if (!given.sequelize) throw new Error('No Sequelize instance passed');
    this.sequelize = given.sequelize;
    const global = this.sequelize.options;
    let options = mergeOptions(global.define, given);
    if (!options.modelName) options.modelName = this.name;
    options = mergeOptions({ name: {}, indexes: [], omitNull: global.omitNull, schema: global.schema }, options);
    if (this.sequelize.hasHook('beforeDefine')) options.name = { ...formsOf(options.modelName), ...options.name };
    this.sequelize.runHooks('beforeDefine', attributes, options);
    if (options.modelName !== this.name) Object.defineProperty(this, 'name', { value: options.modelName, configurable: true });
    this._ownName = this.name;
    delete options.modelName;
    this.options = {
      timestamps: true, validate: {}, freezeTableName: false, underscored: false, paranoid: false, rejectOnEmpty: false,
      whereCollection: null, schema: null, schemaDelimiter: '', defaultScope: {}, scopes: {}, indexes: [],
      whereMergeStrategy: 'overwrite', ...options,
    };
    const { modelManager } = this.sequelize;
    if (this.sequelize.isDefined(this.name)) modelManager.removeModel(modelManager.getModel(this.name));
    this.associations = {};
    this._setupHooks(options.hooks);
    this.underscored = this.options.underscored;
    this._schema = this.options.schema;
    this._schemaDelimiter = this.options.schemaDelimiter;
    checkOptions(this, options, attributes);
    this.rawAttributes = normalizeAttributes(this, attributes);
    const { model } = this.sequelize._call({
      command: 'define',
      name: this.name,
      attributes: encodeAttributes(this.rawAttributes),
      options: encodeOptions(this.options),
    });
    this._timestampAttributes = defined({ createdAt: model.createdAt ?? undefined, updatedAt: model.updatedAt ?? undefined, deletedAt: model.deletedAt ?? undefined });
    if (model.version) this._versionAttribute = model.version;
    this._readOnlyAttributes = new Set(Object.values(this._timestampAttributes));
    if (model.version) this._readOnlyAttributes.add(model.version);
    this._hasReadOnlyAttributes = this._readOnlyAttributes.size > 0;
    if (typeof this.options.name === 'object') this.options.name = { plural: model.plural, singular: model.singular, ...this.options.name };
    this.tableName = model.tableName;
    this._refresh(model);
    findAutoIncrement(this);
    this._scope = this.options.defaultScope;
    this._scopeNames = ['defaultScope'];
    modelManager.addModel(this);
    this.sequelize.runHooks('afterDefine', this);
    return this;
  },

  /**
   * Takes over what Rust knows of the model now.
   * @param {object} description of the model
   * @param {Record<string, object>} given attributes as the user wrote them, whose functions stay
   */
  _refresh(description, given = {}) {
    const attributes = {};
    for (const told of description.attributes) {
      attributes[told.name] = takeAttribute(this.rawAttributes[told.name], told, given[told.name]);
    }
    this.rawAttributes = attributes;
    if (Array.isArray(description.indexes)) this._indexes = description.indexes.map((index, place) => takeIndex(this.options.indexes[place], index));
    refresh(this, Object.fromEntries(description.attributes.map(({ name, field }) => [name, field])));
  },

  /** Takes over changes that were made to `rawAttributes` by hand. */
  refreshAttributes() {
    const { model } = this.sequelize._call({
      command: 'refresh',
      model: this._declaredName,
      attributes: encodeAttributes(this.rawAttributes),
    });
    this._refresh(model);
  },

  removeAttribute(attribute) {
    delete this.rawAttributes[attribute];
    this.refreshAttributes();
  },

  getAttributes() {
    return this.rawAttributes;
  },
};

const formsOf = name => ({ plural: pluralize(name), singular: singularize(name) });

/** Attributes for Rust: no functions, no ways back to classes. */
export function encodeAttributes(attributes) {
  return { o: Object.entries(attributes).map(([name, attribute]) => [name, encodeAttribute(attribute)]) };
}

const LOCAL = new Set(['Model', 'fieldName', '_modelAttribute', 'validate', 'get', 'set', '_autoGenerated']);

/** One attribute for Rust. */
export function encodeAttribute(attribute) {
  if (typeof attribute !== 'object' || attribute === null || !has(attribute, 'type')) return encode(attribute);
  const entries = [];
  for (const [key, value] of Object.entries(attribute)) {
    if (LOCAL.has(key) || value === undefined) continue;
    if (key === 'defaultValue' && typeof value === 'function' && !value.key) continue;
    entries.push([key, key === 'type' ? { type: typeToWire(value) } : encode(value)]);
  }
  return { o: entries };
}

function encodeOptions(options) {
  const entries = [];
  for (const [key, value] of Object.entries(options)) {
    if (!OWN_OPTIONS.has(key) && typeof value !== 'function' && value !== undefined) entries.push([key, encode(value)]);
  }
  return { o: entries };
}

/** What Rust tells of an attribute, laid over what the user wrote; its field comes last, as in Sequelize. */
function takeAttribute(before, told, given) {
  // A key of a through model says first that nobody wrote it.
  const isPairing = given && told._autoGenerated;
  const start = isPairing ? { _autoGenerated: true, type: undefined } : { type: undefined, allowNull: told.allowNull ?? undefined };
  const attribute = before ?? { ...start, ...given };
  for (const key of Object.keys(given ?? {})) attribute[key] ??= given[key];
  const type = attribute.type;
  if (type === undefined || typeof type === 'function') attribute.type = typeFromWire(told.type);
  if (attribute.allowNull === undefined) delete attribute.allowNull;
  for (const key of ['allowNull', 'primaryKey', 'autoIncrement', 'unique']) take(attribute, told, key);
  if (told.references) attribute.references = takeReference(told.references, attribute.references);
  for (const key of ['onDelete', 'onUpdate', 'comment']) take(attribute, told, key);
  if (attribute.defaultValue === undefined && told.defaultValue !== undefined && told.defaultValue !== null) attribute.defaultValue = fromWire(told.defaultValue);
  take(attribute, told, '_autoGenerated');
  return attribute;
}

function take(attribute, told, key) {
  const value = told[key];
  if (value === undefined || value === null) return;
  if (attribute[key] === undefined || key === 'onDelete' || key === 'onUpdate') attribute[key] = value;
}

/** An index as the options have it, which get what they lack; or one that an attribute asks for. */
function takeIndex(given, told) {
  const index = given ?? omit(told, 'name');
  if (has(index, 'parser')) return index;
  for (const [key, value] of Object.entries({ type: '', parser: null })) if (index[key] === undefined) index[key] = value;
  if (String(index.type).toLowerCase() === 'unique') {
    index.unique = true;
    delete index.type;
  }
  if (!has(index, 'name')) index.name = told.name;
  return index;
}

function takeReference(told, before) {
  if (typeof before === 'string') return before;
  const table = told.model ?? told.table;
  const model = told.schema && typeof table === 'string' ? { tableName: table, schema: told.schema, delimiter: '.', table } : table;
  const reference = { ...(typeof before === 'object' ? before : {}), model };
  if (told.key !== undefined && told.key !== null) reference.key = told.key;
  return reference;
}

function findAutoIncrement(model) {
  model.autoIncrementAttribute = null;
  for (const [name, { autoIncrement }] of Object.entries(model.rawAttributes)) {
    if (!autoIncrement) continue;
    if (model.autoIncrementAttribute) throw new Error('Invalid Instance definition. Only one autoincrement field allowed.');
    model.autoIncrementAttribute = name;
  }
}
