/** @file `increment` and `decrement` of many rows. */

import { fillIn } from '../objects.js';
import { keepPrevious } from './base.js';
import { increment as write } from './write.js';

/** Statics of counting up and down. */
export const counting = {
  async increment(given, givenOptions) {
    const injected = givenOptions || {};
    this._injectScope(injected);
    this._optionsMustContainWhere(injected);
    const options = fillIn({}, injected, { by: 1, where: {}, increment: true });
    const by = amounts(this, given, options.by);
    if (this._versionAttribute) by[this._versionAttribute] = options.increment ? 1 : -1;
    const extra = {};
    const { updatedAt } = this._timestampAttributes;
    if (!options.silent && updatedAt && !by[updatedAt]) {
      extra[this.rawAttributes[updatedAt].field || updatedAt] = this._getDefaultTimestamp(updatedAt) || new Date();
    }
    const { rows, count } = await write(this, { ...options.where }, by, extra, options);
    const { instance } = options;
    if (instance?.dataValues && rows[0]) {
      keepPrevious(instance);
      for (const [column, value] of Object.entries(rows[0])) {
        instance.dataValues[this.fieldRawAttributesMap[column]?.fieldName ?? column] = value;
      }
    }
    const affected = [instance || rows, count];
    return options.returning ? [affected, affected.length] : [affected];
  },

  async decrement(fields, options) {
    return this.increment(fields, { by: 1, ...options, increment: false });
  },
};

/** How much is added to each column. */
function amounts(model, given, by) {
  const fieldOf = name => model.rawAttributes[name]?.field ?? name;
  if (typeof given === 'string') return { [fieldOf(given)]: by };
  if (Array.isArray(given)) return Object.fromEntries(given.map(name => [fieldOf(name), by]));
  return Object.fromEntries(Object.entries(given || {}).map(([name, amount]) => [fieldOf(name), amount]));
}
