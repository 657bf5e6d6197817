/** @file What becomes of an instance: reloaded, updated, destroyed, restored, counted up. */

import { destroyDependents } from '../associations/cascade.js';
import { InstanceError } from '../errors/base.js';
import { cloneOptions, defined, difference, fillIn, intersection, isEqual, unique } from '../objects.js';
import { notDeleted } from '../model/bulk-write.js';
import { keyOf, remove } from '../model/write.js';
import { withTransaction } from '../sequelize/calls.js';

/** Methods of an instance's life. */
export const life = {
  async reload(given) {
    const options = fillIn({ where: keyOf(this) }, given, { include: this._options.include || undefined });
    // A key under another column's name does not tell Sequelize that one row is enough.
    const { primaryKeyAttribute: key, rawAttributes } = this.constructor;
    if (key && rawAttributes[key].field !== key && options.limit === undefined) options.limit = 1;
    const reloaded = await this.constructor.findOne(options);
    if (!reloaded) throw new InstanceError('Instance could not be reloaded because it does not exist anymore (find call returned null)');
    this._options = reloaded._options;
    this.set(reloaded.dataValues, { raw: true, reset: !options.attributes });
    return this;
  },

  async update(given, givenOptions) {
    const values = defined(given);
    const before = this.changed() || [];
    const options = withTransaction(this.sequelize, Array.isArray(givenOptions) ? { fields: givenOptions } : cloneOptions(givenOptions) || {});
    this.set(values, { ...cloneOptions(options), attributes: options.fields });
    const sideEffects = difference(this.changed() || [], before);
    if (!options.fields) {
      options.fields = intersection(unique([...Object.keys(values), ...sideEffects]), this.changed() || []);
      options.defaultFields = options.fields;
    }
    return this.save(options);
  },

  async destroy(given) {
    const options = withTransaction(this.sequelize, { hooks: true, force: false, ...given });
    const Class = this.constructor;
    if (options.hooks) await Class.runHooks('beforeDestroy', this, options);
    const where = keyOf(this, true);
    const { deletedAt } = Class._timestampAttributes;
    let result;
    if (deletedAt && options.force === false) {
      const empty = notDeleted(Class);
      const current = this.getDataValue(deletedAt);
      if ((current ?? null) === (empty ?? null) || isEqual(current, empty)) this.setDataValue(deletedAt, new Date());
      result = await this.save({ ...options, hooks: false });
    } else {
      await destroyDependents(this, options);
      const { limit, ...own } = options;
      const reply = await remove(Class, where, own, this);
      result = reply.rows;
    }
    if (options.hooks) await Class.runHooks('afterDestroy', this, options);
    return result;
  },

  isSoftDeleted() {
    const Class = this.constructor;
    const { deletedAt } = Class._timestampAttributes;
    if (!deletedAt) throw new Error('Model is not paranoid');
    return (this.get(deletedAt) || null) !== notDeleted(Class);
  },

  async restore(given) {
    const Class = this.constructor;
    const { deletedAt } = Class._timestampAttributes;
    if (!deletedAt) throw new Error('Model is not paranoid');
    const options = withTransaction(this.sequelize, { hooks: true, force: false, ...given });
    if (options.hooks) await Class.runHooks('beforeRestore', this, options);
    this.setDataValue(deletedAt, notDeleted(Class));
    const result = await this.save({ ...options, hooks: false, omitNull: false });
    if (options.hooks) await Class.runHooks('afterRestore', this, options);
    return result;
  },

  async increment(fields, given) {
    const options = cloneOptions(given) || {};
    options.where = { ...options.where, ...keyOf(this) };
    options.instance = this;
    await this.constructor.increment(fields, options);
    return this;
  },

  async decrement(fields, options) {
    return this.increment(fields, { by: 1, ...options, increment: false });
  },
};
