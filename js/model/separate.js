/**
 * @file Separate includes whose model has hooks of finding, or a default scope.
 *
 * The engine loads separate includes by itself. Where hooks must run, or a scope comes once more,
 * each is a find of its own instead, made once the parents are there.
 */

import { isEmpty, omit } from '../objects.js';

const HOOKS = ['beforeFind', 'beforeFindAfterExpandIncludeAll', 'beforeFindAfterOptions', 'afterFind'];

/** What of the parents' options is theirs alone. */
const OWN = ['include', 'attributes', 'originalAttributes', 'order', 'where', 'limit', 'offset', 'plain', 'group', 'having', 'includeNames', 'includeMap'];

const hasHooks = model => HOOKS.some(hook => model.hasHook(hook) || model.sequelize.hasHook(hook));

/** Whether the find of an include by itself does more than its statement. */
const isMore = ({ model, association }) => hasHooks(model) || !isEmpty(association.target._scope);

/** Marks the includes that are to be found by themselves, and adds the keys they go by. Tells whether there are any. */
export function markSeparate(options) {
  if (!options.include || options.raw || options.hooks === false) return false;
  let isAny = false;
  for (const include of options.include) {
    if (include._pseudo) continue;
    if (include.separate === true && isMore(include)) {
      include.isOwnFind = true;
      isAny = true;
      addKey(options.attributes, include.association.sourceKey);
      completeAttributes(include);
    } else if (include.separate !== true && markSeparate(include)) {
      isAny = true;
    }
  }
  return isAny;
}

/** Marks the include at the end of a path, as Sequelize does while it looks over the includes. */
export function markSubQuery(options, [name, ...below]) {
  const include = options.include.find(({ as }) => as === name);
  if (below.length) markSubQuery(include, below);
  else include.subQuery = true;
}

function addKey(attributes, key) {
  if (Array.isArray(attributes) && attributes.length && !attributes.flat(2).includes(key)) attributes.push(key);
}

/** All attributes, or those that are asked for with the keys. */
function completeAttributes(include) {
  const { model, association } = include;
  if (!include.attributes) include.attributes = Object.keys(model.tableAttributes);
  else if (include.attributes.length) {
    for (const name of model.primaryKeyAttributes) if (!include.attributes.includes(name)) include.attributes.unshift(name);
  }
  addKey(include.attributes, association.foreignKey);
}

/** Finds what was marked, and hands it to the parents. */
export async function findSeparate(parents, options) {
  if (!parents.length || !options.include) return;
  await Promise.all(options.include.filter(include => !include._pseudo).map(async include => {
    const { association } = include;
    if (!include.isOwnFind) {
      const children = parents.flatMap(parent => parent.get(association.as) || []);
      await findSeparate(children, { ...omit(options, ...OWN), include: include.include });
      return;
    }
    const own = { ...omit(options, ...OWN, 'hasJoin', 'rejectOnEmpty'), ...omit(include, 'parent', 'association', 'as', 'originalAttributes', 'isOwnFind', 'separate') };
    const found = await association.get(parents, own);
    for (const parent of parents) parent.set(association.as, found[parent.get(association.sourceKey)], { raw: true });
  }));
}
