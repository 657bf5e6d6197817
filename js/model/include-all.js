/** @file `include: {all: …}`: all associations of some kinds, nested or not. */

import { EagerLoadingError } from '../errors/base.js';
import { cloneOptions } from '../objects.js';

const KINDS = {
  BelongsTo: ['BelongsTo'], HasOne: ['HasOne'], HasMany: ['HasMany'],
  One: ['BelongsTo', 'HasOne'], Has: ['HasOne', 'HasMany'], Many: ['HasMany'],
};

/** Puts associations in the place of each `all`, at every depth. */
export function expandAll(model, options) {
  const list = options.include;
  if (!list) return;
  for (let index = 0; index < list.length; index += 1) {
    const include = list[index];
    if (!include.all) continue;
    list.splice(index, 1);
    index -= 1;
    expand(model, list, include);
  }
  for (const include of list) expandAll(include.model, include);
}

/** The association types that `all` means, or `true` for each. */
function typesOf(all) {
  if (all === true) return true;
  const types = [];
  for (const word of Array.isArray(all) ? all : [all]) {
    if (word === 'All') return true;
    if (!Object.prototype.hasOwnProperty.call(KINDS, word)) {
      throw new EagerLoadingError(`include all '${word}' is not valid - must be BelongsTo, HasOne, HasMany, One, Has, Many or All`);
    }
    types.push(...KINDS[word]);
  }
  return types;
}

function expand(model, list, include) {
  const types = typesOf(include.all);
  const { nested } = include;
  delete include.all;
  if (nested) {
    delete include.nested;
    if (!include.include) include.include = [];
    else if (!Array.isArray(include.include)) include.include = [include.include];
  }
  // The way down from the top: a model on it is not entered again.
  const way = [];
  const add = (parent, into) => {
    for (const association of Object.values(parent.associations)) {
      if (types !== true && !types.includes(association.associationType)) continue;
      const { target } = association;
      const { as } = association.options;
      const isThere = into.some(other => other.model === target && (!as || other.as === as));
      if (isThere || (nested && way.includes(target))) continue;
      way.push(parent);
      const own = cloneOptions(include);
      own.model = target;
      if (as) own.as = as;
      into.push(own);
      if (!nested) continue;
      add(target, own.include);
      if (own.include.length === 0) delete own.include;
    }
    way.pop();
  };
  add(model, list);
}
