/**
 * `Model.hasOne`, `hasMany`, `belongsTo` and `belongsToMany`.
 *
 * Each asks Rust what the options mean and gives the models the attributes and the methods
 * that follow. Like Sequelize, they write into the options object of the caller.
 */

import { BelongsTo } from './belongs-to.js';
import { BelongsToMany } from './belongs-to-many.js';
import { HasMany } from './has-many.js';
import { HasOne } from './has-one.js';
import { declare } from './declare.js';
import { omit } from './options.js';

/** Statics of `Model`; `this` is the model they are called on. */
export const mixin = {
  /** Declares that the target holds a key to one row of this model. */
  hasOne: declares(HasOne, 'hasOne', []),
  /** Declares that this model holds a key to a row of the target. */
  belongsTo: declares(BelongsTo, 'belongsTo', []),
  /** Declares that the target holds a key to a row of this model, any number of times. */
  hasMany: declares(HasMany, 'hasMany', ['hooks']),
  /** Declares that a third model pairs rows of this model with rows of the target. */
  belongsToMany: declares(BelongsToMany, 'belongsToMany', ['hooks', 'timestamps', 'scopes', 'defaultScope']),

  /** The associations to a model. */
  getAssociations(target) {
    return Object.values(this.associations).filter((association) => association.target.name === target.name);
  },

  /** The association to a model under an alias, or the one without any. */
  getAssociationForAlias(target, alias) {
    return this.getAssociations(target).find((association) => association.verifyAssociationAlias(alias)) || null;
  },
};

/**
 * @param Kind The class of the association.
 * @param name The method's name.
 * @param own Model options that do not pass over into the association's.
 */
function declares(Kind, name, own) {
  return function (target, options = {}) {
    const source = this;
    if (!isModel(target, source.sequelize)) {
      throw new Error(`${source.name}.${name} called with something that's not a subclass of Sequelize.Model`);
    }
    options.hooks = options.hooks === undefined ? false : Boolean(options.hooks);
    options.useHooks = options.hooks;
    if (own.includes('timestamps') && options.timestamps === undefined) {
      options.timestamps = source.sequelize.options.timestamps;
    }
    const event = { source, target, type: Kind };
    // Hooks of the associations of one see the options before the source's are among them.
    const isMany = own.length > 0;
    if (isMany) Object.assign(options, omit(source.options, own));
    if (options.useHooks) source.runHooks('beforeAssociate', event, options);
    if (!isMany) Object.assign(options, source.options);
    const association = declare(new Kind(source, target, options), name);
    if (options.useHooks) source.runHooks('afterAssociate', { ...event, association }, options);
    return association;
  };
}

function isModel(target, sequelize) {
  return target?.prototype instanceof sequelize.Sequelize.Model;
}
