'use strict';
// Creating, changing and deleting; instances; hooks; validation; types.

const { blog, caught } = require('../blog.cjs');
const off = { timestamps: false };

module.exports = {
  'create with includes of all kinds': async (sequelize, DataTypes) => {
    const { User, Post, Group } = await blog(sequelize, DataTypes);
    const user = await User.create(
      { id: 50, name: 'new', profile: { id: 9, bio: 'b' }, posts: [{ id: 20, title: 't', comments: [{ id: 30, body: 'c', score: 1 }] }], groups: [{ id: 8, name: 'g', UserGroup: { role: 'x' } }] },
      { include: ['profile', { association: 'posts', include: ['comments'] }, { association: 'groups' }] },
    );
    const post = await Post.create({ id: 21, title: 'p', author: { id: 51, name: 'writer' } }, { include: 'author' });
    return [user, post, await User.findByPk(50, { include: ['profile', { association: 'posts', include: ['comments'] }, 'groups'] }), await Group.count(), post.userId];
  },
  'bulkCreate with includes': async (sequelize, DataTypes) => {
    const { User } = await blog(sequelize, DataTypes);
    const made = await User.bulkCreate([{ id: 60, name: 'a', posts: [{ id: 40, title: 'x' }, { id: 41, title: 'y' }], profile: { id: 10, bio: 'q' } }, { id: 61, name: 'b', groups: [{ id: 9, name: 'h' }] }], { include: ['posts', 'profile', 'groups'] });
    return [made, await User.findAll({ where: { id: [60, 61] }, include: ['posts', 'profile', 'groups'], order: ['id', ['posts', 'id']] })];
  },
  'bulkCreate in its ways': async (sequelize, DataTypes) => {
    const M = sequelize.define('M', { k: { type: DataTypes.STRING, unique: true }, n: { type: DataTypes.INTEGER, defaultValue: 7 }, m: DataTypes.INTEGER }, off);
    await sequelize.sync({ force: true });
    const all = () => M.findAll({ order: ['id'], raw: true });
    const out = [await M.bulkCreate([{ k: 'a' }, { k: 'b', n: null, m: 3 }]), await M.bulkCreate([])];
    out.push(await M.bulkCreate([{ k: 'a', m: 1 }, { k: 'c' }], { ignoreDuplicates: true }), await all());
    out.push(await M.bulkCreate([{ id: 1, k: 'a', n: 50, m: 60 }], { updateOnDuplicate: ['n'] }), await all());
    out.push(await M.bulkCreate([{ k: 'd', n: 1, m: 2 }], { fields: ['k', 'm'] }), await M.bulkCreate([{ k: 'e' }], { returning: ['id'] }), await M.bulkCreate([{ k: 'f' }], { returning: true }));
    out.push(await caught(M.bulkCreate([{ k: 'a' }])), await caught(M.bulkCreate([{ k: 'a', n: 99 }], { updateOnDuplicate: ['n'], conflictAttributes: ['k'] }).then(all)), await caught(M.bulkCreate([{ k: 'z' }], { updateOnDuplicate: [] })), await caught(M.bulkCreate([{ k: 'z' }], { updateOnDuplicate: 'x' })));
    return out;
  },
  'update in its ways': async (sequelize, DataTypes, Op) => {
    const { User, Post } = await blog(sequelize, DataTypes);
    return [
      await User.update({ age: 1 }, { where: { age: { [Op.gt]: 26 } } }), await User.update({ age: sequelize.literal('age + 1') }, { where: { id: 1 }, returning: true }), await User.update({ name: sequelize.fn('upper', sequelize.col('name')) }, { where: {}, returning: ['name'] }),
      await User.update({ nope: 1 }, { where: { id: 1 } }), await User.update({}, { where: { id: 1 } }), await caught(User.update({ age: 1 })), await caught(User.update({ age: 1 }, {})), await User.update({ age: 2, name: 'q' }, { where: { id: 2 }, fields: ['age'] }),
      await caught(User.update({ age: undefined }, { where: { id: 1 } })), await Post.update({ likes: 0 }, { where: { userId: 1 }, limit: 2 }).then(([n]) => n), await User.findAll({ order: ['id'] }), await caught(User.update({ id: 2 }, { where: { id: 1 } })), await User.update({ age: null }, { where: { id: [1, 2] } }),
    ];
  },
  'destroy in its ways': async (sequelize, DataTypes) => {
    const { Post, Comment, UserGroup, User } = await blog(sequelize, DataTypes);
    return [
      await Comment.destroy({ where: { postId: 1 } }), await Comment.destroy({ where: { id: 99 } }), await caught(Comment.destroy()), await caught(Comment.destroy({ where: undefined })), await Comment.destroy({ where: {}, limit: 1 }), await Comment.count(), await Comment.destroy({ where: {} }), await UserGroup.destroy({ truncate: true }),
      await UserGroup.count(), await User.destroy({ where: { id: 1 } }), await Post.findAll({ order: ['id'] }), await Comment.truncate(), await caught(User.truncate({ cascade: true })), await Post.count(),
    ];
  },
  'instance save, changed, previous, reload': async (sequelize, DataTypes) => {
    const { User } = await blog(sequelize, DataTypes);
    const it = await User.findByPk(1);
    const out = [it.changed(), it.changed('name')];
    it.name = 'x'; it.set('age', 99);
    out.push(it.changed(), it.changed('name'), it.previous('name'), it.previous(), it._previousDataValues.name);
    await it.save({ fields: ['name'] });
    out.push(it.changed(), await User.findByPk(1), await it.reload(), it.changed());
    it.setDataValue('age', 5); it.changed('name', true);
    out.push(it.changed(), (await it.save()).toJSON(), it.get({ plain: true }), it.getDataValue('age'));
    await it.update({ age: 6, name: 'y' }, { fields: ['age'] });
    out.push(await User.findByPk(1), it.changed());
    await User.destroy({ where: { id: 4 } });
    out.push(await caught((await User.findByPk(2)).update({ id: 3 })), await caught(User.build({ id: 77 }).reload()), await (await User.findByPk(2)).save().then((same) => same.changed()));
    return out;
  },
  'build, isNewRecord and setters': async (sequelize, DataTypes) => {
    const M = sequelize.define('M', { first: DataTypes.STRING, last: DataTypes.STRING, n: { type: DataTypes.INTEGER, defaultValue: 3 }, pass: { type: DataTypes.STRING, set(value) { this.setDataValue('pass', `#${value}`); }, get() { return `<${this.getDataValue('pass')}>`; } }, full: { type: DataTypes.VIRTUAL, get() { return `${this.first} ${this.last}`; }, set() { throw new Error('no'); } }, v: DataTypes.VIRTUAL(DataTypes.STRING, ['first']) }, { ...off, getterMethods: { loud() { return this.first?.toUpperCase(); } }, setterMethods: { both(value) { const [first, last] = value.split(' '); this.first = first; this.last = last; } } });
    await sequelize.sync({ force: true });
    const it = M.build({ both: 'a b', pass: 'x' });
    const out = [it.isNewRecord, it.first, it.full, it.loud, it.pass, it.get(), it.toJSON(), it.dataValues, it.get('n'), it.get({ raw: true })];
    await it.save();
    out.push(it.isNewRecord, await M.findOne(), await M.findAll({ attributes: ['v'] }).catch((error) => error.message), await M.findAll({ raw: true }), await caught((async () => M.build({ full: 'x' }))()));
    out.push(M.bulkBuild([{ first: 'q' }, { first: 'r' }]).map((one) => one.first), it.equals(await M.findOne()), it.equalsOneOf([await M.findOne()]), M.build({}, { raw: true }).toJSON(), M.build().n);
    return out;
  },
  'findOrCreate, findOrBuild, findCreateFind, upsert': async (sequelize, DataTypes) => {
    const M = sequelize.define('M', { k: { type: DataTypes.STRING, unique: true }, n: DataTypes.INTEGER }, off);
    await sequelize.sync({ force: true });
    const out = [await M.findOrCreate({ where: { k: 'a' }, defaults: { n: 1 } }), await M.findOrCreate({ where: { k: 'a' }, defaults: { n: 2 } }), await M.findOrBuild({ where: { k: 'b' }, defaults: { n: 3 } }), await M.findCreateFind({ where: { k: 'c' } })];
    out.push(await M.upsert({ id: 1, k: 'a', n: 9 }), await M.upsert({ k: 'd', n: 4 }), await M.upsert({ k: 'd', n: 5 }, { returning: true }), await M.upsert({ id: 1, n: 10 }, { fields: ['n'] }).catch((error) => error.name), await M.upsert({ k: 'e', n: 1 }, { conflictFields: ['k'] }), await caught(M.findOrCreate({ defaults: {} })), await caught(M.findOrCreate({})), await M.findAll({ order: ['id'] }));
    return out;
  },
  'increment and decrement': async (sequelize, DataTypes) => {
    const { Post } = await blog(sequelize, DataTypes);
    const it = await Post.findByPk(1);
    return [
      (await it.increment('likes')).likes, (await it.increment(['likes', 'userId'], { by: 2 }).then(() => it.reload())).toJSON(), (await it.decrement({ likes: 3, userId: 2 }).then(() => it.reload())).likes, await Post.increment('likes', { where: { userId: 1 }, by: 10 }), await Post.decrement({ likes: 1 }, { where: { id: 2 } }), await Post.findAll({ order: ['id'] }), await caught(Post.increment('likes')), await caught(it.increment('nope')),
    ];
  },
  'paranoid models': async (sequelize, DataTypes) => {
    const M = sequelize.define('M', { n: DataTypes.INTEGER }, { paranoid: true, createdAt: false, updatedAt: false });
    const C = sequelize.define('C', {}, { paranoid: true, deletedAt: 'gone', createdAt: false, updatedAt: false });
    M.hasMany(C, { as: 'cs', foreignKey: 'mId' });
    await sequelize.sync({ force: true });
    await M.bulkCreate([{ id: 1, n: 1 }, { id: 2, n: 2 }, { id: 3, n: 3 }]); await C.bulkCreate([{ id: 1, mId: 1 }, { id: 2, mId: 1 }]);
    const it = await M.findByPk(1);
    await it.destroy(); await C.destroy({ where: { id: 1 } });
    const out = [it.isSoftDeleted(), it.deletedAt instanceof Date, await M.count(), await M.count({ paranoid: false }), (await M.findAll({ order: ['id'] })).map((one) => one.id), (await M.findAll({ paranoid: false, include: 'cs', order: ['id'] })).map((one) => [one.id, one.deletedAt !== null, one.cs.length]), (await M.findAll({ paranoid: false, include: { association: 'cs', paranoid: false }, order: ['id'] })).map((one) => one.cs.length)];
    await it.restore(); out.push(it.deletedAt, await M.count(), await C.restore({ where: { id: 1 } }), await C.count(), await M.destroy({ where: { id: 2 }, force: true }), await M.count({ paranoid: false }), await (await M.findByPk(3)).destroy({ force: true }).then(() => M.count({ paranoid: false })), (await M.findAll({ where: { deletedAt: null } })).length, await caught(M.build({ n: 1 }).restore()), await M.update({ n: 5 }, { where: {} }), await M.destroy({ where: {} }), await M.update({ n: 6 }, { where: {}, paranoid: false }));
    return out;
  },
  'timestamps': async (sequelize, DataTypes) => {
    const M = sequelize.define('M', { n: DataTypes.INTEGER });
    await sequelize.sync({ force: true });
    const it = await M.create({ n: 1 });
    const first = it.updatedAt;
    await new Promise((done) => setTimeout(done, 5));
    await it.update({ n: 2 }); const second = it.updatedAt;
    await it.update({ n: 3 }, { silent: true }); const third = it.updatedAt;
    await new Promise((done) => setTimeout(done, 5));
    await M.update({ n: 4 }, { where: {} });
    return [it.createdAt instanceof Date, first < second, second.getTime() === third.getTime(), (await M.findOne()).updatedAt > second, Object.keys(it.toJSON()), await M.create({ createdAt: new Date(0) }).then((made) => made.createdAt.getTime() === 0), await caught(M.create({ n: 1 }, { silent: true }).then(() => 1))];
  },
  'all the hooks in order': async (sequelize, DataTypes) => {
    const log = [];
    const names = ['beforeValidate', 'afterValidate', 'validationFailed', 'beforeCreate', 'afterCreate', 'beforeDestroy', 'afterDestroy', 'beforeRestore', 'afterRestore', 'beforeUpdate', 'afterUpdate', 'beforeSave', 'afterSave', 'beforeUpsert', 'afterUpsert', 'beforeBulkCreate', 'afterBulkCreate', 'beforeBulkDestroy', 'afterBulkDestroy', 'beforeBulkRestore', 'afterBulkRestore', 'beforeBulkUpdate', 'afterBulkUpdate', 'beforeFind', 'beforeFindAfterExpandIncludeAll', 'beforeFindAfterOptions', 'afterFind', 'beforeCount'];
    const M = sequelize.define('M', { n: { type: DataTypes.INTEGER, validate: { min: 0 } } }, { paranoid: true, hooks: Object.fromEntries(names.map((name) => [name, () => { log.push(name); }])) });
    await sequelize.sync({ force: true });
    const step = async (name, promise) => { log.push(`-- ${name}`); return promise().catch((error) => log.push(error.name)); };
    let it;
    await step('create', async () => { it = await M.create({ id: 1, n: 1 }); });
    await step('invalid', () => M.create({ n: -1 }));
    await step('update', () => it.update({ n: 2 }));
    await step('save nothing', () => it.save());
    await step('find', () => M.findAll());
    await step('count', () => M.count());
    await step('findAndCountAll', () => M.findAndCountAll());
    await step('bulkCreate', () => M.bulkCreate([{ id: 2, n: 1 }, { id: 3, n: 1 }]));
    await step('bulkCreate each', () => M.bulkCreate([{ id: 4, n: 1 }], { individualHooks: true }));
    await step('bulkCreate validate', () => M.bulkCreate([{ id: 5, n: 1 }], { validate: true }));
    await step('bulkUpdate', () => M.update({ n: 3 }, { where: { id: 2 } }));
    await step('bulkUpdate each', () => M.update({ n: 4 }, { where: { id: 2 }, individualHooks: true }));
    await step('upsert', () => M.upsert({ id: 9, n: 1 }));
    await step('increment', () => it.increment('n'));
    await step('destroy', () => it.destroy());
    await step('restore', () => it.restore());
    await step('bulkDestroy', () => M.destroy({ where: { id: 2 } }));
    await step('bulkDestroy each', () => M.destroy({ where: { id: 3 }, individualHooks: true }));
    await step('bulkRestore', () => M.restore({ where: { id: 2 } }));
    await step('bulkRestore each', () => M.restore({ where: { id: 3 }, individualHooks: true }));
    await step('force', () => it.destroy({ force: true }));
    await step('without', () => M.create({ id: 20, n: 1 }, { hooks: false }));
    await step('findOrCreate', () => M.findOrCreate({ where: { id: 21 } }));
    return log;
  },
  'hooks change values and stop': async (sequelize, DataTypes) => {
    const M = sequelize.define('M', { n: DataTypes.INTEGER, s: DataTypes.STRING }, off);
    M.beforeCreate((it) => { it.s = 'set'; if (it.n === 13) throw new Error('unlucky'); });
    M.addHook('beforeFind', 'narrow', (options) => { options.where = { ...options.where, n: 1 }; });
    M.addHook('beforeBulkCreate', (rows, options) => { options.fields.push('s'); for (const row of rows) row.s = 'bulk'; });
    M.beforeUpdate((it, options) => { it.s = `upd ${options.fields}`; });
    M.addHook('beforeBulkDestroy', (options) => { options.where = { n: 2 }; });
    await sequelize.sync({ force: true });
    const out = [await M.create({ n: 1 }), await caught(M.create({ n: 13 })), await M.bulkCreate([{ n: 2 }], { fields: ['n'] }), await M.findAll()];
    M.removeHook('beforeFind', 'narrow');
    const [it] = await M.findAll({ order: ['id'] });
    out.push(await it.update({ n: 5 }), await M.findAll({ order: ['id'] }), M.hasHook('beforeCreate'), M.hasHooks('afterFind'), await M.destroy({ where: { n: 5 } }), await M.count());
    sequelize.addHook('beforeCreate', () => { out.push('global'); });
    await M.create({ n: 8 });
    return out;
  },
  'validation': async (sequelize, DataTypes) => {
    const M = sequelize.define('M', {
      email: { type: DataTypes.STRING, allowNull: false, validate: { isEmail: true, notNull: { msg: 'give an email' } } }, age: { type: DataTypes.INTEGER, validate: { min: { args: [18], msg: 'too young' }, max: 99, isInt: true } }, name: { type: DataTypes.STRING, validate: { len: [2, 5], is: /^[a-z]+$/i, notIn: [['bad']], own(value) { if (value === 'nope') throw new Error('own says no'); } } },
      code: { type: DataTypes.STRING, allowNull: false, defaultValue: 'x', validate: { isIn: { args: [['x', 'y']], msg: 'x or y' }, notEmpty: true } }, url: { type: DataTypes.STRING, validate: { isUrl: true } }, kind: DataTypes.ENUM('a', 'b'), when: { type: DataTypes.DATE, validate: { isDate: true } }, flag: DataTypes.BOOLEAN, u: DataTypes.UUID,
    }, { ...off, validate: { both() { if (this.age && !this.name) throw new Error('name the aged'); } } });
    await sequelize.sync({ force: true });
    const list = [{}, { email: 'x' }, { email: null }, { email: 'a@b.co', age: 3 }, { email: 'a@b.co', age: 300, name: 'toolong' }, { email: 'a@b.co', name: 'nope' }, { email: 'a@b.co', name: 'bad' }, { email: 'a@b.co', code: 'z' }, { email: 'a@b.co', code: null }, { email: 'a@b.co', code: '' }, { email: 'a@b.co', url: 'zz' }, { email: 'a@b.co', kind: 'z' }, { email: 'a@b.co', age: 20 }, { email: 'a@b.co', age: 'old', name: 'abc' }, { email: ['a'] }, { email: 'a@b.co', flag: 'maybe' }, { email: 'a@b.co', u: 'zz' }, { email: 'a@b.co', name: 5 }, { email: {} }];
    const out = [];
    for (const values of list) {
      out.push(await M.create(values).then((made) => made.toJSON(), (error) => [error.name, error.message, error.errors?.map((it) => [it.message, it.type, it.path, it.value, it.origin, it.validatorKey, it.validatorName, it.validatorArgs])]));
    }
    const it = M.build({ email: 'x' });
    out.push(await caught(it.validate()), await caught(it.validate({ skip: ['email'] })), await caught(M.bulkCreate([{ email: 'x' }, { email: 'a@b.co' }], { validate: true })), await M.bulkCreate([{ email: 'zz' }]).then((rows) => rows.length), await caught(M.update({ age: 1 }, { where: {} })), await caught(M.update({ age: 1 }, { where: {}, validate: false })));
    return out;
  },
  'types there and back': async (sequelize, DataTypes) => {
    const M = sequelize.define('M', { s: DataTypes.STRING(5), c: DataTypes.CHAR(3), t: DataTypes.TEXT, i: DataTypes.INTEGER, si: DataTypes.SMALLINT, b: DataTypes.BIGINT, f: DataTypes.FLOAT, r: DataTypes.REAL, d: DataTypes.DOUBLE, de: DataTypes.DECIMAL(10, 2), nu: DataTypes.DECIMAL, bo: DataTypes.BOOLEAN, da: DataTypes.DATE, dd: DataTypes.DATE(0), don: DataTypes.DATEONLY, ti: DataTypes.TIME, u: DataTypes.UUID, j: DataTypes.JSON, jb: DataTypes.JSONB, e: DataTypes.ENUM('x', 'y'), bl: DataTypes.BLOB, a: DataTypes.ARRAY(DataTypes.STRING), ai: DataTypes.ARRAY(DataTypes.INTEGER), aa: DataTypes.ARRAY(DataTypes.ARRAY(DataTypes.INTEGER)), ci: DataTypes.STRING.BINARY }, off);
    await sequelize.sync({ force: true });
    const values = { id: 1, s: 'abc', c: 'ab', t: 'long', i: 5, si: 3, b: '9007199254740993', f: 1.5, r: 2.25, d: 0.1, de: '12.345', nu: 7, bo: true, da: new Date('2024-01-02T03:04:05.678Z'), dd: new Date('2024-01-02T03:04:05.678Z'), don: '2024-02-29', ti: '12:34:56', u: '123e4567-e89b-42d3-a456-426614174000', j: { a: [1, null, 'x'], b: { c: true } }, jb: [1, { z: 1, a: 2 }], e: 'x', bl: Buffer.from('hi'), a: ['p', 'q,"r', ''], ai: [1, 2, null], aa: [[1], [2]] };
    const made = await M.create(values);
    await M.create({ id: 2 });
    await M.create({ id: 3, b: 12, de: 1, bo: 'false', da: '2024-05-06 07:08:09', don: new Date('2024-05-06T23:00:00Z'), i: '42', f: '1e3', j: 'text', jb: null, bl: 'text', a: [], s: 5, ti: '01:02' });
    const rows = await M.findAll({ order: ['id'] });
    const typed = (value) => [typeof value, value instanceof Date, Buffer.isBuffer(value), Array.isArray(value)];
    return [made, rows, await M.findAll({ raw: true, order: ['id'] }), Object.values(rows[0].dataValues).map(typed), await caught(M.create({ s: 'too long' })), await caught(M.create({ i: 'x' })), await caught(M.create({ e: 'z' })), await caught(M.create({ i: 99999999999 })), await caught(M.create({ u: 'x' })), await caught(M.create({ da: 'x' })), await caught(M.create({ s: {} })), await caught(M.create({ a: 'x' }))];
  },
  'json conditions': async (sequelize, DataTypes, Op) => {
    const M = sequelize.define('M', { j: DataTypes.JSON, b: DataTypes.JSONB }, off);
    await sequelize.sync({ force: true });
    await M.bulkCreate([{ id: 1, j: { n: 1, s: 'x', deep: { k: [1, 2] } }, b: { n: 1, tags: ['a', 'b'] } }, { id: 2, j: { n: 5, s: 'y' }, b: { n: 2, ok: true } }, { id: 3, j: null, b: [1, 2] }]);
    const list = [{ j: { n: 1 } }, { j: { n: { [Op.gt]: 2 } } }, { 'j.s': 'y' }, { j: { deep: { k: { [Op.ne]: null } } } }, { b: { [Op.contains]: { n: 1 } } }, { b: { [Op.contained]: { n: 2, ok: true, z: 1 } } }, { b: { n: [1, 2] } }, { b: { ok: true } }, { 'b.tags': { [Op.contains]: ['a'] } }, { b: { tags: { [Op.ne]: null } } }, { j: null }, { j: { [Op.ne]: null } }, sequelize.json('j.n', 5), sequelize.json({ j: { s: 'x' } }), sequelize.where(sequelize.json('b.n'), '2'), { b: { n: { [Op.in]: [2, 3] } } }, { b: { s: { [Op.like]: 'x%' } } }];
    const out = [];
    for (const where of list) out.push(await caught(M.findAll({ where, order: ['id'] }).then((rows) => rows.map((it) => it.id))));
    const it = await M.findByPk(1);
    it.set('b.n', 7); out.push(it.changed(), it.b); await it.save();
    out.push(await M.findByPk(1), await M.findAll({ attributes: ['id', [sequelize.json('j.s'), 's']], order: ['id'], raw: true }), await M.findAll({ order: [[sequelize.json('b.n'), 'DESC NULLS LAST'], 'id'] }).then((rows) => rows.map((one) => one.id)));
    return out;
  },
  'array conditions': async (sequelize, DataTypes, Op) => {
    const M = sequelize.define('M', { a: DataTypes.ARRAY(DataTypes.STRING), n: DataTypes.ARRAY(DataTypes.INTEGER) }, off);
    await sequelize.sync({ force: true });
    await M.bulkCreate([{ id: 1, a: ['x', 'y'], n: [1, 2] }, { id: 2, a: ['y'], n: [] }, { id: 3 }]);
    const out = [];
    for (const where of [{ a: ['x', 'y'] }, { a: { [Op.contains]: ['y'] } }, { a: { [Op.overlap]: ['x', 'z'] } }, { n: { [Op.contained]: [1, 2, 3] } }, { a: { [Op.eq]: ['y'] } }, { a: { [Op.ne]: ['y'] } }, { n: [] }]) out.push(await caught(M.findAll({ where, order: ['id'] }).then((rows) => rows.map((it) => it.id))));
    return out;
  },
  'unique and foreign key violations': async (sequelize, DataTypes) => {
    const A = sequelize.define('A', { k: { type: DataTypes.STRING, unique: { name: 'k_taken', msg: 'k is taken' } }, x: { type: DataTypes.INTEGER, unique: 'xy' }, y: { type: DataTypes.INTEGER, unique: 'xy' }, plain: { type: DataTypes.STRING, unique: true }, fielded: { type: DataTypes.STRING, field: 'f_d', unique: true } }, { ...off, indexes: [{ unique: true, fields: ['y', 'plain'], name: 'idx' }] });
    const B = sequelize.define('B', {}, off);
    B.belongsTo(A, { as: 'a', foreignKey: { name: 'aId', allowNull: false }, onDelete: 'NO ACTION' });
    await sequelize.sync({ force: true });
    await A.create({ id: 1, k: 'k', x: 1, y: 2, plain: 'p', fielded: 'f' }); await B.create({ id: 1, aId: 1 });
    const told = (promise) => promise.then(() => 'no error', (error) => [error.name, error.errors ? error.message : '', error.errors?.map((it) => [it.message, it.type, it.path, it.value, it.validatorKey]), error.fields, error.table, error.index, error.value]);
    return [await told(A.create({ id: 2, k: 'k' })), await told(A.create({ id: 3, x: 1, y: 2 })), await told(A.create({ id: 4, plain: 'p' })), await told(A.create({ id: 5, fielded: 'f' })), await told(A.create({ id: 1 })), await told(A.create({ id: 6, y: 2, plain: 'p2' })), await told(B.create({ id: 2, aId: 99 })), await told(A.destroy({ where: { id: 1 } })), await told(B.create({ id: 3 })), await told(A.update({ id: 7 }, { where: { id: 1 } })), await told(A.bulkCreate([{ id: 8, k: 'k' }]))];
  },
  'cascades of the database': async (sequelize, DataTypes) => {
    const A = sequelize.define('A', {}, off);
    const kids = ['CASCADE', 'SET NULL', 'RESTRICT', 'NO ACTION', 'SET DEFAULT'].map((action, at) => { const K = sequelize.define(`K${at}`, {}, off); A.hasMany(K, { foreignKey: 'aId', onDelete: action, onUpdate: 'CASCADE' }); return K; });
    await sequelize.sync({ force: true });
    const out = [];
    for (const [at, K] of kids.entries()) {
      await A.create({ id: at + 1 }); await K.create({ id: 1, aId: at + 1 });
      // Which class a refusal of RESTRICT is depends on Postgres' version.
      out.push((await caught(A.destroy({ where: { id: at + 1 } })))[0] === 'no error', (await K.findAll()).map((it) => it.aId), await A.count());
    }
    await A.update({ id: 50 }, { where: { id: 3 } });
    return [out, (await kids[2].findAll()).map((it) => it.aId)];
  },
  'keys of every sort': async (sequelize, DataTypes) => {
    const U = sequelize.define('U', { id: { type: DataTypes.UUID, primaryKey: true, defaultValue: DataTypes.UUIDV4 } }, off);
    const S = sequelize.define('S', { code: { type: DataTypes.STRING, primaryKey: true }, n: DataTypes.INTEGER }, off);
    const C = sequelize.define('C', { a: { type: DataTypes.INTEGER, primaryKey: true }, b: { type: DataTypes.INTEGER, primaryKey: true }, n: DataTypes.INTEGER }, off);
    const N = sequelize.define('N', { n: DataTypes.INTEGER }, off); N.removeAttribute('id');
    const A = sequelize.define('A', { no: { type: DataTypes.INTEGER, autoIncrement: true, primaryKey: true, field: 'a_no' } }, off);
    await sequelize.sync({ force: true });
    await S.create({ code: 'x', n: 1 }); await C.bulkCreate([{ a: 1, b: 1, n: 1 }, { a: 1, b: 2, n: 2 }]); await N.create({ n: 1 }); await A.create(); await A.create({ no: 10 }); const u = await U.create();
    const c = await C.findOne({ where: { a: 1, b: 2 } }); await c.update({ n: 9 });
    return [u.id.length, (await U.findByPk(u.id)).id === u.id, await S.findByPk('x'), await C.findAll({ order: ['a', 'b'] }), c.where(), await N.findAll(), await A.findAll({ order: ['no'] }), await (await S.findByPk('x')).update({ n: 3 }), await c.destroy().then(() => C.count()), C.primaryKeyAttributes, A.primaryKeyField, A.autoIncrementAttribute, await caught((await N.findOne()).destroy())];
  },
  'optimistic locking': async (sequelize, DataTypes) => {
    const M = sequelize.define('M', { n: DataTypes.INTEGER }, { ...off, version: true });
    await sequelize.sync({ force: true });
    const one = await M.create({ id: 1, n: 1 }); const other = await M.findByPk(1);
    await one.update({ n: 2 });
    return [one.version, await caught(other.update({ n: 3 })), await caught(other.destroy()), (await M.findByPk(1)).toJSON(), await M.update({ n: 9 }, { where: {} }), (await M.findByPk(1)).toJSON(), await one.increment('n').then((it) => it.reload()).then((it) => it.toJSON())];
  },
  'defaults of every sort': async (sequelize, DataTypes, Op, Sequelize) => {
    let calls = 0;
    const M = sequelize.define('M', { a: { type: DataTypes.STRING, defaultValue: 'x' }, b: { type: DataTypes.INTEGER, defaultValue: () => { calls += 1; return calls; } }, c: { type: DataTypes.DATE, defaultValue: DataTypes.NOW }, d: { type: DataTypes.DATE, defaultValue: Sequelize.literal('CURRENT_TIMESTAMP') }, e: { type: DataTypes.BOOLEAN, defaultValue: false, allowNull: false }, f: { type: DataTypes.JSON, defaultValue: { z: 1 } }, g: { type: DataTypes.UUID, defaultValue: DataTypes.UUIDV1 }, h: { type: DataTypes.STRING, defaultValue: null }, i: { type: DataTypes.INTEGER, defaultValue: Sequelize.fn('length', 'abc') } }, off);
    await sequelize.sync({ force: true });
    const it = await M.create({ id: 1 }); const [row] = await sequelize.query('INSERT INTO "Ms" (id) VALUES (2) RETURNING a, b, e, f, h, i', { type: 'SELECT' });
    return [it.a, it.b, it.c instanceof Date, it.d instanceof Date, it.e, it.f, it.g.length, it.h, it.i, row, M.build().b, (await M.create({ id: 3, a: null, e: undefined })).toJSON().a, calls];
  },
};
