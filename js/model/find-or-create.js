/** @file Finding what is there, or making it. */

import { EmptyResultError } from '../errors/base.js';
import { UniqueConstraintError } from '../errors/validation.js';
import { fillIn, isPlainObject } from '../objects.js';
import { withTransaction } from '../sequelize/calls.js';
import { flattenObjectDeep } from '../utilities.js';

const MISSING = method => `Missing where attribute in the options parameter passed to ${method}. Please note that the API has changed, and is now options only (an object with where, defaults keys, transaction etc.)`;

/** The values of a new instance: the defaults, and what was looked for. */
const valuesOf = ({ defaults, where }) => (isPlainObject(where) ? fillIn({ ...defaults }, where) : { ...defaults });

/** Statics of finding or creating. */
export const findingOrCreating = {
  async findOrBuild(options, ...more) {
    if (!options?.where || more.length) throw new Error(MISSING('findOrBuild'));
    const instance = await this.findOne(options);
    return instance === null ? [this.build(valuesOf(options), options), true] : [instance, false];
  },

  async findOrCreate(given, ...more) {
    if (!given?.where || more.length) throw new Error(MISSING('findOrCreate'));
    const options = withTransaction(this.sequelize, { ...given });
    const unknown = Object.keys(options.defaults || {}).filter(name => !this.rawAttributes[name]);
    if (unknown.length) console.warn(`(sequelize) Warning: Unknown attributes (${unknown}) passed to defaults option of findOrCreate`);
    const isOwn = !options.transaction;
    let transaction;
    try {
      transaction = await this.sequelize.transaction(options);
      options.transaction = transaction;
      const found = await this.findOne({ transaction, ...options });
      if (found !== null) return [found, false];
      return await createOrFind(this, options, isOwn);
    } finally {
      if (isOwn && transaction) await transaction.commit();
    }
  },

  async findCreateFind(options) {
    if (!options?.where) throw new Error('Missing where attribute in the options parameter passed to findCreateFind.');
    const found = await this.findOne(options);
    if (found) return [found, false];
    try {
      const ownOptions = options.transaction ? { ...options, ignoreDuplicates: true } : { ...options };
      return [await this.create(valuesOf(options), ownOptions), true];
    } catch (error) {
      if (!(error instanceof UniqueConstraintError || error instanceof EmptyResultError)) throw error;
      return [await this.findOne(options), false];
    }
  },
};

/** Creates; where somebody else was quicker, or Postgres ignored the row, finds theirs. */
async function createOrFind(model, options, isOwn) {
  options.exception = true;
  options.returning = true;
  try {
    const created = await model.create(valuesOf(options), options);
    if (created.get(model.primaryKeyAttribute, { raw: true }) === null) throw new UniqueConstraintError();
    return [created, true];
  } catch (error) {
    if (!(error instanceof UniqueConstraintError)) throw error;
    checkConflict(model, options, error);
    const theirs = await model.findOne({ ...options, transaction: isOwn ? null : options.transaction });
    if (theirs === null) throw error;
    return [theirs, false];
  }
}

/** A value that is taken by another row than the one looked for is an error. */
function checkConflict(model, { where, defaults }, error) {
  const fieldOf = name => model.rawAttributes[name]?.field ?? name;
  const looked = Object.keys(flattenObjectDeep(where) || {}).map(name => fieldOf(name.split('.').pop()));
  const taken = Object.keys(error.fields);
  const isLooked = taken.some(field => looked.includes(field));
  const others = Object.keys(defaults || {}).filter(name => model.rawAttributes[name]).map(fieldOf);
  if (defaults && !isLooked && taken.some(field => others.includes(field))) throw error;
  if (!isLooked) return;
  for (const [field, value] of Object.entries(error.fields)) {
    const name = model.fieldRawAttributesMap[field].fieldName;
    if (String(value) !== String(where[name])) {
      throw new Error(`${model.name}#findOrCreate: value used for ${name} was not equal for both the find and the create calls, '${where[name]}' vs '${value}'`);
    }
  }
}
