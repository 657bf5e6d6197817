/** @file An instance's values: reading them, and what was changed. */

import { Model } from '../model/base.js';
import { deepCopy, has, isEqual } from '../objects.js';

/** Methods that read. */
export const values = {
  getDataValue(key) {
    return this.dataValues[key];
  },

  setDataValue(key, value) {
    if (!isEqual(value, this._previousDataValues[key])) this.changed(key, true);
    this.dataValues[key] = value;
  },

  /** A value, or all: by custom getters unless `raw`, included instances as plain objects where `plain`. */
  get(key, given) {
    const isWhole = given === undefined && typeof key === 'object';
    const options = (isWhole ? key : given) || {};
    if (!isWhole && key) return getOne(this, key, options);
    if (!this._hasCustomGetters && !(options.plain && this._options.include) && !options.clone) return this.dataValues;
    const result = {};
    const { attributes } = this._options;
    for (const name of Object.keys(this._hasCustomGetters ? this._customGetters : {})) {
      if (!attributes || attributes.includes(name)) result[name] = this.get(name, options);
    }
    for (const name of Object.keys(this.dataValues)) if (!has(result, name)) result[name] = this.get(name, options);
    return result;
  },

  /** What was changed, a change set or unset, or whether one thing was. */
  changed(key, value) {
    if (key === undefined) return this._changed.size > 0 ? [...this._changed] : false;
    if (value === true) {
      this._changed.add(key);
      return this;
    }
    if (value === false) {
      this._changed.delete(key);
      return this;
    }
    return this._changed.has(key);
  },

  /** What a value was before it was changed; without a key, all that were. */
  previous(key) {
    if (key) return this._previousDataValues[key];
    return Object.fromEntries(Object.entries(this._previousDataValues).filter(([name]) => this.changed(name)));
  },

  /** The primary key as a condition, by column; with the version where it is asked for. */
  where(checkVersion) {
    const { primaryKeyAttributes, rawAttributes, options, _versionAttribute: version } = this.constructor;
    if (primaryKeyAttributes.length === 0) return options.whereCollection;
    const where = {};
    for (const name of primaryKeyAttributes) where[name] = this.get(name, { raw: true });
    if (checkVersion && version) where[version] = this.get(version, { raw: true });
    for (const name of Object.keys(where)) {
      const { field } = rawAttributes[name];
      if (field === name) continue;
      where[field] = where[name];
      delete where[name];
    }
    return where;
  },

  equals(other) {
    if (!other?.constructor || !(other instanceof this.constructor)) return false;
    return this.constructor.primaryKeyAttributes.every(name => this.get(name, { raw: true }) === other.get(name, { raw: true }));
  },

  equalsOneOf(others) {
    return others.some(other => this.equals(other));
  },

  toJSON() {
    return deepCopy(this.get({ plain: true }));
  },
};

function getOne(instance, key, options) {
  if (has(instance._customGetters, key) && !options.raw) return instance._customGetters[key].call(instance, key, options);
  const value = instance.dataValues[key];
  if (!options.plain || !instance._options.include || !instance._options.includeNames.includes(key)) return value;
  if (Array.isArray(value)) return value.map(associated => associated.get(options));
  return value instanceof Model ? value.get(options) : value;
}
