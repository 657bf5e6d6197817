'use strict';
// What methods answer beside rows: results, the order of keys, numbers a sequence gave, hooks told.

const caught = (promise) => promise.then((value) => ['no error', value], (error) => [error.name]);

module.exports = {
  'a value that is refused costs no number of a sequence': async (sequelize, DataTypes) => {
    const Item = sequelize.define(
      'Item',
      { count: { type: DataTypes.INTEGER, allowNull: false, unique: true }, code: DataTypes.STRING(3) },
      { timestamps: false },
    );
    await sequelize.sync({ force: true });
    const create = (values) => caught(Item.create(values, { validate: false }));
    return [
      await create({ count: 'many' }), await create({ count: 1 }), await create({ count: 2, code: 'long' }), await create({ count: 2 }),
      await create({ count: 2 }), await create({ count: null }), await create({ count: 3 }),
      await caught(Item.bulkCreate([{ count: 4 }, { count: 5, code: 'long' }])), await caught(Item.bulkCreate([{ count: 4 }, { count: 5 }])),
      await caught(sequelize.query(`INSERT INTO "Items" (count) VALUES (6), ('six')`)), await create({ count: 6 }),
    ];
  },

  'a text of several statements': async (sequelize, DataTypes) => {
    const queries = sequelize.getQueryInterface();
    const brief = ([rows, result]) => [rows, [result].flat().map(({ command, rowCount }) => [command, rowCount])];
    return [
      await sequelize.query('SELECT 1 AS a; SELECT 2 AS b', { type: 'SELECT' }),
      brief(await sequelize.query('CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2); UPDATE t SET a = 3 RETURNING a')),
      await sequelize.query('UPDATE t SET a = 1; DELETE FROM t', { type: 'BULKDELETE' }),
      await caught(sequelize.query('INSERT INTO t VALUES (9); SELECT 1 / 0')),
      await sequelize.query('SELECT * FROM t', { type: 'SELECT' }),
      brief(await queries.createTable('e', { kind: DataTypes.ENUM('a', 'b'), note: { type: DataTypes.TEXT, comment: 'a note' } })),
      brief(await queries.addColumn('e', 'other', DataTypes.ENUM('c'))),
      brief(await queries.changeColumn('e', 'note', { type: DataTypes.STRING, allowNull: false })),
    ];
  },

  'what the query interface returns': async (sequelize, DataTypes) => {
    const queries = sequelize.getQueryInterface();
    await queries.createTable('p', { id: { type: DataTypes.INTEGER, primaryKey: true } });
    await queries.createTable('c', { pid: { type: DataTypes.INTEGER, references: { model: 'p', key: 'id' }, onDelete: 'CASCADE' } });
    const truncated = await queries.bulkDelete('c', null, { truncate: true });
    return [
      await queries.addConstraint('c', { fields: ['pid'], type: 'unique', name: 'one_pid' }),
      await caught(queries.bulkInsert('c', [])),
      truncated[1].command,
      (await queries.createSchema('extra')).length,
      (await queries.createSchema('extra')).length,
      (await queries.getForeignKeyReferencesForTable('c')).map(({ constraintName, deferrable }) => [constraintName, typeof deferrable]),
      [await queries.dropTable('c'), await queries.dropAllTables()].map((it) => typeof it),
    ];
  },

  'queries of hooks, statement by statement': async (sequelize, DataTypes) => {
    const told = [];
    sequelize.addHook('beforeQuery', () => void told.push('before'));
    sequelize.addHook('afterQuery', () => void told.push('after'));
    const Item = sequelize.define('Item', { kind: { type: DataTypes.ENUM('a'), unique: true } }, { indexes: [{ fields: ['kind'] }] });
    await sequelize.sync({ force: true });
    const atFirst = told.length;
    await Item.sync({ alter: true });
    await Item.drop();
    return [told.slice(0, 6), atFirst, told.length];
  },

  'the order of keys in what was written': async (sequelize, DataTypes) => {
    const Item = sequelize.define(
      'Item',
      { name: { type: DataTypes.STRING, field: 'item_name' }, count: DataTypes.INTEGER, note: DataTypes.STRING },
      { timestamps: false },
    );
    Item.belongsTo(Item, { as: 'parent' });
    await sequelize.sync({ force: true });
    return [
      await Item.bulkCreate([{ name: 'a', note: 'x' }, { count: 2 }, { note: 'y' }]),
      await Item.bulkCreate([{ name: 'a' }, { note: 'y' }], { returning: ['note', 'id'] }),
      await Item.update({ count: 3 }, { where: { id: 1 }, returning: true }),
    ];
  },

  'attributes and indexes as declared': async (sequelize, DataTypes) => {
    const Item = sequelize.define(
      'Item',
      { name: { type: DataTypes.STRING, field: 'item_name' }, count: { type: DataTypes.INTEGER, allowNull: false } },
      { indexes: [{ fields: ['count'], unique: true }, { fields: ['name'], type: 'UNIQUE', where: { count: 1 } }] },
    );
    const Part = sequelize.define('Part', {});
    Item.belongsTo(Item, { as: 'parent' });
    Item.hasMany(Part, { foreignKey: { name: 'itemKey', field: 'item_key', allowNull: false, comment: 'whose' } });
    Item.belongsToMany(Part, { through: 'Pairs', as: 'spares' });
    return [Item.rawAttributes, Item._indexes, Item.options.indexes, Part.rawAttributes, sequelize.models.Pairs.rawAttributes];
  },

  'a limit for several sources needs the key': async (sequelize, DataTypes) => {
    const Team = sequelize.define('Team', {}, { timestamps: false });
    const Player = sequelize.define('Player', { name: DataTypes.STRING }, { timestamps: false });
    Team.hasMany(Player, { as: 'players', foreignKey: 'teamId' });
    await sequelize.sync({ force: true });
    const teams = await Team.bulkCreate([{ id: 1 }, { id: 2 }]);
    await Player.bulkCreate([{ id: 1, name: 'a', teamId: 1 }, { id: 2, name: 'b', teamId: 1 }]);
    const { players } = Team.associations;
    return [
      await players.get(teams, { limit: 1, order: ['id'] }),
      await caught(players.get(teams, { limit: 1, order: ['id'], attributes: ['name'] })),
    ];
  },

  'aggregates of no column': async (sequelize, DataTypes) => {
    const Item = sequelize.define('Item', { count: DataTypes.INTEGER });
    await sequelize.sync({ force: true });
    const told = (promise) => promise.catch((error) => [error.name, error.message]);
    return [await told(Item.sum()), await told(Item.max(sequelize.literal('1')))];
  },

  'types that a foreign key may have': async (sequelize, DataTypes) => {
    const queries = sequelize.getQueryInterface();
    const code = (promise) => promise.then(() => 'no error', (error) => error.parent.code);
    const key = (type) => ({ type, references: { model: 'p', key: 'id' } });
    await queries.createTable('p', { id: { type: DataTypes.INTEGER, primaryKey: true } });
    await queries.createTable('c', { pid: key(DataTypes.INTEGER) });
    return [
      await code(queries.createTable('d', { pid: key(DataTypes.DECIMAL) })),
      await code(queries.createTable('e', { pid: key(DataTypes.BIGINT) })),
      await code(queries.changeColumn('c', 'pid', { type: DataTypes.DOUBLE })),
      await code(queries.changeColumn('c', 'pid', { type: DataTypes.BIGINT })),
      await code(queries.changeColumn('p', 'id', { type: DataTypes.TEXT })),
      (await queries.describeTable('c')).pid.type,
    ];
  },

  'columns of a conflict, and values of several statements': async (sequelize, DataTypes) => {
    const Item = sequelize.define('Item', { code: { type: DataTypes.STRING, unique: true } }, { timestamps: false });
    await sequelize.sync({ force: true });
    const code = (promise) => promise.then(() => 'no error', (error) => error.parent?.code ?? error.message);
    return [
      await code(Item.upsert({ code: 'a' }, { conflictFields: ['nope'] })),
      await code(Item.bulkCreate([{ code: 'a' }], { updateOnDuplicate: ['code'], conflictAttributes: ['id', 'nope'] })),
      await code(sequelize.query('SELECT $1::int; SELECT 2', { bind: [1] })),
    ];
  },

  'an isolation level that there is not': async (sequelize) => [
    await caught(sequelize.transaction({ isolationLevel: 'FANCY' }, async () => 1)),
    await caught(sequelize.transaction({ isolationLevel: 'REPEATABLE READ' }, async () => 1)),
  ],
};
