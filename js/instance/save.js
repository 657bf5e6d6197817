/** @file `save`: an instance is inserted, or what was changed is updated. */

import { EmptyResultError, OptimisticLockError } from '../errors/base.js';
import { difference, intersection, optionsOf, pick, unique } from '../objects.js';
import { keepPrevious } from '../model/base.js';
import { withTransaction } from '../sequelize/calls.js';
import { InstanceValidator } from '../validator/instance-validator.js';
import { attributeOfColumn, byField, insert, keyOf, update } from '../model/write.js';
import { saveBelongsTo, saveOthers } from './save-include.js';

/** Methods that write. */
export const saving = {
  async validate(options) {
    return new InstanceValidator(this, options).validate();
  },

  async save(given, ...more) {
    if (more.length > 0) throw new Error('The second argument was removed in favor of the options object.');
    const Class = this.constructor;
    keepPrevious(this);
    const options = withTransaction(this.sequelize, optionsOf(given));
    // A copy of one list for two keys is still one list.
    if (options.defaultFields && given.defaultFields === given.fields) options.defaultFields = options.fields;
    if (options.hooks === undefined) options.hooks = true;
    if (options.validate === undefined) options.validate = true;
    const wasNew = this.isNewRecord;
    const now = new Date();
    const updatedAt = chooseFields(this, options);
    if (this.isNewRecord === false) requireKey(this);
    this._touch(updatedAt, options, now);
    if (options.validate) await this.validate(options);
    if (options.hooks) await beforeHook(this, wasNew ? 'beforeCreate' : 'beforeUpdate', updatedAt, options);
    if (options.fields.length && this.isNewRecord && this._options.include?.length) await saveBelongsTo(this, options);
    if (!options.fields.some(name => !Class._virtualAttributes.has(name))) return this;
    if (!this.changed() && !this.isNewRecord) return this;
    await write(this, options);
    if (wasNew && this._options.include?.length) await saveOthers(this, options);
    if (options.hooks) await Class.runHooks(wasNew ? 'afterCreate' : 'afterUpdate', this, options);
    for (const field of options.fields) {
      this._previousDataValues[field] = this.dataValues[field];
      this.changed(field, false);
    }
    this.isNewRecord = false;
    return this;
  },

  /** Sets the timestamps that are due. */
  _touch(updatedAt, options, now) {
    const Class = this.constructor;
    const { createdAt } = Class._timestampAttributes;
    if (updatedAt && !options.silent && options.fields.includes(updatedAt)) {
      this.dataValues[updatedAt] = Class._getDefaultTimestamp(updatedAt) || now;
    }
    if (this.isNewRecord && createdAt && !this.dataValues[createdAt]) {
      this.dataValues[createdAt] = Class._getDefaultTimestamp(createdAt) || now;
    }
  },
};

/** Fills `options.fields` and `returning`; gives the name of `updatedAt` where it is written. */
function chooseFields(instance, options) {
  const Class = instance.constructor;
  const { createdAt, updatedAt } = Class._timestampAttributes;
  const all = Object.keys(Class.rawAttributes);
  if (!options.fields) {
    options.fields = instance.isNewRecord ? all : intersection(instance.changed() || [], all);
    options.defaultFields = options.fields;
  }
  if (options.returning === undefined) {
    if (options.association) options.returning = false;
    else if (instance.isNewRecord) options.returning = true;
  }
  const { fields } = options;
  for (const name of [updatedAt, Class._versionAttribute]) if (name && fields.length > 0 && !fields.includes(name)) fields.push(name);
  let written = updatedAt;
  if (options.silent === true && !(instance.isNewRecord && instance.get(updatedAt, { raw: true }))) {
    // In place: `defaultFields` is the same list.
    for (let index = fields.length - 1; index >= 0; index -= 1) if (fields[index] === updatedAt) fields.splice(index, 1);
    written = false;
  }
  if (instance.isNewRecord !== true) return written;
  if (createdAt && !fields.includes(createdAt)) fields.push(createdAt);
  const key = Class.primaryKeyAttribute;
  if (key && Class.rawAttributes[key].defaultValue && !fields.includes(key)) fields.unshift(key);
  return written;
}

function requireKey(instance) {
  const key = instance.constructor.primaryKeyAttribute;
  if (key && instance.get(key, { raw: true }) === undefined) {
    throw new Error('You attempted to save an instance with no primary key, this is not allowed since it would result in a global update');
  }
}

/** Runs the hook; what it changes is validated and written too. */
async function beforeHook(instance, hook, updatedAt, options) {
  const Class = instance.constructor;
  const before = pick(instance.dataValues, options.fields);
  let ignored = difference(instance.changed() || [], options.fields);
  if (updatedAt && options.fields.includes(updatedAt)) ignored = ignored.filter(name => name !== updatedAt);
  await Class.runHooks(hook, instance, options);
  if (!options.defaultFields || instance.isNewRecord) return;
  const after = pick(instance.dataValues, difference(instance.changed() || [], ignored));
  const changed = Object.keys(after).filter(name => after[name] !== before[name]);
  options.fields = unique([...options.fields, ...changed]);
  if (!options.validate) return;
  options.skip = difference(Object.keys(Class.rawAttributes), changed);
  await instance.validate(options);
  delete options.skip;
}

async function write(instance, options) {
  const Class = instance.constructor;
  const { rawAttributes, _versionAttribute: version } = Class;
  const versionField = rawAttributes[version]?.field || version;
  const values = byField(Class, instance.dataValues, options.fields);
  let where;
  let reply;
  if (instance.isNewRecord) {
    reply = await insert(Class, values, options, instance);
    if (reply.count === 0) throw new EmptyResultError();
  } else {
    where = instance.where(true);
    if (version) values[versionField] = parseInt(values[versionField], 10) + 1;
    reply = await update(Class, values, keyOf(instance, true), options, instance);
  }
  for (const [column, value] of Object.entries(reply.rows[0] || {})) instance.dataValues[attributeOfColumn(Class, column)] = value;
  if (instance.isNewRecord) instance.isNewRecord = false;
  if (version) {
    if (reply.count < 1) throw new OptimisticLockError({ modelName: Class.name, values, where });
    instance.dataValues[version] = values[versionField];
  }
  takeValues(instance, values, rawAttributes);
}

/** What was written and nothing came back for, by attribute. */
function takeValues(instance, values, rawAttributes) {
  for (const [name, { field }] of Object.entries(rawAttributes)) {
    if (!field || field === name || values[field] === undefined) continue;
    values[name] = values[field];
    delete values[field];
  }
  instance.dataValues = Object.assign(instance.dataValues, { ...values, ...instance.dataValues });
}
