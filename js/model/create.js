/** @file Building and creating instances. */

import { cloneOptions } from '../objects.js';

/** Statics of building. */
export const creation = {
  /** Makes an instance, or one of each of a list's values; nothing is written. */
  build(values, options) {
    return Array.isArray(values) ? this.bulkBuild(values, options) : new this(values, options);
  },

  bulkBuild(valueSets, given) {
    const options = { isNewRecord: true, ...given };
    if (!options.includeValidated) {
      this._prepareIncludes(options);
      if (options.include) options.includeValidated = true;
    } else if (options.include) {
      options.includeNames = given.includeNames;
      options.includeMap = given.includeMap;
    }
    return valueSets.map(values => this.build(values, options));
  },

  /** Makes an instance and writes it. */
  async create(values, given) {
    const options = cloneOptions(given) || {};
    return this.build(values, {
      isNewRecord: true, attributes: options.fields, include: options.include, raw: options.raw, silent: options.silent,
    }).save(options);
  },
};
