// Forms of SQL and refusals that Sequelize's options lead to, as Postgres takes them.

const { each } = require('../told.cjs');

async function world(sequelize, DataTypes) {
  const User = sequelize.define('User', {
    name: { type: DataTypes.STRING, unique: true }, age: DataTypes.INTEGER, tags: DataTypes.ARRAY(DataTypes.STRING), born: DataTypes.DATE,
  }, { timestamps: false });
  await sequelize.sync();
  await User.bulkCreate([
    { name: 'Ann', age: 30, tags: ['x', 'y'], born: '2000-01-02' },
    { name: 'Bob', age: 30, tags: ['y'], born: '2001-01-02' },
    { name: 'Cid', age: 40, tags: [], born: null },
  ]);
  return User;
}

module.exports = {
  async 'a text that is grouped by may stand in expressions'(sequelize, DataTypes, Op) {
    const User = await world(sequelize, DataTypes);
    const { fn, col, literal } = sequelize;
    const count = [fn('COUNT', col('id')), 'count'];
    const find = (options) => () => User.findAll({ raw: true, group: ['name'], order: ['name'], attributes: ['name', count], ...options });
    return each([
      find({ having: { name: 'Ann' } }),
      find({ having: { name: { [Op.like]: '%b' } } }),
      find({ having: { name: { [Op.in]: ['Ann', 'Cid'] } } }),
      find({ attributes: [[fn('upper', col('name')), 'loud'], count] }),
      find({ attributes: [[literal('"name" || \'!\''), 'loud'], count] }),
      find({ attributes: [[literal('CASE WHEN "name" = \'Ann\' THEN 1 ELSE 0 END'), 'is'], count] }),
      find({ having: { age: 30 } }),
    ]);
  },

  async 'every strength of a lock'(sequelize, DataTypes) {
    const User = await world(sequelize, DataTypes);
    return sequelize.transaction((transaction) => each(Object.values(transaction.LOCK).map((lock) =>
      () => User.findAll({ attributes: ['name'], order: ['id'], lock, transaction, raw: true }))));
  },

  async 'patterns that all have to be met'(sequelize, DataTypes, Op) {
    const User = await world(sequelize, DataTypes);
    const find = (condition) => () => User.findAll({ attributes: ['name'], where: { name: condition }, order: ['id'], raw: true });
    return each([
      find({ [Op.like]: { [Op.all]: ['%n%', 'A%'] } }),
      find({ [Op.iLike]: { [Op.all]: ['%N%', 'a%'] } }),
      find({ [Op.notLike]: { [Op.all]: ['A%', 'B%'] } }),
      find({ [Op.like]: { [Op.any]: ['A%', 'B%'] } }),
    ]);
  },

  async 'functions that return rows in the select list'(sequelize, DataTypes) {
    const User = await world(sequelize, DataTypes);
    const { fn, col, literal } = sequelize;
    return each([
      () => User.findAll({ attributes: ['name', [fn('unnest', col('tags')), 'tag']], order: ['id'], raw: true }),
      () => User.findAll({ attributes: [[fn('DISTINCT', fn('unnest', col('tags'))), 'tag']], order: [['tag', 'DESC']], raw: true }),
      () => User.findAll({ attributes: [[fn('unnest', col('tags')), 'tag'], [fn('COUNT', literal('*')), 'count']], group: ['tag'], order: ['tag'], raw: true }),
      () => sequelize.query('SELECT generate_series(1, 3) AS n', { type: 'SELECT' }),
      () => sequelize.query('SELECT *, unnest(tags) FROM "Users" WHERE age = 30 ORDER BY id', { type: 'SELECT' }),
      () => sequelize.query('SELECT jsonb_object_keys(\'{"a": 1, "b": 2}\'::jsonb)', { type: 'SELECT' }),
      () => sequelize.query('SELECT name, unnest(tags) AS tag FROM "Users" ORDER BY tag, name LIMIT 2', { type: 'SELECT' }),
    ]);
  },

  async 'conditions of an increment know no types'(sequelize, DataTypes, Op) {
    const User = await world(sequelize, DataTypes);
    return each([
      () => User.increment('age', { where: { age: { [Op.gt]: 35 } } }),
      () => User.increment('age', { where: { name: { [Op.any]: ['Ann', 'Bob'] } } }),
      () => User.decrement({ age: 2 }, { where: { name: 'Ann' } }),
      () => User.findAll({ attributes: ['name', 'age'], order: ['id'], raw: true }),
    ]);
  },

  async 'identity columns'(sequelize, DataTypes) {
    const Thing = sequelize.define('Thing', {
      id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true, autoIncrementIdentity: true }, name: DataTypes.STRING,
    }, { timestamps: false });
    await sequelize.sync();
    return each([
      () => Thing.create({ name: 'a' }),
      () => Thing.bulkCreate([{ name: 'b' }, { id: '7', name: 'c' }]),
      () => Thing.findAll({ order: ['id'] }),
      () => Thing.describe().then(({ id }) => id.defaultValue),
    ]);
  },

  async 'refusals and where they were'(sequelize, DataTypes) {
    const User = await world(sequelize, DataTypes);
    const qi = sequelize.getQueryInterface();
    const parent = ({ name, parent: { code, schema, table, constraint } = {} }) => ({ name, code, schema, table, constraint });
    const refused = (call) => () => call().then(() => 'taken', parent);
    const within = (call) => () => sequelize.transaction(call).then(() => 'taken', parent);
    return each([
      refused(() => User.create({ name: 'Ann' })),
      refused(() => qi.bulkInsert('Users', [{}])),
      refused(() => sequelize.query('SELECT \'x')),
      within((transaction) => sequelize.query('SET CONSTRAINTS "nope" DEFERRED', { transaction })),
      within((transaction) => sequelize.query('SET CONSTRAINTS "Users_pkey" DEFERRED', { transaction })),
      within((transaction) => sequelize.query('SET CONSTRAINTS ALL DEFERRED', { transaction })),
    ]);
  },

  async 'spans of time'(sequelize) {
    return each([
      () => sequelize.query('SELECT interval \'1 day\' AS a, interval \'90 minutes\' AS b, interval \'2 months\' AS c, NULL::interval AS d', { plain: true, type: 'SELECT' }),
      () => sequelize.query('SELECT timestamp \'2024-01-03\' - timestamp \'2024-01-01\' AS gap', { plain: true, type: 'SELECT' }),
    ]);
  },
};
