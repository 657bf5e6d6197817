// A random world: models, their associations and rows, all as plain data.
//
// It keeps to what SQLite and Postgres agree on: text is lower case and of letters only
// (LIKE and collation), fractions are halves, keys are given, no DECIMAL and no BIGINT.

const NAMES = ['User', 'Post', 'Tag', 'Person', 'Category'];
const MANY = ['children', 'members', 'items', 'friends', 'news', 'entries'];
const ONE = ['owner', 'boss', 'main', 'peer', 'first'];
const KINDS = { name: 'STRING', n: 'INTEGER', flag: 'BOOLEAN', at: 'DATE', half: 'FLOAT', kind: 'ENUM', day: 'DATEONLY' };

/** A world made of a source of choices. */
export function makeWorld(r) {
  const models = NAMES.slice(0, r.int(2, 5)).map((name) => makeModel(r, name));
  const world = { models, throughs: [], associations: [], rows: {} };
  for (const [at, model] of models.entries()) {
    // Every model but the first reaches an earlier one, so that trees get deep.
    if (at > 0) associate(r, world, models[r.int(0, at - 1)], model);
  }
  for (let more = r.int(0, 3); more > 0; more -= 1) associate(r, world, r.pick(models), r.pick(models));
  for (const model of models) world.rows[model.name] = makeRows(r, world, model);
  for (const through of world.throughs) world.rows[through.name] = makePairs(r, world, through);
  return world;
}

function makeModel(r, name) {
  const attributes = {};
  for (const attribute of r.some(Object.keys(KINDS), 2)) {
    attributes[attribute] = { type: KINDS[attribute], ...(r.chance(15) ? { field: `${attribute}_x` } : {}) };
  }
  const key = r.chance(15) ? { name: 'code', type: 'STRING' } : { name: 'id', type: 'INTEGER' };
  if (key.name === 'id' && r.chance(10)) key.field = `${name.toLowerCase()}_id`;
  return {
    name,
    key,
    attributes,
    keys: [],
    paranoid: r.chance(20),
    underscored: r.chance(15),
    tableName: r.chance(15) ? `t_${name.toLowerCase()}` : undefined,
    scope: r.chance(8) ? { [Object.keys(attributes)[0]]: { $ne: null } } : undefined,
  };
}

/** Declares an association and, mostly, the one back. */
function associate(r, world, one, other) {
  const isSelf = one === other;
  const kind = r.weighted([[4, 'hasMany'], [2, 'hasOne'], [3, 'belongsToMany']]);
  const add = (source, method, target, options) =>
    world.associations.push({ source: source.name, method, target: target.name, options });
  const number = world.associations.length;
  const free = (source, names) => r.pick(names.filter((name) => !taken(world, source, name)));
  if (kind === 'belongsToMany') {
    const name = `Link${number}`;
    const through = { name, ends: [one, other], keys: [`a${number}Id`, `b${number}Id`], extra: r.chance(60), isModel: r.chance(60) };
    const [foreignKey, otherKey] = through.keys;
    world.throughs.push(through);
    const shared = { through: name, constraints: false };
    const as = free(one, MANY);
    if (as === undefined) return;
    add(one, kind, other, { ...shared, as, foreignKey, otherKey, timestamps: through.isModel ? undefined : false });
    const back = isSelf ? undefined : free(other, MANY);
    if (back && r.chance(80)) {
      add(other, kind, one, { ...shared, as: back, foreignKey: otherKey, otherKey: foreignKey, timestamps: through.isModel ? undefined : false });
    }
    return;
  }
  const foreignKey = `f${number}Id`;
  const shared = { foreignKey, constraints: false };
  // Without an alias where the target was not reached before: the defaults must agree.
  const isPlain = !isSelf && !world.associations.some((it) => names(it, one, other)) && r.chance(40);
  const as = free(one, kind === 'hasMany' ? MANY : ONE);
  const back = free(other, ONE.filter((name) => name !== as));
  if (as === undefined || back === undefined) return;
  other.keys.push({ name: foreignKey, to: one.name });
  const scope = kind === 'hasMany' && other.attributes.flag && r.chance(10) ? { flag: true } : undefined;
  add(one, kind, other, { ...shared, ...(isPlain ? {} : { as }), ...(scope ? { scope } : {}) });
  if (r.chance(80)) add(other, 'belongsTo', one, { ...shared, ...(isPlain ? {} : { as: back }) });
}

function names({ source, target }, one, other) {
  return (source === one.name && target === other.name) || (source === other.name && target === one.name);
}

function taken(world, model, alias) {
  return world.associations.some(({ source, options }) => source === model.name && options.as === alias);
}

function makeRows(r, world, model) {
  const count = r.chance(8) ? 0 : r.int(1, 7);
  return Array.from({ length: count }, (_, at) => {
    const row = { [model.key.name]: keyValue(model, at + 1) };
    for (const [name, { type }] of Object.entries(model.attributes)) row[name] = r.chance(25) ? null : valueOf(r, type);
    for (const { name, to } of model.keys) {
      const target = world.models.find((it) => it.name === to);
      row[name] = r.chance(20) ? null : keyValue(target, r.int(1, 7));
    }
    if (model.paranoid) row.deletedAt = r.chance(30) ? { $date: '2024-05-01T00:00:00.000Z' } : null;
    return row;
  });
}

function makePairs(r, world, { ends, keys, extra, isModel }) {
  const rows = [];
  const [ones, others] = ends.map((end) => world.rows[end.name].map((row) => row[end.key.name]));
  for (const one of ones) {
    for (const other of others) {
      if (!r.chance(35)) continue;
      rows.push({ [keys[0]]: one, [keys[1]]: other, ...(extra && isModel ? { role: r.chance(20) ? null : r.pick(['x', 'y']), rank: r.int(0, 3) } : {}) });
    }
  }
  return rows;
}

/** The key of the nth row of a model. */
export function keyValue({ key }, number) {
  return key.type === 'STRING' ? `k${'abcdefghij'[number]}` : number;
}

/** A value of a type, of few, so that rows meet. */
export function valueOf(r, type) {
  switch (type) {
    case 'STRING':
      return r.pick(['ann', 'bob', 'cid', 'anna', 'dee', '']);
    case 'INTEGER':
      return r.int(-1, 5);
    case 'BOOLEAN':
      return r.chance(50);
    case 'FLOAT':
      return r.int(-3, 6) / 2;
    case 'DATE':
      return { $date: `2024-0${r.int(1, 4)}-0${r.int(1, 3)}T0${r.int(0, 9)}:00:00.000Z` };
    case 'DATEONLY':
      return `2024-0${r.int(1, 4)}-0${r.int(1, 9)}`;
    default:
      return r.pick(['a', 'b', 'c']);
  }
}
