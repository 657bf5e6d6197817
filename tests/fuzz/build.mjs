// A world and a find as an engine has them: plain data made models, symbols and dates.

/**
 * The value that a piece of data stands for.
 *
 * `{ $date }` is a Date, a key `$gt` is `Op.gt` (`$a.b$` stays), `{ $fn: [name, …] }`,
 * `{ $where: […] }`, `{ $col }` and `{ $literal }` are Sequelize's, `{ $model }` a model.
 */
export function revive(data, engine) {
  const { sequelize, Op } = engine;
  if (Array.isArray(data)) return data.map((item) => revive(item, engine));
  if (data === null || typeof data !== 'object') return data;
  if ('$date' in data) return new Date(data.$date);
  if ('$col' in data) return sequelize.col(data.$col);
  if ('$literal' in data) return sequelize.literal(data.$literal);
  if ('$where' in data) return sequelize.where(...revive(data.$where, engine));
  if ('$fn' in data) return sequelize.fn(...revive(data.$fn, engine));
  if ('$model' in data) return sequelize.model(data.$model);
  if ('$association' in data) return sequelize.model(data.$association[0]).associations[data.$association[1]];
  const made = {};
  for (const [key, value] of Object.entries(data)) {
    if (value === undefined) continue;
    const isOperator = key.startsWith('$') && !key.endsWith('$');
    made[isOperator ? Op[key.slice(1)] : key] = revive(value, engine);
  }
  return made;
}

/** Declares the world's models, makes their tables and puts the rows in. */
export async function build(world, engine) {
  const { sequelize } = engine;
  const keyTypes = Object.fromEntries(world.models.map(({ name, key }) => [name, key.type]));
  for (const model of world.models) define(model, keyTypes, engine);
  for (const through of world.throughs.filter(({ isModel }) => isModel)) defineThrough(through, engine);
  for (const { source, method, target, options } of world.associations) {
    sequelize.model(source)[method](sequelize.model(target), revive(options, engine));
  }
  await sequelize.sync({ force: true });
  for (const [name, rows] of Object.entries(world.rows)) {
    if (rows.length > 0 && sequelize.isDefined(name)) await sequelize.model(name).bulkCreate(revive(rows, engine));
  }
}

function define({ name, key, attributes, keys, paranoid, underscored, tableName, scope }, keyTypes, engine) {
  const { sequelize, DataTypes } = engine;
  const typed = Object.entries(attributes).map(([attribute, { type, field }]) => [
    attribute,
    { type: type === 'ENUM' ? DataTypes.ENUM('a', 'b', 'c') : DataTypes[type], ...(field ? { field } : {}) },
  ]);
  const referring = keys.map(({ name: attribute, to }) => [attribute, { type: DataTypes[keyTypes[to]] }]);
  const primary = { type: DataTypes[key.type], primaryKey: true, ...(key.field ? { field: key.field } : {}) };
  const options = { createdAt: false, updatedAt: false, timestamps: paranoid, paranoid, underscored };
  if (tableName) options.tableName = tableName;
  if (scope) options.defaultScope = { where: revive(scope, engine) };
  sequelize.define(name, Object.fromEntries([[key.name, primary], ...typed, ...referring]), options);
}

function defineThrough({ name, extra }, { sequelize, DataTypes }) {
  const attributes = extra ? { role: DataTypes.STRING, rank: DataTypes.INTEGER } : {};
  sequelize.define(name, attributes, { timestamps: false });
}
