/** @file `Model.update`, once its options are ready. */

import { cloneOptions, defined, difference, intersection, isEqual, isPlainObject, omit, pick, unique } from '../objects.js';
import { toObjects } from '../wire.js';
import { keepPrevious } from './base.js';
import { found } from './found.js';
import { conditionByColumn } from './prepared.js';
import { byField, update as write } from './write.js';

/**
 * Updates rows.
 * @param {Function} model
 * @param {object} given the values
 * @param {object} options complete, the condition in them
 * @returns {Promise<any[]>} how many, and with `returning` the instances
 */
export async function bulkUpdate(model, given, options) {
  const { updatedAt } = model._timestampAttributes;
  let values = chooseFields(model, defined(given), options);
  if (updatedAt && !options.silent) values[updatedAt] = model._getDefaultTimestamp(updatedAt) || new Date();
  options.model = model;
  if (options.validate) values = await validated(model, values, options);
  if (options.hooks) {
    options.attributes = values;
    await model.runHooks('beforeBulkUpdate', options);
    values = options.attributes;
    delete options.attributes;
  }
  const state = { used: values, instances: [], isDone: false };
  if (options.individualHooks) await updateEach(model, values, options, state);
  const result = await writeAll(model, options, state);
  if (options.individualHooks) {
    await Promise.all(state.instances.map(instance => model.runHooks('afterUpdate', instance, options)));
    result[1] = state.instances;
  }
  if (options.hooks) {
    if (model.hasHook('afterBulkUpdate') && isPlainObject(options.where)) options.where = conditionByColumn(model, options.where);
    options.attributes = values;
    await model.runHooks('afterBulkUpdate', options);
    delete options.attributes;
  }
  return result;
}

function chooseFields(model, values, options) {
  if (Array.isArray(options.fields)) return pick(values, Object.keys(values).filter(name => options.fields.includes(name)));
  const { updatedAt } = model._timestampAttributes;
  options.fields = intersection(Object.keys(values), Object.keys(model.tableAttributes));
  if (updatedAt && !options.fields.includes(updatedAt)) options.fields.push(updatedAt);
  return values;
}

/** Sets the values on an instance of nobody, so that setters and validators have their say. */
async function validated(model, values, options) {
  const { updatedAt } = model._timestampAttributes;
  const build = model.build(values);
  build.set(updatedAt, values[updatedAt], { raw: true });
  if (options.sideEffects) {
    Object.assign(values, pick(build.get(), build.changed() || []));
    options.fields = unique([...options.fields, ...Object.keys(values)]);
  }
  options.skip = difference(Object.keys(model.rawAttributes), Object.keys(values));
  const instance = await build.validate(options);
  options.skip = undefined;
  return instance?.dataValues ? pick(instance.dataValues, Object.keys(values)) : values;
}

/** With hooks for each: where they change different things, each is written by itself. */
async function updateEach(model, values, options, state) {
  const { where, transaction, logging, benchmark, paranoid } = options;
  const instances = await model.findAll({ where, transaction, logging, benchmark, paranoid });
  state.instances = instances;
  if (!instances.length) return;
  let common;
  let isDifferent = false;
  await Promise.all(instances.map(async instance => {
    keepPrevious(instance);
    Object.assign(instance.dataValues, values);
    for (const [name, value] of Object.entries(values)) {
      if (value !== instance._previousDataValues[name]) instance.setDataValue(name, value);
    }
    await model.runHooks('beforeUpdate', instance, options);
    if (isDifferent) return;
    const changes = {};
    for (const [name, value] of Object.entries(instance.dataValues)) {
      if (value !== instance._previousDataValues[name]) changes[name] = value;
    }
    if (!common) common = changes;
    else isDifferent = !isEqual(common, changes);
  }));
  if (isDifferent) {
    const own = { ...omit(options, 'individualHooks'), hooks: false, validate: false };
    state.instances = await Promise.all(instances.map(instance => instance.save(cloneOptions(own))));
    state.isDone = true;
    return;
  }
  const names = Object.keys(common);
  if (!names.length) return;
  state.used = common;
  options.fields = unique([...options.fields, ...names]);
}

async function writeAll(model, options, state) {
  if (state.isDone) return [state.instances.length, state.instances];
  const { updatedAt } = model._timestampAttributes;
  const names = Object.keys(state.used);
  if (names.length === 0 || (names.length === 1 && state.used[updatedAt])) return [0];
  options.hasTrigger = model.options.hasTrigger;
  const reply = await write(model, byField(model, state.used, options.fields), options.where, options);
  if (!options.returning) return [reply.count];
  if (!reply.positional) return [0, []];
  const rows = renamed(model, reply);
  state.instances = options.raw ? toObjects(rows.shape.columns, rows.rows) : found(model, rows, {});
  if (options.plain) state.instances = state.instances[0] ?? null;
  return [state.instances.length, state.instances];
}

/** Rows by attribute: those with a field of another name come last. */
function renamed(model, { columns, positional }) {
  const nameOf = ([field]) => model.fieldRawAttributesMap[field]?.fieldName ?? field;
  const places = columns.map((_, place) => place);
  const isSame = place => nameOf(columns[place]) === columns[place][0];
  const order = [...places.filter(isSame), ...places.filter(place => !isSame(place))];
  return {
    shape: { columns: order.map(place => [nameOf(columns[place]), columns[place][1]]), children: [] },
    rows: positional.map(row => order.map(place => row[place])),
  };
}
