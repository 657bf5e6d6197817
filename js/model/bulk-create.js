/** @file `bulkCreate`: many instances in one statement, those that hang on them in one each. */

import { AggregateError, BulkRecordError } from '../errors/base.js';
import { cloneOptions, difference, has, hide, intersection } from '../objects.js';
import { withTransaction } from '../sequelize/calls.js';
import { buildOptions, keepPrevious, mark, READY, SETTLED } from './base.js';
import { createBelongsTo, createOthers } from './bulk-create-include.js';
import { attributeOfColumn, bulkInsert, checkType } from './write.js';

/** The static of bulk creation. */
export const bulkCreation = {
  async bulkCreate(records, given) {
    if (!records.length) return [];
    const now = new Date();
    const options = withTransaction(this.sequelize, cloneOptions(given) ?? {});
    options.model = this;
    if (!options.includeValidated) this._prepareIncludes(options);
    const { include, includeNames, includeMap } = options;
    const own = { isNewRecord: true, include };
    if (include) Object.assign(own, { includeNames, includeMap, includeValidated: true });
    const ready = buildOptions(this, own);
    hide(ready, READY, this);
    const instances = records.map(values => this.build(values, ready));
    return createAll(instances, options, now);
  },
};

/**
 * Creates instances that are built.
 * @param {object[]} instances
 * @param {object} given options; `model` is their model
 * @param {Date} now
 */
export async function createAll(instances, given, now) {
  const options = { validate: false, hooks: true, individualHooks: false, ignoreDuplicates: false, ...given };
  if (options.returning === undefined) options.returning = !options.association;
  const { model } = options;
  options.fields = options.fields || Object.keys(model.rawAttributes);
  if (options.updateOnDuplicate !== undefined) options.updateOnDuplicate = updatable(model, options.updateOnDuplicate);
  if (options.hooks) await model.runHooks('beforeBulkCreate', instances, options);
  if (options.validate) await validateAll(instances, options);
  const context = { options, now, create: createAll };
  if (options.individualHooks) {
    await Promise.all(instances.map(instance => {
      const own = { ...options, validate: false, hooks: true };
      for (const key of ['fields', 'individualHooks', 'ignoreDuplicates']) delete own[key];
      return instance.save(own);
    }));
  } else {
    await createBelongsTo(instances, context);
    await insertAll(model, instances, options, now);
  }
  await createOthers(instances, context);
  settleAll(model, instances);
  if (options.hooks) await model.runHooks('afterBulkCreate', instances, options);
  return instances;
}

function updatable(model, names) {
  if (!Array.isArray(names) || !names.length) throw new Error('updateOnDuplicate option only supports non-empty array.');
  return intersection(difference(Object.keys(model.tableAttributes), [model._timestampAttributes.createdAt]), names);
}

async function validateAll(instances, options) {
  const errors = [];
  const own = { ...options, hooks: options.individualHooks };
  await Promise.all(instances.map(async instance => {
    try {
      await instance.validate(own);
    } catch (error) {
      errors.push(new BulkRecordError(error, instance));
    }
  }));
  if (errors.length) throw new AggregateError(errors);
}

async function insertAll(model, instances, options, now) {
  const { rawAttributes } = model;
  const fieldOf = name => rawAttributes[name]?.field ?? name;
  const { createdAt, updatedAt } = model._timestampAttributes;
  for (const instance of instances) {
    const values = instance.dataValues;
    for (const name of [createdAt, updatedAt]) {
      if (!name || values[name]) continue;
      values[name] = now;
      if (!options.fields.includes(name)) options.fields.push(name);
    }
  }
  const names = options.fields.filter(name => !model._virtualAttributes.has(name));
  const used = usedNames(names, instances);
  if (model.sequelize.options.typeValidation) {
    for (const { dataValues } of instances) for (const name of used) checkType(rawAttributes[name], dataValues[name]);
  }
  const rows = instances.map(({ dataValues }) => used.map(name => dataValues[name]));
  if (options.updateOnDuplicate) {
    options.updateOnDuplicate = options.updateOnDuplicate.map(fieldOf);
    options.upsertKeys = options.conflictAttributes ? options.conflictAttributes.map(name => rawAttributes[name].field) : upsertKeys(model);
  }
  if (Array.isArray(options.returning)) options.returning = options.returning.map(fieldOf);
  try {
    takeRows(model, instances, await bulkInsert(model, used.map(fieldOf), rows, options));
  } catch (error) {
    forgetTimestamps(instances, [createdAt, updatedAt]);
    throw error;
  }
}

/** Timestamps are no change of the user's, whatever becomes of the rows. */
function forgetTimestamps(instances, names) {
  for (const instance of instances) {
    if (has(instance, '_changed')) continue;
    keepPrevious(instance);
    for (const name of names) {
      if (!name) continue;
      instance._changed.delete(name);
      delete instance._previousDataValues[name];
    }
  }
}

/** The names of which some instance has a value, in the order of their first. */
function usedNames(names, instances) {
  const used = [];
  let left = names;
  for (const { dataValues } of instances) {
    if (left.length === 0) break;
    const still = [];
    for (const name of left) (dataValues[name] === undefined ? still : used).push(name);
    left = still;
  }
  return used;
}

function upsertKeys(model) {
  const keys = model._indexes.filter(index => index.unique && !index.where).flatMap(({ fields }) => fields);
  const first = Object.values(model.uniqueKeys).find(({ fields }) => fields.length > 0);
  if (first) keys.push(...first.fields);
  return keys.length > 0 ? keys : Object.values(model.primaryKeys).map(({ field }) => field);
}

/** What the database made of the rows, in the same order. */
function takeRows(model, instances, columns) {
  for (const [column, values] of columns) {
    const name = attributeOfColumn(model, column);
    const end = Math.min(values.length, instances.length);
    for (let index = 0; index < end; index += 1) instances[index].dataValues[name] = values[index];
  }
}

/** The options of instances that are new no more; those built together go on sharing them. */
function settledOptions(settled, options) {
  if (!settled.has(options)) settled.set(options, mark({ ...options }, SETTLED));
  return settled.get(options);
}

/** From now on the values are the database's. */
function settleAll(model, instances) {
  const settled = new Map();
  const names = Object.keys(model.rawAttributes);
  const fields = names.map(name => model.rawAttributes[name].field);
  for (const instance of instances) {
    const { dataValues } = instance;
    // Of one that nobody looked at nothing was kept that would have to follow.
    const previous = has(instance, '_changed') ? instance._previousDataValues : undefined;
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index];
      const field = fields[index];
      if (field !== name && dataValues[field] !== undefined) {
        dataValues[name] = dataValues[field];
        delete dataValues[field];
      }
      if (previous) previous[name] = dataValues[name];
    }
    if (previous) instance._changed.clear();
    else instance._options = settledOptions(settled, instance._options);
    instance.isNewRecord = false;
  }
}
