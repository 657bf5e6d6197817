/** @file What `Model.init` refuses. */

import { has } from '../objects.js';

/** Checks the options that are functions or names. */
export function checkOptions(model, given, attributes) {
  for (const [name, validate] of Object.entries(given.validate || {})) {
    if (has(attributes, name)) {
      throw new Error(`A model validator function must not have the same name as a field. Model: ${model.name}, field/validation name: ${name}`);
    }
    if (typeof validate !== 'function') {
      throw new Error(`Members of the validate option must be functions. Model: ${model.name}, error with validate member ${name}`);
    }
  }
  const { options } = model;
  if (!['and', 'overwrite'].includes(options.whereMergeStrategy)) {
    throw new Error(`Invalid value ${options.whereMergeStrategy} for whereMergeStrategy. Allowed values are 'and' and 'overwrite'.`);
  }
}

/** Checks the names that timestamps are given. */
export function checkTimestamps({ options }) {
  if (!options.timestamps) return;
  for (const key of ['createdAt', 'updatedAt', 'deletedAt']) {
    if (!['undefined', 'string', 'boolean'].includes(typeof options[key])) {
      throw new Error(`Value for "${key}" option must be a string or a boolean, got ${typeof options[key]}`);
    }
    if (options[key] === '') throw new Error(`Value for "${key}" option cannot be an empty string`);
  }
}

/** The attributes as objects with types, or why they cannot be. */
export function normalizeAttributes(model, given) {
  const attributes = {};
  for (const name of Object.keys(given || {})) {
    const attribute = model.sequelize.normalizeAttribute(given[name]);
    if (attribute.type === null) throw new TypeError("Cannot read properties of null (reading 'key')");
    if (attribute.type === undefined) throw new Error(`Unrecognized datatype for attribute "${model.name}.${name}"`);
    if (attribute.allowNull !== false && attribute.validate?.notNull) {
      throw new Error(`Invalid definition for "${model.name}.${name}", "notNull" validator is only allowed with "allowNull:false"`);
    }
    const referenced = attribute.references?.model;
    if (referenced?._isModel) attribute.references.model = referenced.getTableName();
    attributes[name] = attribute;
  }
  for (const index of model.options.indexes) {
    if (!index.fields) throw new Error('Missing "fields" property for index definition');
  }
  checkTimestamps(model);
  return attributes;
}
