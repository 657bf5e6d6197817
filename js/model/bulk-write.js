/** @file Changing many rows at once: `update`, `destroy`, `restore`, `truncate`. */

import { SequelizeMethod } from '../expressions.js';
import { cloneOptions, fillIn, has, hide, isEmpty, isPlainObject } from '../objects.js';
import { Op } from '../operators.js';
import { withTransaction } from '../sequelize/calls.js';
import { bulkUpdate } from './bulk-update.js';
import { conditionByColumn } from './prepared.js';
import { remove, update as write } from './write.js';

const isCondition = where => isPlainObject(where) || Array.isArray(where) || where instanceof SequelizeMethod;

/** What instances of an individual hook are found by. */
const findOptions = ({ where, transaction, logging, benchmark }) => ({ where, transaction, logging, benchmark });

/** Statics of bulk writes. */
export const bulkWriting = {
  async truncate(given) {
    return this.destroy({ ...(cloneOptions(given) || {}), truncate: true });
  },

  async destroy(given) {
    let options = withTransaction(this.sequelize, cloneOptions(given) || {});
    this._injectScope(options);
    if (!(options.where || options.truncate)) throw new Error('Missing where or truncate attribute in the options parameter of model.destroy.');
    if (!options.truncate && !isCondition(options.where)) {
      throw new Error('Expected plain object, array or sequelize method in the options.where parameter of model.destroy.');
    }
    options = fillIn(options, { hooks: true, individualHooks: false, force: false, cascade: false, restartIdentity: false });
    options.type = 'BULKDELETE';
    options.model = this;
    if (options.hooks) await showHooks(this, 'beforeBulkDestroy', options);
    let instances = [];
    if (options.individualHooks) {
      instances = await this.findAll(findOptions(options));
      await Promise.all(instances.map(instance => this.runHooks('beforeDestroy', instance, options)));
    }
    const { deletedAt } = this._timestampAttributes;
    let count;
    if (deletedAt && !options.force) {
      options.type = 'BULKUPDATE';
      const { field } = this.rawAttributes[deletedAt];
      const where = Object.assign({ [field]: notDeleted(this) }, options.where);
      ({ count } = await write(this, { [field]: new Date() }, where, options));
    } else {
      ({ count } = await remove(this, options.where, options));
    }
    if (options.individualHooks) await Promise.all(instances.map(instance => this.runHooks('afterDestroy', instance, options)));
    if (options.hooks) await this.runHooks('afterBulkDestroy', options);
    return count;
  },

  async restore(given) {
    if (!this._timestampAttributes.deletedAt) throw new Error('Model is not paranoid');
    const options = withTransaction(this.sequelize, { hooks: true, individualHooks: false, ...given });
    options.type = 'RAW';
    options.model = this;
    if (options.hooks) await showHooks(this, 'beforeBulkRestore', options);
    let instances = [];
    if (options.individualHooks) {
      instances = await this.findAll({ ...findOptions(options), paranoid: false });
      await Promise.all(instances.map(instance => this.runHooks('beforeRestore', instance, options)));
    }
    const { field } = this.rawAttributes[this._timestampAttributes.deletedAt];
    options.omitNull = false;
    const { count } = await write(this, { [field]: notDeleted(this) }, options.where ?? {}, options);
    if (options.individualHooks) await Promise.all(instances.map(instance => this.runHooks('afterRestore', instance, options)));
    if (options.hooks) await this.runHooks('afterBulkRestore', options);
    return count;
  },

  async update(values, given) {
    const options = withTransaction(this.sequelize, cloneOptions(given) || {});
    this._injectScope(options);
    this._optionsMustContainWhere(options);
    fillIn(options, { validate: true, hooks: true, individualHooks: false, returning: false, force: false, sideEffects: true });
    this._paranoidClause(this, options);
    options.type = 'BULKUPDATE';
    return bulkUpdate(this, values, options);
  },

  _optionsMustContainWhere(options) {
    assert(options?.where, 'Missing where attribute in the options parameter');
    assert(isCondition(options.where), 'Expected plain object, array or sequelize method in the options.where parameter');
  },

  /** Rows that are deleted softly do not count. */
  _paranoidClause(model, options = {}) {
    if (!model.options.timestamps || !model.options.paranoid || options.paranoid === false) return options;
    const { deletedAt } = model._timestampAttributes;
    const attribute = model.rawAttributes[deletedAt];
    const condition = { [attribute.field]: (has(attribute, 'defaultValue') && attribute.defaultValue) || { [Op.eq]: null } };
    const { where } = options;
    const hasNone = where && isEmpty(where) && Object.getOwnPropertySymbols(where).length === 0;
    options.where = hasNone ? condition : { [Op.and]: [condition, where] };
    return options;
  },
};

/** Runs the hooks before many rows are changed, which read the condition by column. */
async function showHooks(model, hook, options) {
  const isSeen = [hook, hook.replace('before', 'after')].some(name => model.hasHook(name) || model.sequelize.hasHook(name));
  if (isSeen && isPlainObject(options.where)) options.where = conditionByColumn(model, options.where);
  await model.runHooks(hook, options);
}

/** What `deletedAt` is as long as a row is not deleted. */
export function notDeleted(model) {
  const attribute = model.rawAttributes[model._timestampAttributes.deletedAt];
  return has(attribute, 'defaultValue') ? attribute.defaultValue : null;
}

/** Node's, which there is none of in a browser. */
class AssertionError extends Error {
  generatedMessage = false;
  code = 'ERR_ASSERTION';
  actual = undefined;
  expected = true;
  operator = '==';

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
}

function assert(actual, message) {
  if (actual) return;
  const error = new AssertionError(message);
  hide(error, 'name', 'AssertionError');
  error.actual = actual;
  error.stack = error.stack.replace(/^\w+: .*/, String(error));
  throw error;
}
