// Tables and rows by the query interface, and what a raw query is given.

const { each } = require('../told.cjs');

module.exports = {
  async 'enumerated types by the query interface'(sequelize, DataTypes) {
    const qi = sequelize.getQueryInterface();
    const Mood = sequelize.define('Mood', { kind: DataTypes.ENUM('good', 'bad') }, { timestamps: false });
    return each([
      () => qi.createSchema('other'),
      () => qi.createTable('f', { id: DataTypes.INTEGER, e: DataTypes.ENUM('p', 'q') }, { schema: 'other' }),
      () => qi.describeTable('f', { schema: 'other' }),
      () => qi.dropSchema('other'),
      () => Mood.sync().then(() => 'made'),
      () => Mood.drop(),
      () => qi.pgListEnums(),
      () => Mood.sync().then(() => 'made again'),
      () => qi.dropTable('Moods'),
      () => qi.dropTable('Moods', {}),
      () => qi.pgListEnums(),
      () => qi.createTable('e', { one: DataTypes.ENUM('a') }),
      () => qi.dropTable('e'),
      () => qi.dropAllEnums(),
      () => qi.dropEnum('enum_missing'),
      () => sequelize.drop(),
    ]);
  },

  async 'rows of a table with a model and without'(sequelize, DataTypes) {
    const qi = sequelize.getQueryInterface();
    await qi.createTable('t', { id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true }, name: { type: DataTypes.STRING, unique: true }, n: DataTypes.INTEGER, j: DataTypes.JSONB });
    await qi.bulkInsert('t', [{ name: 'a', n: 1 }, { name: 'b', n: 2 }]);
    const bare = await each([
      () => qi.select(null, 't', { where: { name: 'a' } }),
      () => qi.select(null, 't', { attributes: ['id', 'name'], where: { name: "it's ORDER BY" }, order: [['id', 'DESC']], limit: 2 }),
      () => qi.select(null, { tableName: 't', schema: 'public' }, { attributes: ['id'], order: ['id'], plain: true }),
      () => qi.select(null, 'nope'),
      () => qi.rawSelect('t', { attributes: [[sequelize.fn('sum', sequelize.col('n')), 'm']], dataType: DataTypes.INTEGER }, 'm'),
      () => qi.rawSelect('t', { attributes: [[sequelize.fn('sum', sequelize.col('n')), 'm']], dataType: new DataTypes.INTEGER() }, 'm'),
      () => qi.rawSelect('t', { attributes: ['id'], order: ['id'], plain: false }, 'id'),
      () => qi.bulkUpdate('t', { n: 8 }, { name: 'a' }, { returning: true }),
      () => qi.insert(null, 't', { name: 'c' }, { returning: ['id', 'name'] }),
      () => qi.delete(null, 't', { id: 1 }),
    ]);
    const T = sequelize.define('T', { name: { type: DataTypes.STRING, unique: true }, n: DataTypes.INTEGER }, { tableName: 't', timestamps: false });
    const modelled = await each([
      () => qi.select(T, 't', { where: { name: 'a' } }),
      () => qi.select(T, 't', { attributes: ['name'], order: ['id'] }),
      () => qi.bulkUpdate('t', { n: 9 }, { name: 'a' }, { returning: ['id', 'n'] }).then(([row]) => [row instanceof T, row]),
      () => qi.upsert('t', { name: 'a', n: 100 }, { name: 'a', n: 100 }, { name: 'a' }, { model: T }),
      () => qi.bulkInsert('t', [{ name: 'a', n: 51 }], { updateOnDuplicate: ['n'] }),
      () => qi.bulkInsert('t', [{ name: 'a', n: 52 }], { updateOnDuplicate: ['n'], upsertKeys: ['name'], returning: ['name', 'n'] }),
      () => qi.bulkInsert('t', [{ name: 'd', j: { a: 1 } }], {}, { j: { type: DataTypes.JSONB } }),
      () => qi.bulkInsert('t', [{ name: 'd', j: { a: 1 } }], { returning: ['name', 'j'] }, { j: { type: new DataTypes.JSONB() } }),
      () => qi.bulkInsert('t', {}),
      () => qi.addIndex('t'),
      () => qi.addIndex('t', 'n'),
    ]);
    return [bare, modelled];
  },

  async 'statements of the query generator'(sequelize, DataTypes, Op) {
    const User = sequelize.define('User', { name: DataTypes.STRING }, { timestamps: false });
    const Post = sequelize.define('Post', { title: DataTypes.STRING, userId: DataTypes.INTEGER }, { timestamps: false });
    await sequelize.sync();
    await User.bulkCreate([{ name: 'Ann' }, { name: 'Bob' }]);
    await Post.create({ title: 'one', userId: 2 });
    const { queryGenerator } = sequelize.getQueryInterface();
    const writers = queryGenerator.selectQuery('Posts', { attributes: ['userId'], where: { title: 'one' } }, Post).slice(0, -1);
    return each([
      () => writers,
      () => User.findAll({ where: { id: { [Op.in]: sequelize.literal(`(${writers})`) } } }),
      () => queryGenerator.selectQuery('Posts', { attributes: ['id'], where: { title: 'one' }, order: ['id'] }),
      () => queryGenerator.selectQuery({ tableName: 'any', schema: 'other' }, { where: { a: [1, 2] }, limit: 3 }),
      () => queryGenerator.whereQuery({ a: { [Op.gt]: 1 }, b: 'x' }),
      () => queryGenerator.getWhereConditions({ a: 1, b: null }),
      () => queryGenerator.getWhereConditions({ a: 1 }, 'User'),
      () => queryGenerator.deleteQuery('Posts', { id: 1 }),
    ]);
  },

  async 'what a raw query is given'(sequelize) {
    const query = (sql, options) => () => sequelize.query(sql, { type: 'SELECT', ...options });
    return each([
      query('SELECT :v AS x', { replacements: { v: sequelize.literal('1+1') } }),
      query('SELECT ? AS x', { replacements: [sequelize.fn('now')] }),
      query('SELECT $1 AS x', { bind: [sequelize.literal('1+1')] }),
      query({}),
      query(5),
      query(null),
      query(['SELECT 1']),
    ]);
  },

  async 'a Sequelize whose queries are raw'(sequelize, DataTypes, Op, Sequelize) {
    const { options, config } = sequelize;
    const raw = new Sequelize(config.database, config.username, config.password, { ...options, query: { raw: true } });
    try {
      const User = raw.define('User', { name: DataTypes.STRING }, { timestamps: false });
      await User.sync();
      await User.bulkCreate([{ name: 'Ann' }, { name: 'Bob' }]);
      return await each([
        () => User.findAll({ order: ['id'] }).then(([user]) => [user instanceof User, user]),
        () => User.findByPk(2).then(user => [user instanceof User, user]),
        () => User.findOne({ raw: false }).then(user => user instanceof User),
        () => User.findAndCountAll({ limit: 1, order: ['id'] }),
        () => User.create({ name: 'Cas' }).then(user => user instanceof User),
      ]);
    } finally {
      await raw.close();
    }
  },
};
