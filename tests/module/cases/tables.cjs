'use strict';
// Models in all their options, and the statements that make, alter and write their tables.

const { caught } = require('../blog.cjs');
const off = { timestamps: false };

/** What is sent meanwhile, but for what is asked of the catalogs. */
async function sent(sequelize, work) {
  const lines = [];
  const { logging } = sequelize.options;
  sequelize.options.logging = (line) => lines.push(line.replace(/^Executing \([^)]*\): /, ''));
  try {
    await work();
  } catch (error) {
    lines.push(`${error.name}: ${error.message}`);
  } finally {
    sequelize.options.logging = logging;
  }
  return lines.filter((line) => !/^(SELECT (?!.* FROM "[A-Z])|WITH ranges)/.test(line)).map((line) => line.replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\.\d{3}( \+00:00|Z)/g, 'MOMENT'));
}

module.exports = {
  'every type and default in a model': async (sequelize, DataTypes) => {
    const M = sequelize.define('M', {
      a: { type: DataTypes.STRING(20), allowNull: false, defaultValue: "it's" }, b: { type: DataTypes.BOOLEAN, defaultValue: false }, c: { type: DataTypes.INTEGER, defaultValue: 0 }, d: { type: DataTypes.DATE, defaultValue: DataTypes.NOW }, e: { type: DataTypes.UUID, defaultValue: DataTypes.UUIDV4 }, f: { type: DataTypes.JSONB, defaultValue: { x: [1, 'a'] } }, g: { type: DataTypes.ARRAY(DataTypes.STRING), defaultValue: ['p', 'q'] }, h: { type: DataTypes.ENUM('x', 'y'), defaultValue: 'x', allowNull: false }, i: { type: DataTypes.DECIMAL(6, 2), defaultValue: 1.5 }, j: { type: DataTypes.DATEONLY, defaultValue: '2024-02-29' }, k: { type: DataTypes.DATE, defaultValue: sequelize.literal('CURRENT_TIMESTAMP') }, l: { type: DataTypes.TIME, defaultValue: '10:20:30' }, m: { type: DataTypes.BIGINT, defaultValue: 5 }, n: { type: DataTypes.FLOAT, defaultValue: 0.5 }, o: { type: DataTypes.TEXT, defaultValue: null }, p: { type: DataTypes.STRING, defaultValue: () => 'made' }, q: DataTypes.VIRTUAL, r: { type: DataTypes.CHAR(3), comment: "three's" }, s: DataTypes.DOUBLE, t: DataTypes.REAL, u: DataTypes.SMALLINT, v: DataTypes.BLOB, w: DataTypes.STRING.BINARY,
    }, { ...off, comment: 'a table' });
    const sql = await sent(sequelize, () => sequelize.sync({ force: true }));
    const made = await M.create({ id: 1 });
    const found = await M.findOne({ attributes: { exclude: ['d', 'e', 'k'] } });
    return [sql, made.p, made.d instanceof Date, typeof made.e, found, await sequelize.getQueryInterface().describeTable('Ms')];
  },
  'keys that count and keys that do not': async (sequelize, DataTypes) => {
    const Big = sequelize.define('Big', { id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true } }, off);
    const Small = sequelize.define('Small', { no: { type: DataTypes.SMALLINT, primaryKey: true, autoIncrement: true, field: 'number' } }, off);
    const Code = sequelize.define('Code', { code: { type: DataTypes.STRING(5), primaryKey: true }, n: DataTypes.INTEGER }, off);
    const Pair = sequelize.define('Pair', { a: { type: DataTypes.INTEGER, primaryKey: true }, b: { type: DataTypes.INTEGER, primaryKey: true }, c: DataTypes.STRING }, off);
    const Id = sequelize.define('Id', { id: { type: DataTypes.UUID, primaryKey: true, defaultValue: DataTypes.UUIDV4 } }, off);
    const sql = await sent(sequelize, () => sequelize.sync({ force: true }));
    return [sql, await Big.create(), (await Small.bulkCreate([{}, { no: 9 }, {}])).map((it) => it.no), await Code.create({ code: 'x', n: 1 }), await Pair.bulkCreate([{ a: 1, b: 1 }, { a: 1, b: 2 }]), await caught(Pair.create({ a: 1, b: 2 })), await Pair.update({ c: 'z' }, { where: { a: 1, b: 2 }, returning: true }), await Pair.destroy({ where: { a: 1 }, limit: 1 }), await Pair.count(), (await Id.create()).id.length, await caught(Code.create({ n: 1 })), await Code.findByPk('x'), await caught(Code.create({ code: 'toolong' }))];
  },
  'uniques by attribute, name, message and index': async (sequelize, DataTypes) => {
    const M = sequelize.define('M', { a: { type: DataTypes.STRING, unique: true }, b: { type: DataTypes.STRING, unique: 'bc' }, c: { type: DataTypes.STRING, unique: 'bc' }, d: { type: DataTypes.STRING, unique: { name: 'only_d', msg: 'd is taken' } }, e: { type: DataTypes.STRING, unique: { msg: 'e is taken' } }, f: { type: DataTypes.STRING, field: 'eff' }, g: DataTypes.INTEGER }, { ...off, indexes: [{ unique: true, fields: ['eff'] }, { name: 'by_g', fields: [{ name: 'g', order: 'DESC' }], where: { g: { [sequelize.Sequelize.Op.gt]: 5 } } }, { fields: ['a', 'g'], using: 'BTREE' }, { unique: true, fields: [sequelize.fn('lower', sequelize.col('a'))], name: 'lower_a' }] });
    const sql = await sent(sequelize, () => sequelize.sync({ force: true }));
    const out = [sql, Object.keys(M.uniqueKeys), M._indexes?.map((it) => it.name)];
    await M.create({ id: 1, a: 'A', b: 'b', c: 'c', d: 'd', e: 'e', f: 'f', g: 6 });
    for (const values of [{ a: 'A' }, { b: 'b', c: 'c' }, { d: 'd' }, { e: 'e' }, { f: 'f' }, { a: 'a' }, { id: 1 }]) out.push(await caught(M.create(values)));
    out.push((await sequelize.getQueryInterface().showIndex('Ms')).map(({ name, unique, primary, fields, indkey, definition }) => ({ name, unique, primary, fields, indkey, definition })));
    return out;
  },
  'names of tables and columns': async (sequelize, DataTypes) => {
    const out = [];
    const under = sequelize.define('UserProfile', { firstName: DataTypes.STRING, homeURL: { type: DataTypes.STRING, field: 'home' } }, { underscored: true, paranoid: true, version: true });
    const frozen = sequelize.define('Thing', {}, { freezeTableName: true, timestamps: false });
    const named = sequelize.define('person', {}, { tableName: 'folk', name: { singular: 'human', plural: 'humans' }, createdAt: 'made', updatedAt: false });
    named.hasMany(under); under.belongsTo(named); named.belongsToMany(frozen, { through: 'links' });
    for (const model of [under, frozen, named, sequelize.models.links]) out.push([model.name, model.tableName, model.options.name, Object.entries(model.rawAttributes).map(([name, it]) => [name, it.field, it.allowNull, it.primaryKey ?? null, it.autoIncrement ?? null, it.references ?? null, it.onDelete ?? null, it.onUpdate ?? null, it._autoGenerated ?? null]), Object.keys(model.associations)]);
    out.push(await sent(sequelize, () => sequelize.sync({ force: true })));
    const it = await named.create({}); await it.createUserProfile({ firstName: 'x' });
    const [one] = await it.getUserProfiles();
    out.push(Object.keys(one.toJSON()), one.version, one.humanId ?? null, await under.count(), (await one.update({ firstName: 'y' })).version, await one.destroy().then(() => under.count()));
    return out;
  },
  'sync alter': async (sequelize, DataTypes) => {
    const out = [];
    sequelize.define('Owner', {}, off);
    const first = sequelize.define('M', { a: { type: DataTypes.STRING, allowNull: false }, b: DataTypes.INTEGER, c: { type: DataTypes.ENUM('x', 'z'), defaultValue: 'x' }, gone: DataTypes.STRING }, off);
    await sequelize.sync(); await first.create({ id: 1, a: '5', b: 7 });
    const second = sequelize.define('M', { a: { type: DataTypes.TEXT, defaultValue: 'n' }, b: { type: DataTypes.STRING, unique: true }, c: { type: DataTypes.ENUM('w', 'x', 'y', 'z'), defaultValue: 'y' }, ownerId: { type: DataTypes.INTEGER, references: { model: 'Owners', key: 'id' }, onDelete: 'CASCADE' }, extra: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: true } }, { ...off, indexes: [{ fields: ['b'] }] });
    out.push(await sent(sequelize, () => second.sync({ alter: { drop: false } })), await second.findAll().catch((error) => error.message));
    out.push(await sent(sequelize, () => second.sync({ alter: true })), await second.findAll(), await sequelize.getQueryInterface().describeTable('Ms'));
    out.push(await sent(sequelize, () => second.sync({ alter: true })), await sent(sequelize, () => second.sync()), await sent(sequelize, () => second.drop({})));
    return out;
  },
  'rings of models': async (sequelize, DataTypes) => {
    const A = sequelize.define('A', {}, off); const B = sequelize.define('B', {}, off);
    A.belongsTo(B, { as: 'b' }); B.belongsTo(A, { as: 'a' }); A.belongsTo(A, { as: 'parent', foreignKey: { name: 'parentId', allowNull: false }, onDelete: 'CASCADE' });
    return [await sent(sequelize, () => sequelize.sync()), await sent(sequelize, () => sequelize.sync({ force: true })), await caught(B.create({ aId: 5 })), await sent(sequelize, () => sequelize.drop())];
  },
  'constraints by the query interface': async (sequelize, DataTypes, Op) => {
    const queries = sequelize.getQueryInterface();
    await queries.createTable('Owners', { id: { type: DataTypes.INTEGER, primaryKey: true }, code: { type: DataTypes.STRING, unique: true } });
    await queries.createTable('Things', { id: DataTypes.INTEGER, n: DataTypes.INTEGER, ownerId: DataTypes.INTEGER, owner: DataTypes.STRING });
    const out = [await sent(sequelize, async () => {
      await queries.addConstraint('Things', { fields: ['id'], type: 'primary key' });
      await queries.addConstraint('Things', { fields: ['n', 'id'], type: 'unique' });
      await queries.addConstraint('Things', { fields: ['n'], type: 'check', where: { n: { [Op.gt]: 0 } }, name: 'n_counts' });
      await queries.addConstraint('Things', { fields: ['ownerId'], type: 'foreign key', references: { table: 'Owners', field: 'id' }, onDelete: 'cascade', onUpdate: 'cascade' });
      await queries.addConstraint('Things', { fields: ['owner'], type: 'FOREIGN KEY', name: 'by_code', references: { table: 'Owners', field: 'code' } });
      await queries.addIndex('Things', ['n', { name: 'ownerId', order: 'DESC' }], { name: 'mixed' });
      await queries.addIndex('Things', { fields: ['owner'], unique: true, where: { n: 5 } });
    })];
    out.push((await queries.showConstraint('Things')).filter(({ constraintName }) => !constraintName.endsWith('not_null')).map(({ constraintName, constraintType, tableName }) => [constraintName, constraintType, tableName]).sort(), (await queries.getForeignKeyReferencesForTable('Things')).map(({ constraintName, columnName, referencedTableName, referencedColumnName }) => [constraintName, columnName, referencedTableName, referencedColumnName]).sort());
    await queries.bulkInsert('Owners', [{ id: 1, code: 'a' }]);
    for (const row of [{ id: 1, n: 0 }, { id: 1, n: 1, ownerId: 9 }, { id: 1, n: 1, ownerId: 1, owner: 'zz' }, { id: 1, n: 1, ownerId: 1, owner: 'a' }, { id: 1, n: 2 }, { id: null, n: 2 }]) out.push(await caught(queries.bulkInsert('Things', [row]).then(() => 'in')));
    for (const call of [() => queries.removeConstraint('Things', 'n_counts'), () => queries.removeConstraint('Things', 'nope'), () => queries.removeIndex('Things', 'mixed'), () => queries.removeIndex('Things', ['nope']), () => queries.addConstraint('Things', { fields: ['n'] }), () => queries.addConstraint('Things', { type: 'unique' }), () => queries.addConstraint('Things', { fields: ['n'], type: 'odd' }), () => queries.addConstraint('Things', { fields: ['n'], type: 'foreign key' }), () => queries.addConstraint('Nope', { fields: ['n'], type: 'unique' }), () => queries.addIndex('Things', ['nope']), () => queries.dropTable('Owners'), () => queries.bulkDelete('Owners', { id: 1 })]) out.push(await sent(sequelize, call));
    return [out, await sequelize.query('SELECT * FROM "Things" ORDER BY id', { type: 'SELECT' })];
  },
  'columns changed by the query interface': async (sequelize, DataTypes) => {
    const queries = sequelize.getQueryInterface();
    await queries.createTable('T', { id: { type: DataTypes.INTEGER, primaryKey: true }, a: DataTypes.STRING, r: DataTypes.INTEGER, k: DataTypes.ENUM('p', 'q') });
    await queries.bulkInsert('T', [{ id: 1, a: '12', r: 1, k: 'p' }]);
    const out = [];
    for (const [name, given] of [['a', DataTypes.TEXT], ['a', { type: DataTypes.STRING(50), allowNull: false, defaultValue: 'x' }], ['a', { type: DataTypes.STRING(50), unique: true }], ['r', { type: DataTypes.INTEGER, references: { model: 'T', key: 'id' }, onDelete: 'SET NULL', onUpdate: 'CASCADE' }], ['a', { type: DataTypes.STRING(60), comment: 'remark' }], ['k', { type: DataTypes.ENUM('p', 'q', 'r'), defaultValue: 'q', allowNull: false }], ['id', { type: DataTypes.BIGINT }]]) out.push(await sent(sequelize, () => queries.changeColumn('T', name, given)));
    for (const [name, given] of [['e', { type: DataTypes.ENUM('m', 'n'), allowNull: false, defaultValue: 'm' }], ['t', { type: DataTypes.INTEGER, references: { model: 'T', key: 'id' }, onDelete: 'cascade', unique: true }], ['ar', { type: DataTypes.ARRAY(DataTypes.INTEGER), defaultValue: [1, 2] }], ['c', { type: DataTypes.STRING, comment: "it's" }], ['nn', { type: DataTypes.INTEGER, allowNull: false }]]) out.push(await sent(sequelize, () => queries.addColumn('T', name, given)));
    return [out, await queries.describeTable('T'), await sequelize.query('SELECT * FROM "T"', { type: 'SELECT' })];
  },
  'rows written in bulk': async (sequelize, DataTypes) => {
    const M = sequelize.define('M', { k: { type: DataTypes.STRING, unique: true }, n: { type: DataTypes.INTEGER, field: 'num', defaultValue: 1 }, d: DataTypes.DATE, j: DataTypes.JSON }, off);
    await sequelize.sync({ force: true });
    const out = [];
    for (const work of [
      () => M.bulkCreate([{ k: 'a', d: new Date(0), j: { a: "it's" } }, { id: 5, k: 'b', n: null }]),
      () => M.bulkCreate([{ k: 'a' }, { k: 'c' }], { ignoreDuplicates: true }),
      () => M.bulkCreate([{ k: 'a', n: 9 }, { k: 'd', n: 3 }], { updateOnDuplicate: ['n'] }),
      () => M.bulkCreate([{ id: 5, k: 'bb', n: 4 }], { updateOnDuplicate: ['k', 'n'], conflictAttributes: ['id'] }),
      () => M.bulkCreate([{ k: 'z', n: 2 }], { fields: ['k'], returning: ['id', 'k'] }),
      () => M.bulkCreate([], {}),
      () => M.update({ n: sequelize.literal('num + 1'), j: [1] }, { where: { k: ['a', 'd'] } }),
      () => M.update({ n: 0 }, { where: { k: 'z' }, returning: true }),
      () => M.upsert({ k: 'a', n: 70 }), () => M.upsert({ id: 5, k: 'five' }), () => M.upsert({ k: 'new' }, { returning: false }),
      () => M.increment('n', { by: 3, where: { k: 'a' } }), () => M.decrement({ n: 2 }, { where: {} }),
      () => M.destroy({ where: { k: 'z' } }), () => M.destroy({ truncate: true, restartIdentity: true }), () => M.create({ k: 'again' }),
      () => M.bulkCreate([{ k: 'dup' }, { k: 'dup' }]), () => M.bulkCreate([{ k: { a: 1 } }]), () => M.create({ n: 'x' }), () => M.create({ n: 3000000000 }), () => M.update({ n: 1.5 }, { where: {} }),
    ]) out.push(await sent(sequelize, work));
    return [out, await M.findAll({ order: ['id'] })];
  },
  'transactions and savepoints': async (sequelize, DataTypes) => {
    const M = sequelize.define('M', { k: { type: DataTypes.STRING, unique: true } }, off);
    await sequelize.sync({ force: true });
    const out = [];
    const normal = (lines) => lines.map((line) => line.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID'));
    out.push(normal(await sent(sequelize, () => sequelize.transaction({ isolationLevel: 'SERIALIZABLE' }, async (transaction) => {
      await M.create({ k: 'a' }, { transaction });
      await sequelize.transaction({ transaction }, (inner) => M.create({ k: 'b' }, { transaction: inner }).then(() => { throw new Error('back'); })).catch(() => {});
      await M.create({ k: 'c' }, { transaction });
    }))));
    out.push((await M.findAll({ order: ['id'] })).map((it) => it.k));
    out.push(await caught(sequelize.transaction(async (transaction) => { await M.create({ k: 'd' }, { transaction }); await M.create({ k: 'a' }, { transaction }); })), await M.count());
    out.push(await caught(sequelize.transaction(async (transaction) => { await M.create({ k: 'a' }, { transaction }).catch(() => {}); await M.create({ k: 'e' }, { transaction }); })), await M.count());
    out.push(await caught(sequelize.transaction(async (transaction) => M.findOrCreate({ where: { k: 'a' }, transaction }).then(([it, made]) => [it.k, made]))), await caught(M.findOrCreate({ where: { k: 'f' } }).then(([it, made]) => [it.k, made])), await caught(M.findCreateFind({ where: { k: 'f' } }).then(([it, made]) => [it.k, made])));
    return out;
  },
  'associations of every option': async (sequelize, DataTypes) => {
    const U = sequelize.define('U', { login: { type: DataTypes.STRING, unique: true } }, off); const P = sequelize.define('P', { uid: { type: DataTypes.INTEGER, defaultValue: 5, comment: 'own' } }, off); const G = sequelize.define('G', { id: { type: DataTypes.UUID, primaryKey: true, defaultValue: DataTypes.UUIDV4 } }, off);
    const Link = sequelize.define('Link', { uId: { type: DataTypes.INTEGER }, extra: DataTypes.STRING }, off);
    const made = [U.hasMany(P, { foreignKey: 'uid', as: 'ps' }), P.belongsTo(U, { foreignKey: { name: 'uid', allowNull: false }, as: 'u', onDelete: 'cascade', onUpdate: 'no action' }), P.belongsTo(U, { as: 'second', foreignKey: { fieldName: 'two', field: 'second_id' }, constraints: false, onDelete: 'CASCADE' }), U.belongsToMany(G, { through: Link, foreignKey: 'uId', as: 'gs', uniqueKey: 'mine' }), G.belongsToMany(U, { through: Link, otherKey: 'uId', as: { singular: 'person', plural: 'people' } }), U.hasOne(G, { sourceKey: 'login', foreignKey: 'ownerLogin', keyType: DataTypes.STRING(30) }), G.belongsTo(U, { targetKey: 'login', foreignKey: 'ownerLogin', as: 'owner', onDelete: 'SET NULL' }), U.belongsToMany(U, { as: 'Friends', through: { model: 'Friendship', unique: false, scope: { kind: 'close' } }, otherKey: 'friend_id', constraints: false })];
    const tell = (it) => [it.associationType, it.as, it.isAliased ?? null, it.foreignKey, it.identifierField ?? null, it.sourceKey ?? null, it.targetKey ?? null, it.otherKey ?? null, it.foreignIdentifierField ?? null, it.accessors, it.options.onDelete ?? null, it.options.onUpdate ?? null, it.options.name, it.through?.model?.name ?? null];
    return [made.map(tell), await sent(sequelize, () => sequelize.sync({ force: true })), [U, P, G, Link, sequelize.models.Friendship].map((model) => Object.entries(model.rawAttributes).map(([name, it]) => [name, it.field, String(it.type), it.allowNull ?? null, it.unique ?? null, it.primaryKey ?? null, it.references ?? null, it.onDelete ?? null]))];
  },
};
