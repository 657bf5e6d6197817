/**
 * @file A find's options as hooks meet them late: attributes by column, the condition complete.
 *
 * Rust works all of this out by itself, so it is only made where a hook may look at it or
 * change it, and what the hook leaves behind is told to Rust in words of its own.
 */

import { HSTORE, JSONTYPE } from '../data-types/collections.js';
import { cloneOptions, isPlainObject } from '../objects.js';
import { conditionKeys } from '../operators.js';

const HOOKS = ['beforeFindAfterOptions', 'afterFind'];

/** Completes the options where a hook wants them; gives what is to be known of that afterwards, or nothing. */
export function prepare(model, options) {
  if (!options.hooks || !HOOKS.some(hook => model.hasHook(hook) || model.sequelize.hasHook(hook))) return null;
  const key = model.primaryKeyAttribute;
  const lacksKey = options.include && options.attributes && !options.raw && key && !options.attributes.includes(key) && !options.group;
  if (lacksKey) options.attributes = [key, ...options.attributes];
  options.attributes = (options.attributes || Object.keys(model.rawAttributes))
    .filter(name => !model._virtualAttributes.has(name))
    .map(name => byColumn(model, name));
  if (isPlainObject(options.where)) options.where = conditionByColumn(model, options.where);
  model._paranoidClause(model, options);
  return { addedKey: lacksKey ? key : null };
}

/** The options for Rust of those that were completed. */
export function unprepared(model, options, { addedKey }) {
  const { attributes, includeNames, includeMap } = options;
  const own = { ...options, includeNames, includeMap, paranoid: false };
  if (!Array.isArray(attributes)) return own;
  own.attributes = attributes.map(attribute => byName(model, attribute));
  // Rust adds it too, and knows then that it is not to be shown.
  if (addedKey && own.attributes[0] === addedKey) own.attributes.shift();
  return own;
}

function byColumn({ rawAttributes }, name) {
  const field = typeof name === 'string' ? rawAttributes[name]?.field : undefined;
  return field === undefined || field === name ? name : [field, name];
}

function byName({ rawAttributes }, attribute) {
  if (!Array.isArray(attribute) || attribute.length !== 2) return attribute;
  const [field, name] = attribute;
  return typeof field === 'string' && rawAttributes[name]?.field === field ? name : attribute;
}

/** A condition in which columns stand in the place of attributes. */
export function conditionByColumn(model, given) {
  const where = cloneOptions(given);
  for (const key of conditionKeys(where)) {
    const attribute = model.rawAttributes[key];
    if (attribute && attribute.field !== key) {
      where[attribute.field] = where[key];
      delete where[key];
    }
    const value = where[key];
    const isDocument = attribute?.type instanceof HSTORE || attribute?.type instanceof JSONTYPE;
    if (isPlainObject(value) && !isDocument) where[key] = conditionByColumn(model, value);
    else if (Array.isArray(value)) where[key] = value.map(item => (isPlainObject(item) ? conditionByColumn(model, item) : item));
  }
  return where;
}
