/** @file `upsert`: a row is inserted, or the one it meets takes its values. */

import { cloneOptions, pick, unique } from '../objects.js';
import { withTransaction } from '../sequelize/calls.js';
import { keepPrevious } from './base.js';
import { toDefaultValue } from './defaults.js';
import { attributeOfColumn, byField, upsert as write } from './write.js';

/** The statics of upserting. */
export const upserting = {
  async upsert(values, given) {
    const options = withTransaction(this.sequelize, { hooks: true, returning: true, validate: true, ...cloneOptions(given || {}) });
    const { createdAt, updatedAt } = this._timestampAttributes;
    const hasPrimary = this.primaryKeyField in values || this.primaryKeyAttribute in values;
    const instance = this.build(values);
    keepPrevious(instance);
    options.model = this;
    options.instance = instance;
    const changed = [...instance._changed];
    if (!options.fields) options.fields = changed;
    if (options.validate) await instance.validate(options);
    const insertValues = byField(this, instance.dataValues, Object.keys(this.rawAttributes));
    const updateValues = byField(this, pick(instance.dataValues, changed), options.fields);
    const now = new Date();
    if (createdAt && !insertValues[createdAt]) insertValues[this.rawAttributes[createdAt].field] = this._getDefaultTimestamp(createdAt) || now;
    if (updatedAt && !insertValues[updatedAt]) {
      const { field } = this.rawAttributes[updatedAt];
      insertValues[field] = updateValues[field] = this._getDefaultTimestamp(updatedAt) || now;
    }
    if (!hasPrimary && this.primaryKeyAttribute && !this.rawAttributes[this.primaryKeyAttribute].defaultValue) {
      delete insertValues[this.primaryKeyField];
      delete updateValues[this.primaryKeyField];
    }
    if (options.hooks) await this.runHooks('beforeUpsert', values, options);
    const updateFields = Object.keys(updateValues);
    const { rows } = await write(this, insertValues, updateFields, conflictFields(this, updateFields, options), options);
    for (const [column, value] of Object.entries(rows[0] || {})) instance.dataValues[attributeOfColumn(this, column)] = value;
    instance.isNewRecord = false;
    const result = [instance, null];
    if (options.hooks) await this.runHooks('afterUpsert', result, options);
    return result;
  },

  /** A timestamp attribute's own default. */
  _getDefaultTimestamp(name) {
    const value = this.rawAttributes[name]?.defaultValue;
    return value ? toDefaultValue(value) : undefined;
  },
};

/** The columns by which Postgres tells that a row is there already. */
function conflictFields(model, updateFields, options) {
  if (options.conflictFields?.length) return options.conflictFields;
  const primary = Object.values(model.primaryKeys).map(({ field }) => field);
  const keys = Object.values(model.uniqueKeys).map(({ fields }) => fields).filter(fields => fields.length);
  const indexes = model._indexes.filter(index => index.unique && index.fields.length).map(({ fields }) => fields);
  let result = [];
  for (const field of updateFields) {
    const match = keys.find(fields => fields.includes(field)) || indexes.find(fields => fields.includes(field));
    if (!match) continue;
    result = match;
    break;
  }
  if (result.length === 0 || updateFields.some(field => primary.includes(field))) result = primary;
  return unique(result);
}
