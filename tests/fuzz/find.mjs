// Random finds on a world, as plain data for `revive`.
//
// Every list has a total order: the keys of all joined models end the `order`, and NULLs
// are placed by word, because SQLite puts them first and Postgres last.

import { makeWhere } from './where.mjs';

/** A call of a model's find: `{ model, method, arguments }`. */
export function makeFind(r, world) {
  const model = r.pick(world.models);
  const method = r.weighted([
    [60, 'findAll'], [8, 'findOne'], [8, 'findByPk'], [10, 'findAndCountAll'], [8, 'count'], [6, 'group'], [3, 'aggregate'],
  ]);
  if (method === 'group') return makeGroup(r, world, model);
  if (method === 'aggregate') return makeAggregate(r, model);
  const include = r.chance(80) ? makeIncludes(r, world, model, 1) : [];
  const options = {};
  if (include.length > 0) options.include = include.length === 1 && r.chance(20) ? include[0] : include;
  if (r.chance(50)) options.where = makeWhere(r, model, joined(include));
  if (method === 'count') {
    if (r.chance(40)) options.distinct = true;
    return { model: model.name, method, arguments: [options] };
  }
  if (r.chance(30)) options.attributes = makeAttributes(r, model);
  if (model.paranoid && r.chance(30)) options.paranoid = false;
  options.order = makeOrder(r, model, include);
  if (method !== 'findOne' && method !== 'findByPk' && r.chance(35)) {
    options.limit = r.int(1, 4);
    if (r.chance(40)) options.offset = r.int(0, 3);
  }
  if (r.chance(6)) options.subQuery = false;
  if (method === 'findAndCountAll' && r.chance(50)) options.distinct = true;
  if (include.length === 0 && r.chance(10)) options.raw = true;
  if (method === 'findByPk') {
    delete options.where;
    const rows = world.rows[model.name];
    const key = rows.length > 0 ? r.pick(rows)[model.key.name] : 1;
    return { model: model.name, method, arguments: [key, options] };
  }
  return { model: model.name, method, arguments: [options] };
}

function makeIncludes(r, world, model, depth) {
  const ways = world.associations.filter(({ source }) => source === model.name);
  const chosen = r.some(ways).slice(0, depth === 1 ? 3 : 2);
  return chosen.map((way) => makeInclude(r, world, way, depth));
}

function makeInclude(r, world, { source, method, target, options: { as, through } }, depth) {
  const model = world.models.find(({ name }) => name === target);
  const alias = as ?? defaultAlias(method, target);
  const form = r.weighted([[3, 'association'], [3, 'model'], [1, 'object']]);
  const include = {};
  if (form === 'association') include.association = alias;
  else if (form === 'object') include.association = { $association: [source, alias] };
  else Object.assign(include, { model: { $model: target } }, as ? { as } : {});
  const told = r.weighted([[5, undefined], [2, true], [3, false]]);
  if (told !== undefined) include.required = told;
  if (r.chance(25)) include.where = makeWhere(r, model, []);
  if (r.chance(25)) include.attributes = r.chance(15) ? [] : makeAttributes(r, model);
  if (model.paranoid && r.chance(25)) include.paranoid = false;
  if (method === 'belongsToMany') {
    const link = world.throughs.find(({ name }) => name === through);
    include.through = makeThrough(r, link);
    if (include.through === undefined) delete include.through;
  }
  if (method === 'hasMany' && r.chance(15)) {
    include.separate = true;
    include.order = [[model.key.name, r.pick(['ASC', 'DESC'])]];
    if (r.chance(30)) include.limit = r.int(1, 2);
    delete include.required;
  }
  if (depth < 3 && r.chance(45)) {
    const nested = makeIncludes(r, world, model, depth + 1);
    if (nested.length > 0) include.include = nested;
    if (include.separate) include.order.push(...keysOf(nested));
  }
  // What the order needs of it; taken out before the find is asked.
  include.$at = { alias, model, multiple: method === 'hasMany' || method === 'belongsToMany' };
  return include;
}

function makeThrough(r, link) {
  const through = {};
  if (r.chance(30)) through.attributes = r.pick([[], [link.keys[0]]]);
  if (link.extra && link.isModel && r.chance(30)) through.where = r.pick([{ role: 'x' }, { rank: { $gt: 1 } }, { role: { $ne: null } }]);
  return Object.keys(through).length > 0 ? through : undefined;
}

function makeAttributes(r, model) {
  const names = [model.key.name, ...Object.keys(model.attributes)];
  const plain = Object.keys(model.attributes);
  return r.weighted([
    [4, r.some(names, 1)],
    [2, { exclude: r.some(plain, 1) }],
    [1, [...r.some(names, 1), [plain[0], 'renamed']]],
    [1, { include: [[{ $fn: ['upper', 'x'] }, 'shout']] }],
  ]);
}

/** Perhaps some columns, and always the keys of all that is joined. */
function makeOrder(r, model, include) {
  const order = [];
  const direction = () => r.pick(['ASC NULLS LAST', 'DESC NULLS LAST', 'ASC NULLS FIRST', 'DESC NULLS FIRST']);
  if (r.chance(40)) order.push([r.pick(Object.keys(model.attributes)), direction()]);
  for (const { path, model: target } of joined(include)) {
    if (r.chance(15)) order.push([...path, r.pick(Object.keys(target.attributes)), direction()]);
  }
  order.push([model.key.name, r.pick(['ASC', 'DESC'])], ...keysOf(include));
  return order;
}

function keysOf(include) {
  return joined(include).map(({ path, model }) => [...path, model.key.name, 'ASC NULLS LAST']);
}

/** The models joined by a list of includes, with their paths of aliases. */
function joined(include, path = []) {
  return include.filter(({ separate }) => !separate).flatMap((it) => {
    const own = [...path, it.$at.alias];
    return [{ path: own, model: it.$at.model, multiple: it.$at.multiple }, ...joined(it.include ?? [], own)];
  });
}

function makeGroup(r, world, model) {
  const names = Object.keys(model.attributes);
  const groups = r.some(names, 1).slice(0, 2);
  const numeric = names.filter((name) => ['INTEGER', 'FLOAT'].includes(model.attributes[name].type));
  const column = (name) => ({ $col: model.attributes[name].field ?? (model.underscored ? underscore(name) : name) });
  const attributes = [...groups, [{ $fn: ['COUNT', { $literal: '*' }] }, 'howMany']];
  if (numeric.length > 0) attributes.push([{ $fn: [r.pick(['SUM', 'MIN', 'MAX', 'AVG']), column(r.pick(numeric))] }, 'total']);
  const options = { attributes, group: groups, order: groups.map((name) => [name, 'ASC NULLS LAST']) };
  if (r.chance(50)) options.where = makeWhere(r, model, []);
  if (r.chance(25)) options.having = { $where: [{ $fn: ['COUNT', { $literal: '*' }] }, { $gte: 2 }] };
  if (r.chance(30)) options.raw = true;
  return { model: model.name, method: 'findAll', arguments: [options], isAggregate: true };
}

function makeAggregate(r, model) {
  const names = Object.entries(model.attributes).filter(([, { type }]) => ['INTEGER', 'FLOAT'].includes(type));
  if (names.length === 0) return { model: model.name, method: 'count', arguments: [{}], isAggregate: true };
  const options = r.chance(50) ? { where: makeWhere(r, model, []) } : {};
  return { model: model.name, method: r.pick(['sum', 'min', 'max']), arguments: [r.pick(names)[0], options], isAggregate: true };
}

function defaultAlias(method, target) {
  const many = { User: 'Users', Post: 'Posts', Tag: 'Tags', Person: 'People', Category: 'Categories' };
  return method === 'hasMany' ? many[target] : target;
}

function underscore(name) {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The find as it is asked, without the generator's own notes. */
export function withoutNotes(data) {
  if (Array.isArray(data)) return data.map(withoutNotes);
  if (data === null || typeof data !== 'object') return data;
  return Object.fromEntries(Object.entries(data).filter(([key]) => key !== '$at').map(([key, value]) => [key, withoutNotes(value)]));
}
