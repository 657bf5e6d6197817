// What comes once more with an include, and what an association says of itself.

const { each } = require('../told.cjs');

const ids = { attributes: ['id'] };
const off = { timestamps: false };

/** Users of posts, of which a default scope hides or sorts some. */
async function scoped(sequelize, DataTypes, options) {
  const User = sequelize.define('User', { name: DataTypes.STRING }, off);
  const Post = sequelize.define('Post', { title: DataTypes.STRING, likes: DataTypes.INTEGER }, { ...off, ...options });
  User.hasMany(Post, { as: 'posts', foreignKey: 'userId' });
  await sequelize.sync();
  await User.bulkCreate([{ id: 1, name: 'ann' }, { id: 2, name: 'bob' }]);
  await Post.bulkCreate([
    { id: 1, title: 'one', likes: 5, userId: 1 },
    { id: 2, title: 'two', likes: 0, userId: 1 },
    { id: 3, title: 'three', likes: 0, userId: 2 },
  ]);
  const find = (include) => () => User.findAll({ ...ids, include: { as: 'posts', separate: true, ...ids, ...include }, order: ['id'] });
  return each([
    find({ model: Post, order: ['id'] }),
    find({ model: Post.unscoped(), order: ['id'] }),
    find({ model: Post.scope('own'), order: ['id'] }),
    find({ model: Post.scope(['own', 'defaultScope']), order: ['id'] }),
  ]);
}

/** The results alone: the statement of the parents has a shorter form yet. */
async function quietly(sequelize, run) {
  sequelize.options.logging = false;
  return run();
}

module.exports = {
  'a separate include is scoped by its model, and by the default scope once more': (sequelize, DataTypes, Op) =>
    quietly(sequelize, () =>
      scoped(sequelize, DataTypes, {
        defaultScope: { where: { likes: { [Op.gt]: 1 } } },
        scopes: { own: { where: { title: { [Op.ne]: 'two' } } } },
      })),

  'a default scope sorts a separate include first': (sequelize, DataTypes) =>
    quietly(sequelize, () => scoped(sequelize, DataTypes, { defaultScope: { order: [['id', 'DESC']] }, scopes: { own: { order: ['title'] } } })),

  'the unique key of pairs is named by the later association': async (sequelize, DataTypes) => {
    const key = { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true };
    const [A, B, AB] = [sequelize.define('A', {}, off), sequelize.define('B', {}, off), sequelize.define('AB', { id: key }, off)];
    A.belongsToMany(B, { through: AB });
    const first = Object.keys(AB.uniqueKeys);
    B.belongsToMany(A, { through: AB });
    return [first, Object.entries(AB.uniqueKeys).map(([name, { fields }]) => [name, fields]), AB.rawAttributes.AId.unique];
  },

  'hooks of associating see the options before the model adds its own': async (sequelize) => {
    const seen = [];
    const hooks = { beforeAssociate: (event, options) => void seen.push([event.type.name, 'timestamps' in options]) };
    const [A, B] = [sequelize.define('A', {}, { ...off, hooks }), sequelize.define('B', {}, off)];
    A.hasMany(B, { hooks: true });
    A.hasOne(B, { hooks: true });
    A.belongsTo(B, { hooks: true });
    A.belongsToMany(B, { through: 'AB', as: 'more', hooks: true });
    return seen;
  },

  'values that are none to create of': async (sequelize, DataTypes) => {
    const User = sequelize.define('User', { name: DataTypes.STRING }, off);
    const Post = sequelize.define('Post', { title: DataTypes.STRING }, off);
    User.hasMany(Post, { as: 'posts', foreignKey: 'userId' });
    await sequelize.sync();
    const user = await User.create({ id: 1, name: 'ann' });
    return each([
      () => User.create([{ name: 'bob' }]),
      () => user.createPost([{ title: 'one' }]),
      () => user.createPost(null),
      () => user.createPost(undefined),
    ]);
  },

  async 'a separate include under a limit keeps the mark of its sub-query'(sequelize, DataTypes, Op) {
    const User = sequelize.define('User', { name: DataTypes.STRING }, off);
    const Post = sequelize.define('Post', { likes: DataTypes.INTEGER }, { ...off, defaultScope: { where: { likes: { [Op.ne]: null } } } });
    User.hasMany(Post, { as: 'posts', foreignKey: 'userId' });
    User.belongsToMany(User, { as: 'friends', through: 'Friends', foreignKey: 'fromId', otherKey: 'toId', timestamps: false });
    await sequelize.sync();
    await User.bulkCreate(['ann', 'bob', 'cid'].map((name) => ({ name })));
    await Post.bulkCreate([{ likes: 1, userId: null }, { likes: 3, userId: 2 }]);
    await sequelize.models.Friends.bulkCreate([{ fromId: 2, toId: 2 }, { fromId: 3, toId: 1 }]);
    const posts = (more) => ({ association: 'posts', separate: true, order: ['id'], ...more });
    const friends = { association: 'friends', required: true };
    const find = (options) => () => User.findAll({ order: ['id'], ...options });
    return each([
      find({ include: posts() }),
      find({ include: [posts({ limit: 2 }), friends] }),
      find({ include: [posts({ limit: 2 }), friends], limit: 4 }),
      find({ include: [posts(), friends], limit: 4 }),
      find({ include: { ...friends, include: posts({ limit: 1 }) }, limit: 4 }),
    ]);
  },
};
