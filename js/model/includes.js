/** @file Includes: whatever form they are written in, each becomes an object with its association. */

import { Association } from '../associations/association.js';
import { EagerLoadingError } from '../errors/base.js';
import { cloneOptions, has, hide, isPlainObject } from '../objects.js';
import { expandAll } from './include-all.js';

const UNEXPECTED = 'Include unexpected. Element has to be either a Model, an Association or an object.';

/** Statics of includes. */
export const includes = {
  hasAlias(alias) {
    return has(this.associations, alias);
  },

  /** Makes `options.include` a list of objects, to any depth. */
  _conformIncludes(options, self) {
    if (!options.include) return;
    if (!Array.isArray(options.include)) options.include = [options.include];
    else if (!options.include.length) {
      delete options.include;
      return;
    }
    options.include = options.include.map(include => conform(include, self));
  },

  /** All that `build` and `find` need to know of the includes. */
  _prepareIncludes(options) {
    this._conformIncludes(options, this);
    if (!options.include) return;
    this._expandIncludeAll(options);
    this._validateIncludedElements(options);
  },

  /** Puts associations in the place of `all`. */
  _expandIncludeAll(options) {
    expandAll(this, options);
  },

  /** Finds the association of each include and what of its options says how instances are built. */
  _validateIncludedElements(options) {
    if (!options.model) options.model = this;
    hide(options, 'includeNames', []);
    hide(options, 'includeMap', {});
    options.include = options.include.map(given => {
      const include = conform(given);
      hide(include, 'parent', options);
      resolve(options.model, include, options);
      options.includeMap[include.as] = include;
      options.includeNames.push(include.as);
      return include;
    });
    return options;
  },

  /** The association to a model, by alias where there is one, or why it cannot be told. */
  _getIncludedAssociation(target, alias) {
    const associations = this.getAssociations(target);
    if (associations.length === 0) throw new EagerLoadingError(`${target.name} is not associated to ${this.name}!`);
    const association = this.getAssociationForAlias(target, alias);
    if (association) return association;
    if (associations.length > 1) {
      throw new EagerLoadingError(`${target.name} is associated to ${this.name} multiple times. To identify the correct association, you must use the 'as' keyword to specify the alias of the association you want to include.`);
    }
    const text = `${target.name} is associated to ${this.name} using an alias.`;
    if (!alias) throw new EagerLoadingError(`${text} You must use the 'as' keyword to specify the alias within your include statement.`);
    const aliases = associations.map(({ as }) => as).join(', ');
    throw new EagerLoadingError(`${text} You've included an alias (${alias}), but it does not match the alias(es) defined in your association (${aliases}).`);
  },

  /** Attributes of `{include, exclude}` as a list. */
  _expandAttributes(options) {
    if (!isPlainObject(options.attributes)) return;
    const { exclude, include } = options.attributes;
    let attributes = Object.keys(this.rawAttributes);
    if (exclude) attributes = attributes.filter(name => !exclude.includes(name));
    if (include) attributes = attributes.concat(include);
    options.attributes = attributes;
  },

  /** The attributes, and those that virtual ones among them are made of. */
  _injectDependentVirtualAttributes(attributes) {
    if (!this._hasVirtualAttributes || !Array.isArray(attributes)) return attributes;
    const all = new Set(attributes);
    for (const name of attributes) {
      if (this._virtualAttributes.has(name)) for (const field of this.rawAttributes[name].type.fields || []) all.add(field);
    }
    return [...all];
  },
};

function byName(include, self) {
  if (!self || typeof include !== 'string') return include;
  if (!has(self.associations, include)) throw new Error(`Association with alias "${include}" does not exist on ${self.name}`);
  return self.associations[include];
}

/** The model an association leads to from `self`: the other one. */
const otherEnd = (association, self) => (self && association.target.name === self.name ? association.source : association.target);

function conform(given, self) {
  if (!given) throw new Error(UNEXPECTED);
  if (given._pseudo) return given;
  const include = byName(given, self);
  if (include instanceof Association) return { model: otherEnd(include, self), association: include, as: include.as };
  if (include.prototype && include._isModel) return { model: include };
  if (!isPlainObject(include)) throw new Error(UNEXPECTED);
  if (include.association) {
    include.association = byName(include.association, self);
    const model = otherEnd(include.association, self);
    if (!include.model) include.model = model;
    if (!include.as) include.as = include.association.as;
    includes._conformIncludes(include, model);
    return include;
  }
  if (include.model) {
    includes._conformIncludes(include, include.model);
    return include;
  }
  if (include.all) {
    includes._conformIncludes(include);
    return include;
  }
  throw new Error(UNEXPECTED);
}

/** The model an include is scoped by: the one that was given where it is scoped itself. */
function scopedModel({ model, association }) {
  if (model.scoped === true) return model;
  return association.target.name === model.name ? association.target : association.source;
}

function resolve(parentModel, include, options) {
  const { model } = include;
  if (include._pseudo) return;
  if (typeof model?.getTableName !== 'function') throw new TypeError('include.model.getTableName is not a function');
  if (include.attributes && !options.raw) {
    model._expandAttributes(include);
    include.originalAttributes = model._injectDependentVirtualAttributes(include.attributes);
    if (typeof include.attributes === 'string' && include.attributes) throw new TypeError('include.attributes.some is not a function');
    // What is added for the query's sake does not show.
    if (Array.isArray(include.attributes)) include.attributes = [...include.attributes];
  }
  include.association = include.association || parentModel._getIncludedAssociation(model, include.as);
  include.as = include.association.as;
  takeThrough(include);
  const given = include.attributes;
  scopedModel(include)._injectScope(include);
  if (isPlainObject(include.attributes)) model._expandAttributes(include);
  if (include.attributes?.length !== given?.length) include.givenAttributes = given ?? null;
  if (include.limit && include.separate === undefined) include.separate = true;
  if (include.separate === true && include.association.associationType !== 'HasMany') {
    throw new Error('Only HasMany associations support include.separate');
  }
  if (has(include, 'include') && include.include) model._validateIncludedElements(include);
}

/** The pairs of a belongsToMany come along as an include of their own, which no one wrote. */
function takeThrough(include) {
  const through = include.association.through;
  if (!through || Object(through.model) !== through.model) return;
  const pairs = {
    model: through.model, as: through.model.name, association: { isSingleAssociation: true }, ...(include.through || {}), _pseudo: true,
  };
  hide(pairs, 'parent', include);
  include.throughGiven ??= include.through ? cloneOptions(include.through) : undefined;
  include.through = pairs;
  include.include = (include.include || []).filter(nested => !nested._pseudo).concat(pairs);
  if (isPlainObject(pairs.attributes)) through.model._expandAttributes(pairs);
  if (pairs.attributes) pairs.originalAttributes = pairs.attributes;
}
