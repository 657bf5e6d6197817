'use strict';
// Tables by the query interface, raw queries, sync, transactions.

const { blog, caught } = require('../blog.cjs');
const off = { timestamps: false };

/** A table of people with an address. */
async function people(sequelize, DataTypes) {
  const queries = sequelize.getQueryInterface();
  await queries.createTable('People', { id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true }, name: { type: DataTypes.STRING, allowNull: false }, age: { type: DataTypes.INTEGER, defaultValue: 18 }, email: { type: DataTypes.STRING(40), unique: true } });
  await queries.bulkInsert('People', [{ name: 'ann', age: 30, email: 'a' }, { name: 'bob', age: null, email: 'b' }]);
  return queries;
}
const rows = (sequelize, table = 'People') => sequelize.query(`SELECT * FROM "${table}" ORDER BY 1`, { type: 'SELECT' });

module.exports = {
  'describeTable and showAllTables': async (sequelize, DataTypes) => {
    const queries = await people(sequelize, DataTypes);
    await queries.createTable('All', { b: DataTypes.BOOLEAN, d: { type: DataTypes.DATE, allowNull: false, defaultValue: sequelize.literal('CURRENT_TIMESTAMP') }, de: DataTypes.DECIMAL(8, 3), j: DataTypes.JSONB, e: DataTypes.ENUM('x', 'y'), a: DataTypes.ARRAY(DataTypes.INTEGER), u: { type: DataTypes.UUID, defaultValue: DataTypes.UUIDV4 }, t: { type: DataTypes.TEXT, comment: 'said' }, bl: DataTypes.BLOB, bi: { type: DataTypes.BIGINT, defaultValue: 5 }, f: DataTypes.FLOAT, do: DataTypes.DATEONLY, ti: DataTypes.TIME, c: DataTypes.CHAR(2), s: { type: DataTypes.STRING, defaultValue: 'q' } });
    return [await queries.describeTable('People'), await queries.describeTable('All'), (await queries.showAllTables()).map((it) => it.tableName ?? it).sort(), await caught(queries.describeTable('Nope')), await queries.tableExists('People'), await queries.tableExists('Nope')];
  },
  'columns added, removed, renamed, changed': async (sequelize, DataTypes) => {
    const queries = await people(sequelize, DataTypes);
    await queries.addColumn('People', 'note', { type: DataTypes.TEXT, defaultValue: 'none' });
    await queries.addColumn('People', 'ok', DataTypes.BOOLEAN);
    const out = [await rows(sequelize)];
    await queries.renameColumn('People', 'note', 'remark'); await queries.removeColumn('People', 'ok');
    out.push(await rows(sequelize));
    await queries.changeColumn('People', 'age', { type: DataTypes.STRING, allowNull: true });
    await queries.changeColumn('People', 'remark', { type: DataTypes.STRING(10), allowNull: false });
    out.push(await queries.describeTable('People'), await rows(sequelize));
    out.push(await caught(queries.addColumn('People', 'name', DataTypes.STRING)), await caught(queries.removeColumn('People', 'zz')), await caught(queries.renameColumn('People', 'zz', 'y')), await caught(queries.changeColumn('People', 'zz', { type: DataTypes.STRING })), await caught(queries.addColumn('Nope', 'x', DataTypes.STRING)), await caught(queries.addColumn('People', 'must', { type: DataTypes.STRING, allowNull: false })), await caught(queries.addColumn('People')));
    return out;
  },
  'enums as columns': async (sequelize, DataTypes) => {
    const queries = await people(sequelize, DataTypes);
    await queries.addColumn('People', 'kind', { type: DataTypes.ENUM('a', 'b'), defaultValue: 'a' });
    await sequelize.query(`UPDATE "People" SET kind = 'b' WHERE id = 1`);
    const out = [await rows(sequelize), await caught(sequelize.query(`UPDATE "People" SET kind = 'z'`))];
    await queries.changeColumn('People', 'kind', { type: DataTypes.ENUM('a', 'b', 'c') });
    out.push(await caught(sequelize.query(`UPDATE "People" SET kind = 'c'`).then(() => 1)), await rows(sequelize));
    await queries.removeColumn('People', 'kind'); await queries.dropAllEnums();
    return out;
  },
  'indexes': async (sequelize, DataTypes) => {
    const queries = await people(sequelize, DataTypes);
    await queries.addIndex('People', ['name', 'age']); await queries.addIndex('People', { fields: [{ name: 'age', order: 'DESC' }], name: 'by_age', unique: true, where: { age: 1 } });
    const shown = (list) => list.map(({ name, unique, primary, fields }) => ({ name, unique, primary, fields: fields.map((it) => it.attribute) })).sort((a, b) => (a.name < b.name ? -1 : 1));
    const out = [shown(await queries.showIndex('People'))];
    await queries.removeIndex('People', ['name', 'age']); await queries.removeIndex('People', 'by_age');
    out.push(shown(await queries.showIndex('People')), await caught(queries.removeIndex('People', 'nope').then(() => 1)), await caught(queries.addIndex('People', ['zz'])), await caught(queries.addIndex('People', ['email'], { unique: true, name: 'e' }).then(() => queries.addIndex('People', ['email'], { name: 'e' }))));
    return out;
  },
  'constraints': async (sequelize, DataTypes) => {
    const queries = await people(sequelize, DataTypes);
    await queries.createTable('Pets', { id: { type: DataTypes.INTEGER, primaryKey: true }, ownerId: DataTypes.INTEGER, n: DataTypes.INTEGER });
    await queries.addConstraint('Pets', { type: 'foreign key', fields: ['ownerId'], name: 'pet_owner', references: { table: 'People', field: 'id' }, onDelete: 'cascade', onUpdate: 'cascade' });
    await queries.addConstraint('Pets', { type: 'unique', fields: ['n'] }); await queries.addConstraint('Pets', { type: 'check', fields: ['n'], where: { n: { [Symbol.for('gt')]: 0 } }, name: 'n_positive' });
    await queries.bulkInsert('Pets', [{ id: 1, ownerId: 1, n: 1 }]);
    const kind = async (promise) => { const [name, message] = await caught(promise.then(() => 1)); return [name, name === 'no error' ? message : undefined]; };
    const out = [await kind(queries.bulkInsert('Pets', [{ id: 2, ownerId: 9, n: 2 }])), await kind(queries.bulkInsert('Pets', [{ id: 2, n: 1 }])), await kind(queries.bulkInsert('Pets', [{ id: 2, n: -1 }])), (await queries.getForeignKeyReferencesForTable('Pets')).map((it) => [it.constraintName, it.columnName, it.referencedTableName, it.referencedColumnName])];
    await queries.bulkDelete('People', { id: 1 }); out.push(await rows(sequelize, 'Pets'));
    await queries.removeConstraint('Pets', 'pet_owner'); await queries.removeConstraint('Pets', 'n_positive');
    out.push(await kind(queries.bulkInsert('Pets', [{ id: 3, ownerId: 9, n: -5 }])), await caught(queries.removeConstraint('Pets', 'zz')), await kind(queries.addConstraint('Pets', { type: 'primary key', fields: ['id'] })), await caught((async () => queries.addConstraint('Pets', { fields: ['n'] }))()), await caught((async () => queries.addConstraint('Pets', { type: 'odd', fields: ['n'] }))()), await kind(queries.addConstraint('Pets', { type: 'foreign key', fields: ['ownerId'], references: { table: 'People', field: 'id' } })));
    return out;
  },
  'rows by the query interface': async (sequelize, DataTypes, Op) => {
    const queries = await people(sequelize, DataTypes);
    const out = [await queries.bulkInsert('People', [{ name: 'cid' }, { name: 'dee', email: 'd' }]).then((it) => typeof it), await queries.bulkUpdate('People', { age: 1 }, { name: { [Op.in]: ['cid', 'dee'] } }).then((it) => typeof it), await rows(sequelize)];
    out.push(await queries.bulkDelete('People', { age: { [Op.gt]: 10 } }).then((it) => typeof it), await rows(sequelize), await queries.select(null, 'People', { where: { name: 'cid' } }), await queries.rawSelect('People', { attributes: [[sequelize.fn('COUNT', sequelize.literal('*')), 'n']], plain: true }, 'n'), await caught(queries.bulkInsert('People', [{ nope: 1 }])), await caught(queries.bulkInsert('People', [{ age: 1 }])));
    await queries.bulkDelete('People', null, {}); out.push(await rows(sequelize)); await queries.bulkDelete('People', {}, { truncate: true, restartIdentity: true });
    await queries.bulkInsert('People', [{ name: 'first' }]); out.push(await rows(sequelize));
    return out;
  },
  'tables renamed, dropped, refused': async (sequelize, DataTypes) => {
    const queries = await people(sequelize, DataTypes);
    await queries.renameTable('People', 'Folk'); const out = [await rows(sequelize, 'Folk'), await caught(queries.dropTable('Nope').then(() => 1)), await caught(queries.renameTable('Nope', 'x'))];
    await queries.createTable('Pets', { id: { type: DataTypes.INTEGER, primaryKey: true }, ownerId: { type: DataTypes.INTEGER, references: { model: 'Folk', key: 'id' }, onDelete: 'SET NULL' } });
    out.push((await caught(queries.dropTable('Folk')))[0], await caught(queries.dropTable('Folk', { cascade: true }).then(() => 1)), (await queries.showAllTables()).map((it) => it.tableName ?? it));
    await queries.dropAllTables(); out.push(await queries.showAllTables(), await caught(queries.createTable('Bad', { id: { type: DataTypes.INTEGER, references: { model: 'Nope', key: 'id' } } })), await caught((async () => queries.createTable('Bad', { id: { type: 'NOPE' } }))()), await caught((async () => queries.createTable('Worse', { id: {} }))()));
    return out;
  },
  'tables with composite keys, uniques and schemas': async (sequelize, DataTypes) => {
    const queries = sequelize.getQueryInterface();
    await queries.createTable('Pair', { a: { type: DataTypes.INTEGER, primaryKey: true }, b: { type: DataTypes.INTEGER, primaryKey: true }, c: DataTypes.INTEGER, d: DataTypes.INTEGER }, { uniqueKeys: { cd: { fields: ['c', 'd'] } } });
    await queries.bulkInsert('Pair', [{ a: 1, b: 1, c: 1, d: 1 }]);
    const out = [(await caught(queries.bulkInsert('Pair', [{ a: 1, b: 1 }])))[0], (await caught(queries.bulkInsert('Pair', [{ a: 2, b: 1, c: 1, d: 1 }])))[0], await queries.describeTable('Pair')];
    await queries.createSchema('shop'); await queries.createTable({ tableName: 'Things', schema: 'shop' }, { id: { type: DataTypes.INTEGER, primaryKey: true } });
    await queries.bulkInsert({ tableName: 'Things', schema: 'shop' }, [{ id: 1 }]);
    const Thing = sequelize.define('Thing', {}, { ...off, schema: 'shop', tableName: 'Things' });
    out.push(await Thing.findAll(), await Thing.create({ id: 2 }), Thing.getTableName().toString(), await sequelize.query('SELECT count(*) AS n FROM shop."Things"', { type: 'SELECT' }));
    await queries.dropSchema('shop');
    return out;
  },
  'raw queries': async (sequelize, DataTypes) => {
    const { User } = await blog(sequelize, DataTypes);
    const q = (sql, options) => caught(sequelize.query(sql, options));
    return [
      await q('SELECT id, name FROM "Users" WHERE age > :age AND name <> :name ORDER BY id', { replacements: { age: 20, name: 'bob' }, type: 'SELECT' }), await q('SELECT ? AS a, ? AS b', { replacements: ['x', 5], type: 'SELECT' }), await q('SELECT id FROM "Users" WHERE id IN (:ids) ORDER BY id', { replacements: { ids: [1, 2] }, type: 'SELECT' }), await q('SELECT $1::int AS n, $2::text AS t', { bind: [5, 'x'], type: 'SELECT' }), await q('SELECT $a::int AS n', { bind: { a: 6 }, type: 'SELECT' }),
      await q('SELECT 1 WHERE 1 = :nope', { replacements: {}, type: 'SELECT' }), await q('SELECT ?', { replacements: [], type: 'SELECT' }), await q('SELECT $1', { bind: [] }), await q('SELECT $b', { bind: { a: 1 } }), await q('SELECT :a', { replacements: { a: 1 }, bind: [1] }), await q('SELECT * FROM "Nope"'), await q('SELEC 1'), await q('SELECT nope FROM "Users"'),
      await q('SELECT id AS "a.b", name AS "a.c.d" FROM "Users" ORDER BY id LIMIT 1', { nest: true, type: 'SELECT' }), await q('SELECT * FROM "Users" ORDER BY id LIMIT 1', { model: User, mapToModel: true }).then(([, list]) => [list[0] instanceof User, list]), await q('SELECT name FROM "Users" WHERE id = 1', { plain: true, type: 'SELECT' }), await q('SELECT name FROM "Users" WHERE id = 99', { plain: true, type: 'SELECT' }),
      await q('SELECT name FROM "Users" ORDER BY id').then(([, [list]]) => list), await q(`UPDATE "Users" SET age = 1 WHERE id < 3`, { type: 'UPDATE' }), await q(`DELETE FROM "UserGroups" WHERE "userId" = 1`, { type: 'DELETE' }), await q(`INSERT INTO "Users" (id, name) VALUES (70, 'raw')`, { type: 'INSERT' }), await q(`INSERT INTO "Users" (id, name) VALUES (71, 'raw') RETURNING *`).then(([, [list]]) => list), await q(`UPDATE "Users" SET age = 2 WHERE id = 1 RETURNING id, age`).then(([, [list]]) => list),
      await q('SELECT count(*) AS n, max(age), sum(age) AS s, avg(age) AS m, bool_or(age > 20) AS b FROM "Users"', { type: 'SELECT' }), await q(`SELECT 'it''s' AS a, now() IS NOT NULL AS b, NULL AS c, 1.5 AS d, 10000000000 AS e, '{"a":1}'::jsonb AS f, ARRAY[1,2] AS g, true AS h, '2024-01-01'::date AS i, '2024-01-01T00:00:00Z'::timestamptz AS j`, { type: 'SELECT' }),
      await q('WITH old AS (SELECT * FROM "Users" WHERE age > 30) SELECT name FROM old ORDER BY name', { type: 'SELECT' }), await q('SELECT u.name, count(p.id)::int AS n FROM "Users" u LEFT JOIN "Posts" p ON p."userId" = u.id GROUP BY u.id, u.name HAVING count(p.id) > 0 ORDER BY n DESC, u.name', { type: 'SELECT' }), await q('SELECT name, CASE WHEN age > 28 THEN \'old\' WHEN age IS NULL THEN \'unknown\' ELSE \'young\' END AS how FROM "Users" WHERE id < 10 ORDER BY id', { type: 'SELECT' }), await q('SELECT name FROM "Users" WHERE EXISTS (SELECT 1 FROM "Posts" WHERE "userId" = "Users".id) ORDER BY 1', { type: 'SELECT' }), await q('SELECT DISTINCT "userId" FROM "Posts" WHERE "userId" IS NOT NULL ORDER BY 1 DESC', { type: 'SELECT' }), await q('SELECT name FROM "Users" WHERE id = 1 UNION SELECT title FROM "Posts" WHERE id = 1 ORDER BY 1', { type: 'SELECT' }), await q('SELECT coalesce(age, -1) AS a, upper(name) || \'!\' AS b, length(name) AS c FROM "Users" WHERE id < 5 ORDER BY id OFFSET 1 LIMIT 2', { type: 'SELECT' }), await q({ query: 'SELECT ? AS x', values: [1] }, { type: 'SELECT' }), await q('  '), await q('SELECT 1; SELECT 2').then(([name]) => name),
    ];
  },
  'sync force, alter and drop': async (sequelize, DataTypes) => {
    const out = [];
    const A = sequelize.define('A', { n: DataTypes.INTEGER }, off);
    await sequelize.sync(); await A.create({ id: 1, n: 1 }); await sequelize.sync(); out.push(await A.count());
    await A.sync({ force: true }); out.push(await A.count());
    await A.create({ id: 1, n: 5 });
    const B = sequelize.define('A', { n: { type: DataTypes.STRING, allowNull: true }, extra: { type: DataTypes.STRING, defaultValue: 'e' } }, { ...off, indexes: [{ fields: ['n'] }] });
    await B.sync({ alter: true }); out.push(await B.findAll(), await sequelize.getQueryInterface().describeTable('As'));
    const C = sequelize.define('A', { extra: DataTypes.STRING }, off);
    await C.sync({ alter: { drop: false } }); out.push(Object.keys(await sequelize.getQueryInterface().describeTable('As'))); await C.sync({ alter: true }); out.push(Object.keys(await sequelize.getQueryInterface().describeTable('As')));
    await C.drop(); out.push((await caught(C.count()))[0], await caught(C.drop().then(() => 1)), await sequelize.sync({ match: /nope/ }).then(() => 1, (error) => error.message.slice(0, 8)));
    return out;
  },
  'sync of many models in order': async (sequelize, DataTypes) => {
    const C = sequelize.define('C', {}, off); const B = sequelize.define('B', {}, off); const A = sequelize.define('A', {}, off);
    C.belongsTo(B); B.belongsTo(A); A.hasMany(C, { as: 'cs' }); A.belongsToMany(B, { through: 'ab' }); A.belongsTo(A, { as: 'parent' });
    await sequelize.sync({ force: true }); await sequelize.sync({ force: true });
    const tables = async () => (await sequelize.getQueryInterface().showAllTables()).map((it) => it.tableName ?? it).sort();
    const out = [await tables()]; await sequelize.drop(); out.push(await tables());
    return out;
  },
  'transactions': async (sequelize, DataTypes) => {
    const { User } = await blog(sequelize, DataTypes);
    const out = [];
    const t = await sequelize.transaction();
    await User.create({ id: 80 }, { transaction: t }); out.push(await User.count({ transaction: t }), t.finished); await t.rollback(); out.push(await User.count(), t.finished, await caught(t.commit()), await caught(t.rollback()), (await caught(User.count({ transaction: t })))[0]);
    out.push(await sequelize.transaction(async (transaction) => { await User.create({ id: 81 }, { transaction }); return 'x'; }), await User.count(), await caught(sequelize.transaction(async (transaction) => { await User.destroy({ where: {}, transaction }); throw new Error('stop'); })), await User.count());
    const log = []; await sequelize.transaction(async (transaction) => { transaction.afterCommit(() => { log.push('committed'); }); await User.update({ age: 1 }, { where: { id: 1 }, transaction }); });
    out.push(log, await caught(sequelize.transaction({ isolationLevel: 'SERIALIZABLE' }, async (transaction) => User.count({ transaction }))));
    out.push(await sequelize.transaction(async (transaction) => { await User.create({ id: 90 }, { transaction }); await caught(sequelize.transaction({ transaction }, async (inner) => { await User.create({ id: 91 }, { transaction: inner }); throw new Error('inner'); })); await sequelize.transaction({ transaction }, async (inner) => User.create({ id: 92 }, { transaction: inner })); return User.count({ transaction }); }), await User.count({ where: { id: [90, 91, 92] } }));
    out.push(await caught(sequelize.transaction(async (transaction) => { await caught(User.create({ id: 1 }, { transaction })); return User.count({ transaction }); })), await sequelize.transaction(async (transaction) => User.findOne({ where: { id: 1 }, lock: transaction.LOCK.UPDATE, transaction })));
    return out;
  },
  'expressions': async (sequelize, DataTypes, Op, Sequelize) => {
    const { User, Post } = await blog(sequelize, DataTypes);
    const { fn, col, literal, cast, where, and, or } = Sequelize;
    // One refusal must not hide the others.
    const all = (model, options) => caught(model.findAll(options));
    return [
      await all(Post, { attributes: ['id', [fn('upper', col('title')), 'up'], [cast(col('likes'), 'text'), 'txt'], [literal('likes + 1'), 'more'], [fn('coalesce', col('userId'), 0), 'who'], [fn('concat', col('title'), '-', col('likes')), 'both']], order: ['id'] }), await all(Post, { where: where(fn('length', col('title')), 5), attributes: ['id'], order: ['id'] }), await all(Post, { where: where(col('likes'), Op.gt, 5), attributes: ['id'], order: ['id'] }), await all(Post, { where: and({ userId: 1 }, or({ likes: 5 }, { title: 'beta' })), attributes: ['id'], order: ['id'] }), await all(Post, { where: { [Op.and]: [literal('likes > 4'), where(fn('lower', col('title')), { [Op.like]: 'a%' })] }, attributes: ['id'] }), await all(Post, { where: { likes: { [Op.gt]: literal('(SELECT avg(likes) FROM "Posts")') } }, attributes: ['id'], order: ['id'] }), await all(User, { where: { id: { [Op.in]: literal('(SELECT "userId" FROM "Posts")') } }, attributes: ['id'], order: ['id'] }), await all(Post, { where: { userId: col('id') }, attributes: ['id'], order: ['id'] }), await all(Post, { order: [[fn('length', col('title')), 'DESC'], literal('id')], attributes: ['id'] }), await all(User, { attributes: [[fn('DISTINCT', col('age')), 'age']], order: [[col('age'), 'ASC']], raw: true }), await all(Post, { attributes: [[fn('date_part', 'year', literal("'2024-05-06'::date")), 'y']], limit: 1, raw: true }), await Post.findOne({ where: where(cast(col('likes'), 'varchar'), '9') }), await Post.create({ id: 99, title: fn('upper', 'made'), likes: literal('1 + 2') }).then((it) => it.reload()), String(sequelize.escape("o'x")), await all(User, { where: { name: { [Op.like]: "%'%" } } }), await all(User, { where: { [Op.or]: [] } }).then((list) => list.length), await all(User, { where: { [Op.and]: [] } }).then((list) => list.length), await all(User, { where: { [Op.not]: [] } }).then((list) => list.length), await all(User, { where: { [Op.or]: { id: 1, name: 'bob' } }, order: ['id'] }), await all(User, { where: { id: { [Op.or]: { [Op.lt]: 2, [Op.eq]: 4 } } }, order: ['id'] }), await all(User, { where: { [Op.not]: [{ id: 1 }, { id: 2 }] }, order: ['id'] }), await all(User, { where: { age: null } }), await all(User, { where: { age: { [Op.not]: null } }, order: ['id'] }), await all(User, { where: { age: [25, null] } }), await all(User, { where: { name: ['ann', 'bob'] }, order: [['name', 'DESC']] }),
    ];
  },
  'lookups of sequelize': async (sequelize, DataTypes, Op, Sequelize) => {
    const { User, Post } = await blog(sequelize, DataTypes);
    const { thrown } = require('../blog.cjs');
    return [Object.keys(sequelize.models), sequelize.model('User') === User, thrown(() => sequelize.model('Nope')), sequelize.isDefined('Post'), User.getTableName(), User.tableName, User.name, User.options.name, Object.keys(User.rawAttributes), Object.keys(User.getAttributes()), User.primaryKeyAttributes, User.hasAlias('posts'), Post.getAssociations(User).map((it) => it.as), sequelize.getDialect(), sequelize instanceof Sequelize, User.prototype instanceof Sequelize.Model, typeof Sequelize.Op.gt, Sequelize.DataTypes === DataTypes, sequelize.Sequelize === Sequelize, new User({ name: 'x' }).name, thrown(() => sequelize.define('X', { a: 'NOPE' })), thrown(() => sequelize.define('Y', { a: {} })), thrown(() => sequelize.define('Z', { a: DataTypes.ENUM })), thrown(() => sequelize.define('W', { a: { type: DataTypes.INTEGER, autoIncrement: true }, b: { type: DataTypes.INTEGER, autoIncrement: true } })), thrown(() => { class Q extends Sequelize.Model {} return Q.init({}, {}); }), await sequelize.authenticate().then(() => 'in'), sequelize.modelManager.models.length, Object.keys(Sequelize.QueryTypes).length, Sequelize.Utils.pluralize('person'), Sequelize.Utils.singularize('children')];
  },
};
