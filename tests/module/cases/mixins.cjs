'use strict';
// What the association methods do, one rule a case.

/** Teams of players, both sides aliased. */
async function teams(sequelize, DataTypes, options = {}) {
  const off = { timestamps: false };
  const Team = sequelize.define('Team', { name: DataTypes.STRING }, off);
  const Player = sequelize.define(
    'Player',
    { name: DataTypes.STRING, goals: DataTypes.INTEGER, active: DataTypes.BOOLEAN },
    { ...off, ...options.player },
  );
  Team.hasMany(Player, { as: 'players', foreignKey: 'teamId', ...options.hasMany });
  Player.belongsTo(Team, { as: 'team', foreignKey: 'teamId', ...options.belongsTo });
  await sequelize.sync({ force: true });
  await Team.bulkCreate([{ id: 1, name: 'red' }, { id: 2, name: 'blue' }, { id: 3, name: 'green' }]);
  await Player.bulkCreate([
    { id: 1, name: 'p1', goals: 3, active: true, teamId: 1 },
    { id: 2, name: 'p2', goals: 0, active: false, teamId: 1 },
    { id: 3, name: 'p3', goals: 5, active: true, teamId: 2 },
    { id: 4, name: 'p4', goals: 1, active: true, teamId: null },
  ]);
  const rows = async () => (await Player.unscoped().findAll({ order: ['id'] })).map((it) => it.toJSON());
  return { Team, Player, rows, red: await Team.findByPk(1), blue: await Team.findByPk(2) };
}

/** Students of courses, with a grade in the pairs. */
async function courses(sequelize, DataTypes, options = {}) {
  const off = { timestamps: false };
  const Student = sequelize.define('Student', { name: DataTypes.STRING }, off);
  const Course = sequelize.define('Course', { title: DataTypes.STRING, credits: DataTypes.INTEGER }, { ...off, ...options.course });
  const Enrollment = sequelize.define('Enrollment', { grade: DataTypes.STRING, year: DataTypes.INTEGER }, { ...off, ...options.enrollment });
  const through = options.through ?? Enrollment;
  Student.belongsToMany(Course, { through, as: 'courses', foreignKey: 'studentId', otherKey: 'courseId', ...options.forth });
  Course.belongsToMany(Student, { through, as: 'students', foreignKey: 'courseId', otherKey: 'studentId', ...options.back });
  await sequelize.sync({ force: true });
  await Student.bulkCreate([{ id: 1, name: 'sue' }, { id: 2, name: 'tom' }]);
  await Course.bulkCreate([{ id: 1, title: 'math', credits: 5 }, { id: 2, title: 'art', credits: 2 }, { id: 3, title: 'bio', credits: 4 }]);
  await Enrollment.bulkCreate([
    { studentId: 1, courseId: 1, grade: 'A', year: 2020 },
    { studentId: 1, courseId: 2, grade: 'B', year: 2021 },
    { studentId: 2, courseId: 1, grade: 'C', year: 2021 },
  ]);
  const rows = async () =>
    (await Enrollment.findAll({ order: ['studentId', 'courseId', 'grade'], paranoid: false })).map((it) => it.toJSON());
  return { Student, Course, Enrollment, rows, sue: await Student.findByPk(1), tom: await Student.findByPk(2) };
}

const caught = (promise) => promise.then((value) => ['no error', value], (error) => [error.name, error.message]);

module.exports = {
  'hasMany get with where, order, limit, offset, attributes': async (sequelize, DataTypes, Op) => {
    const { red } = await teams(sequelize, DataTypes);
    return [
      await red.getPlayers({ where: { goals: { [Op.gt]: 1 } } }),
      await red.getPlayers({ order: [['goals', 'ASC']], limit: 1 }),
      await red.getPlayers({ order: [['id', 'DESC']], limit: 1, offset: 1 }),
      await red.getPlayers({ attributes: ['name'], order: ['id'] }),
      await red.getPlayers({ raw: true, order: ['id'] }),
      await red.getPlayers({ include: 'team', order: ['id'] }),
    ];
  },
  'hasMany get of several sources': async (sequelize, DataTypes) => {
    const { Team, red, blue } = await teams(sequelize, DataTypes);
    const green = await Team.findByPk(3);
    const found = await Team.associations.players.get([red, blue, green], { order: ['id'] });
    return Object.entries(found).map(([key, list]) => [key, list.map((it) => it.id)]);
  },
  'hasMany get with a limit for several sources': async (sequelize, DataTypes) => {
    const { Team, red, blue } = await teams(sequelize, DataTypes);
    const found = await Team.associations.players.get([red, blue], { order: ['id'], limit: 1 });
    return Object.entries(found).map(([key, list]) => [key, list.map((it) => it.id)]);
  },
  'belongsTo and hasOne get of several sources': async (sequelize, DataTypes) => {
    const { Team, Player } = await teams(sequelize, DataTypes);
    Team.hasOne(Player, { as: 'captain', foreignKey: 'teamId', constraints: false });
    const players = await Player.findAll({ order: ['id'] });
    const all = await Team.findAll({ order: ['id'] });
    return [
      await Player.associations.team.get(players),
      Object.entries(await Team.associations.captain.get(all, { where: { active: true } })).map(([key, one]) => [key, one?.name]),
    ];
  },
  'hasMany get with scopes': async (sequelize, DataTypes) => {
    const { red } = await teams(sequelize, DataTypes, {
      player: { defaultScope: { where: { active: true } }, scopes: { scorers: { where: { goals: 0 } } } },
    });
    return [await red.getPlayers(), await red.getPlayers({ scope: false, order: ['id'] }), await red.getPlayers({ scope: null, order: ['id'] }), await red.getPlayers({ scope: 'scorers' })];
  },
  'hasMany has and count': async (sequelize, DataTypes, Op) => {
    const { Player, red } = await teams(sequelize, DataTypes);
    const [one, three] = [await Player.findByPk(1), await Player.findByPk(3)];
    return [
      await red.hasPlayer(1), await red.hasPlayer(one), await red.hasPlayer(three), await red.hasPlayers([1, 2]),
      await red.hasPlayers([one, 2]), await red.hasPlayers([1, three]), await red.hasPlayers([]),
      await red.hasPlayer(1, { where: { goals: 0 } }), await red.countPlayers(), await red.countPlayers({ where: { goals: { [Op.gt]: 0 } } }),
      await red.hasPlayers([1, 1]),
    ];
  },
  'hasMany set by keys, instances and null': async (sequelize, DataTypes) => {
    const { Player, red, rows } = await teams(sequelize, DataTypes);
    const out = [];
    const returned = await red.setPlayers([3, await Player.findByPk(4)]);
    out.push(returned === red, await rows());
    await red.setPlayers(1);
    out.push(await rows());
    await red.setPlayers(null);
    out.push(await rows());
    return out;
  },
  'hasMany add and remove': async (sequelize, DataTypes) => {
    const { Player, red, blue, rows } = await teams(sequelize, DataTypes);
    const out = [(await red.addPlayer(3)) === red, await red.addPlayers(null), await red.addPlayers([])];
    await blue.removePlayers([1, await Player.findByPk(3)]);
    out.push(await rows());
    out.push((await red.removePlayer(3)).associationType);
    await red.removePlayers([1, 2]);
    out.push(await rows());
    return out;
  },
  'hasMany create with fields': async (sequelize, DataTypes) => {
    const { red, rows } = await teams(sequelize, DataTypes);
    const one = await red.createPlayer({ id: 9, name: 'p9', goals: 7 });
    const two = await red.createPlayer({ id: 10, name: 'p10', goals: 7 }, { fields: ['id', 'name'] });
    const three = await red.createPlayer({ id: 11, name: 'p11', goals: 7 }, ['id', 'name']);
    const four = await caught(red.createPlayer());
    return [one, two, three, four, (await rows()).slice(4)];
  },
  'hasMany association scope is written and read': async (sequelize, DataTypes) => {
    const { Team, Player, red, rows } = await teams(sequelize, DataTypes);
    Team.hasMany(Player, { as: 'stars', foreignKey: 'teamId', scope: { goals: 10 } });
    await red.createStar({ id: 20, name: 's' });
    await red.addStar(4);
    const stars = (await red.getStars({ order: ['id'] })).map((it) => it.id);
    await red.setStars([20]);
    return [stars, await red.countStars(), await red.hasStar(1), await rows()];
  },
  'hasMany goes by sourceKey': async (sequelize, DataTypes) => {
    const off = { timestamps: false };
    const City = sequelize.define('City', { code: { type: DataTypes.STRING, unique: true } }, off);
    const Street = sequelize.define('Street', { name: DataTypes.STRING }, off);
    City.hasMany(Street, { as: 'streets', foreignKey: 'cityCode', sourceKey: 'code' });
    Street.belongsTo(City, { as: 'city', foreignKey: 'cityCode', targetKey: 'code' });
    await sequelize.sync({ force: true });
    const city = await City.create({ id: 1, code: 'AB' });
    const made = await city.createStreet({ id: 1, name: 'one' });
    const other = await Street.create({ id: 2, name: 'two' });
    await other.setCity(city);
    await city.removeStreet(1);
    await city.addStreets([1, 2]);
    return [made, other, await city.getStreets({ order: ['id'] }), await other.getCity(), await city.countStreets()];
  },
  'belongsTo set with save false, keys, and other fields': async (sequelize, DataTypes) => {
    const { Player, blue, rows } = await teams(sequelize, DataTypes);
    const one = await Player.findByPk(1);
    one.goals = 77;
    const unsaved = await one.setTeam(blue, { save: false });
    const out = [unsaved === undefined, one.teamId, one.changed()];
    const saved = await one.setTeam(3);
    out.push(saved === one, one.changed(), await rows());
    await one.setTeam(null);
    out.push(one.teamId, await one.getTeam());
    return out;
  },
  'belongsTo create refers at once': async (sequelize, DataTypes) => {
    const { Player, rows } = await teams(sequelize, DataTypes);
    const one = await Player.findByPk(4);
    const made = await one.createTeam({ id: 7, name: 'new' });
    return [made, one, (await rows())[3]];
  },
  'belongsTo get of a missing row and with include': async (sequelize, DataTypes) => {
    const { Player } = await teams(sequelize, DataTypes, { belongsTo: { constraints: false }, hasMany: { constraints: false } });
    await Player.create({ id: 9, teamId: 99 });
    const [one, nine] = [await Player.findByPk(1), await Player.findByPk(9)];
    return [await nine.getTeam(), await one.getTeam({ include: ['players'], order: [['players', 'id', 'ASC']] }), await one.getTeam({ attributes: ['name'], raw: true })];
  },
  'hasOne set replaces, and create': async (sequelize, DataTypes) => {
    const off = { timestamps: false };
    const User = sequelize.define('User', { name: DataTypes.STRING }, off);
    const Card = sequelize.define('Card', { label: DataTypes.STRING }, off);
    User.hasOne(Card, { as: 'card', foreignKey: 'userId' });
    await sequelize.sync({ force: true });
    const user = await User.create({ id: 1, name: 'u' });
    await Card.bulkCreate([{ id: 1, label: 'a', userId: 1 }, { id: 2, label: 'b' }, { id: 3, label: 'c' }]);
    const rows = async () => (await Card.findAll({ order: ['id'] })).map((it) => it.userId);
    const out = [await user.setCard(2), await rows()];
    out.push(await user.setCard(await Card.findByPk(3)), await rows());
    out.push(await user.setCard(3), await rows());
    out.push(await user.setCard(null), await rows(), await user.getCard());
    out.push(await user.createCard({ id: 4, label: 'd' }), (await user.getCard()).label);
    out.push(await user.setCard(Card.build({ id: 5, label: 'e' })), await rows());
    return out;
  },
  'hasOne scope is written': async (sequelize, DataTypes) => {
    const { Team, Player, red, rows } = await teams(sequelize, DataTypes);
    Team.hasOne(Player, { as: 'star', foreignKey: 'teamId', scope: { active: true }, constraints: false });
    await red.createStar({ id: 30, name: 'x' });
    await red.setStar(4);
    return [await rows(), (await red.getStar({ order: ['id'] })).id];
  },
  'hasOne set with a NOT NULL key fails': async (sequelize, DataTypes) => {
    const User = sequelize.define('User', {}, { timestamps: false });
    const Card = sequelize.define('Card', {}, { timestamps: false });
    User.hasOne(Card, { as: 'card', foreignKey: { name: 'userId', allowNull: false } });
    await sequelize.sync({ force: true });
    const user = await User.create({ id: 1 });
    await user.createCard({ id: 1 });
    return caught(user.setCard(null));
  },
  'belongsToMany get with where, scope, order and include': async (sequelize, DataTypes, Op) => {
    const { sue } = await courses(sequelize, DataTypes, {
      course: { defaultScope: { where: { credits: { [Op.gt]: 2 } } }, scopes: { easy: { where: { credits: 2 } } } },
    });
    return [
      await sue.getCourses(),
      await sue.getCourses({ scope: false, order: [['id', 'DESC']] }),
      await sue.getCourses({ scope: 'easy', joinTableAttributes: ['year'] }),
      await sue.getCourses({ scope: null, through: { where: { grade: 'B' } }, attributes: ['title'] }),
      await sue.getCourses({ scope: null, include: ['students'], order: ['id', ['students', 'id', 'ASC']] }),
      await sue.getCourses({ scope: null, raw: true, order: ['id'] }),
      await sue.getCourses({ scope: null, limit: 1, order: [['id', 'DESC']] }),
      await sue.getCourses({ scope: null, order: [[sequelize.literal('"Enrollment"."year"'), 'DESC']], attributes: ['id'], joinTableAttributes: [] }),
    ];
  },
  'belongsToMany has and count': async (sequelize, DataTypes) => {
    const { Course, sue } = await courses(sequelize, DataTypes);
    const [one, three] = [await Course.findByPk(1), await Course.findByPk(3)];
    return [
      await sue.hasCourse(1), await sue.hasCourse(one), await sue.hasCourse(three), await sue.hasCourses([1, 2]),
      await sue.hasCourses([1, three]), await sue.hasCourses([]), await sue.countCourses(), await sue.countCourses({ where: { title: 'art' } }),
      await sue.hasCourse('1'), await sue.hasCourses([1, 1]), await sue.countCourses({ through: { where: { year: 2021 } } }),
    ];
  },
  'belongsToMany add new and add again': async (sequelize, DataTypes) => {
    const { Course, sue, rows } = await courses(sequelize, DataTypes);
    const made = await sue.addCourse(3, { through: { grade: 'D', year: 1 } });
    const again = await sue.addCourse(3, { through: { grade: 'E' } });
    const same = await sue.addCourse(3, { through: { grade: 'E' } });
    const two = await Course.findByPk(2);
    two.Enrollment = { grade: 'Z' };
    await sue.addCourses([two, 3], { through: { year: 1999 } });
    return [made, again, same, await sue.addCourse(null), await rows()];
  },
  'belongsToMany set with values': async (sequelize, DataTypes) => {
    const { Course, sue, tom, rows } = await courses(sequelize, DataTypes);
    const three = await Course.findByPk(3);
    three.Enrollment = { grade: 'T' };
    await sue.setCourses([2, three], { through: { year: 7 } });
    const first = await rows();
    await sue.setCourses(await tom.getCourses());
    const second = await rows();
    await tom.setCourses(null);
    return [first, second, await rows()];
  },
  'belongsToMany remove': async (sequelize, DataTypes) => {
    const { Course, sue, rows } = await courses(sequelize, DataTypes);
    return [await sue.removeCourse(await Course.findByPk(1)), await sue.removeCourses([2, 3]), await rows()];
  },
  'belongsToMany create': async (sequelize, DataTypes) => {
    const { sue, rows } = await courses(sequelize, DataTypes);
    const made = await sue.createCourse({ id: 9, title: 'new', credits: 4 }, { through: { grade: 'N' } });
    const less = await sue.createCourse({ id: 10, title: 'less', credits: 4 }, { fields: ['id', 'title'] });
    return [made, less, await rows()];
  },
  'belongsToMany through scope': async (sequelize, DataTypes) => {
    const off = { timestamps: false };
    const Post = sequelize.define('Post', {}, off);
    const Tag = sequelize.define('Tag', { kind: DataTypes.STRING }, off);
    const ItemTag = sequelize.define('ItemTag', { id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true }, itemType: DataTypes.STRING }, off);
    const through = { model: ItemTag, unique: false, scope: { itemType: 'post' } };
    Post.belongsToMany(Tag, { through, as: 'tags', foreignKey: 'itemId', otherKey: 'tagId', constraints: false });
    Post.belongsToMany(Tag, { through, as: 'hot', foreignKey: 'itemId', otherKey: 'tagId', constraints: false, scope: { kind: 'hot' } });
    await sequelize.sync({ force: true });
    const post = await Post.create({ id: 1 });
    await Tag.bulkCreate([{ id: 1, kind: 'hot' }, { id: 2, kind: 'cold' }]);
    await ItemTag.create({ id: 90, itemType: 'other', itemId: 1, tagId: 2 });
    await post.addTags([1, 2]);
    await post.createHot({ id: 3 });
    const before = [await post.getTags({ order: ['id'] }), await post.getHot({ order: ['id'] }), await post.countHot(), await post.hasTag(2)];
    await post.setTags([2]);
    return [before, await ItemTag.findAll({ order: ['id'] }), await Post.findAll({ include: ['tags', 'hot'] })];
  },
  'belongsToMany with timestamps and an id': async (sequelize, DataTypes) => {
    const A = sequelize.define('A', {}, { timestamps: false });
    const B = sequelize.define('B', {}, { timestamps: false });
    A.belongsToMany(B, { through: 'A_B', as: 'bs' });
    B.belongsToMany(A, { through: 'A_B', as: 'as' });
    await sequelize.sync({ force: true });
    const [a] = [await A.create({ id: 1 }), await B.bulkCreate([{ id: 1 }, { id: 2 }])];
    await a.addBs([1, 2]);
    const [b] = await a.getBs({ order: ['id'] });
    return [Object.keys(b.A_B.toJSON()), b.A_B.createdAt instanceof Date, await a.countBs(), Object.keys(sequelize.models.A_B.rawAttributes), sequelize.models.A_B.options.name];
  },
  'belongsToMany of a paranoid through': async (sequelize, DataTypes) => {
    const { sue, rows } = await courses(sequelize, DataTypes, { enrollment: { timestamps: true, paranoid: true } });
    await sue.removeCourse(1);
    const left = (await sue.getCourses()).map((it) => it.id);
    const all = (await sue.getCourses({ through: { paranoid: false }, order: ['id'] })).map((it) => it.id);
    return [left, all, (await rows()).map((it) => [it.courseId, it.deletedAt !== null])];
  },
  'belongsToMany by other keys than the primary ones': async (sequelize, DataTypes) => {
    const off = { timestamps: false };
    const User = sequelize.define('User', { login: { type: DataTypes.STRING, unique: true } }, off);
    const Group = sequelize.define('Group', { slug: { type: DataTypes.STRING, unique: true } }, off);
    User.belongsToMany(Group, { through: 'ug', as: 'groups', sourceKey: 'login', targetKey: 'slug', foreignKey: 'userLogin', otherKey: 'groupSlug' });
    Group.belongsToMany(User, { through: 'ug', as: 'users', sourceKey: 'slug', targetKey: 'login', foreignKey: 'groupSlug', otherKey: 'userLogin' });
    await sequelize.sync({ force: true });
    const user = await User.create({ id: 1, login: 'ann' });
    const group = await Group.create({ id: 5, slug: 'adm' });
    await user.addGroup(group);
    return [(await user.getGroups({ joinTableAttributes: ['userLogin', 'groupSlug'] })), await group.hasUser(user), await user.countGroups(), await User.findAll({ include: { association: 'groups', through: { attributes: [] } } })];
  },
  'belongsToMany of a model with itself': async (sequelize, DataTypes) => {
    const Person = sequelize.define('Person', { name: DataTypes.STRING }, { timestamps: false });
    Person.belongsToMany(Person, { as: 'friends', through: 'friendships', timestamps: false });
    Person.belongsToMany(Person, { as: 'children', through: 'family', foreignKey: 'parentId', otherKey: 'childId', timestamps: false });
    Person.belongsToMany(Person, { as: 'parents', through: 'family', foreignKey: 'childId', otherKey: 'parentId', timestamps: false });
    await sequelize.sync({ force: true });
    const [one, two, three] = await Person.bulkCreate([{ id: 1, name: 'a' }, { id: 2, name: 'b' }, { id: 3, name: 'c' }]);
    await one.addFriends([two, three]);
    await one.addChild(two);
    await three.addChildren([two]);
    return [Object.keys(sequelize.models.friendships.rawAttributes), await one.getFriends({ order: ['id'] }), await two.getParents({ order: ['id'] }), await two.countParents()];
  },
  'hooks of the target and the through run': async (sequelize, DataTypes) => {
    const log = [];
    const hooks = (name) => Object.fromEntries(
      ['beforeCreate', 'afterCreate', 'beforeBulkCreate', 'afterBulkCreate', 'beforeBulkUpdate', 'afterBulkUpdate', 'beforeUpdate', 'afterUpdate',
        'beforeBulkDestroy', 'afterBulkDestroy', 'beforeDestroy', 'afterDestroy', 'beforeSave', 'afterSave', 'beforeFind', 'afterFind'].map((hook) => [hook, () => { log.push(`${name} ${hook}`); }]),
    );
    const { sue } = await courses(sequelize, DataTypes, { course: { hooks: hooks('course') }, enrollment: { hooks: hooks('pair') } });
    const mark = (text) => log.push(`-- ${text}`);
    mark('add'); await sue.addCourse(3);
    mark('again'); await sue.addCourse(3, { through: { year: 5 } });
    mark('set'); await sue.setCourses([3]);
    mark('remove'); await sue.removeCourse(3, { individualHooks: true });
    mark('create'); await sue.createCourse({ id: 8 });
    mark('get'); await sue.getCourses();
    mark('count'); await sue.countCourses();
    mark('has'); await sue.hasCourse(1);
    return log;
  },
  'hooks of hasMany targets run in bulk': async (sequelize, DataTypes) => {
    const log = [];
    const hooks = Object.fromEntries(['beforeBulkUpdate', 'afterBulkUpdate', 'beforeUpdate', 'afterUpdate', 'beforeSave'].map((hook) => [hook, () => { log.push(hook); }]));
    const { red } = await teams(sequelize, DataTypes, { player: { hooks } });
    await red.addPlayer(4);
    log.push('--');
    await red.addPlayer(4, { individualHooks: true });
    log.push('--');
    await red.setPlayers([3]);
    log.push('--');
    await red.removePlayer(3);
    return log;
  },
  'transactions are passed through': async (sequelize, DataTypes) => {
    const { sue, rows, tom } = await courses(sequelize, DataTypes);
    const before = await rows();
    const transaction = await sequelize.transaction();
    await sue.addCourse(3, { transaction });
    await tom.setCourses([], { transaction });
    const inside = [await sue.countCourses({ transaction }), (await tom.getCourses({ transaction })).length];
    await transaction.rollback();
    return [inside, (await rows()).length === before.length];
  },
  'destroying one by one with hooks and cascade': async (sequelize, DataTypes) => {
    const log = [];
    const off = { timestamps: false };
    const A = sequelize.define('A', {}, { ...off, hooks: { beforeDestroy: (it) => { log.push(`A${it.id}`); } } });
    const B = sequelize.define('B', {}, { ...off, hooks: { beforeDestroy: (it) => { log.push(`B${it.id}`); }, afterDestroy: (it) => { log.push(`after B${it.id}`); } } });
    const C = sequelize.define('C', {}, { ...off, hooks: { beforeDestroy: (it) => { log.push(`C${it.id}`); } } });
    A.hasMany(B, { as: 'bs', foreignKey: 'aId', onDelete: 'CASCADE', hooks: true });
    B.hasOne(C, { as: 'c', foreignKey: 'bId', onDelete: 'cascade', hooks: true });
    await sequelize.sync({ force: true });
    await A.create({ id: 1 });
    await B.bulkCreate([{ id: 1, aId: 1 }, { id: 2, aId: 1 }, { id: 3 }]);
    await C.bulkCreate([{ id: 1, bId: 1 }]);
    await (await A.findByPk(1)).destroy();
    return [log, await B.count(), await C.count()];
  },
  'argument errors': async (sequelize, DataTypes) => {
    const { red } = await teams(sequelize, DataTypes);
    return [
      await caught(red.addPlayer(99)), await caught(red.setPlayers(undefined)), await caught(red.hasPlayer(undefined)),
      await caught(red.createPlayer({ id: 1 })), (await caught(red.removePlayer(null)))[0], await caught(red.getPlayers({ where: 'x' })),
      await caught(red.getPlayers({ include: 'nope' })), await caught(red.setPlayers({ id: 3 })), await caught(red.addPlayer({ id: 3 })),
    ];
  },
  'missing pairs are refused by the database': async (sequelize, DataTypes) => {
    const { sue } = await courses(sequelize, DataTypes);
    return [(await caught(sue.addCourse(99)))[0], (await caught(sue.setCourses([1, 99])))[0], (await caught(sue.addCourse('x')))[0]];
  },
  'own methods of a class are kept': async (sequelize, DataTypes, Op, Sequelize) => {
    class Team extends Sequelize.Model {
      getPlayers() { return 'own'; }
    }
    Team.init({}, { sequelize, timestamps: false });
    const Player = sequelize.define('Player', {}, { timestamps: false });
    Team.hasMany(Player);
    return [Team.build({ id: 1 }).getPlayers(), typeof Team.prototype.countPlayers];
  },
};
