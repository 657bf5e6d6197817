// Where an index serves one equality of two, and where Sequelize itself stumbles.

const { each } = require('../told.cjs');

async function world(sequelize, DataTypes) {
  const options = { timestamps: false };
  const User = sequelize.define('User', { name: DataTypes.STRING, email: { type: DataTypes.STRING, unique: true } }, options);
  const Post = sequelize.define('Post', { title: DataTypes.STRING }, options);
  const Group = sequelize.define('Group', { name: DataTypes.STRING }, options);
  User.hasMany(Post, { as: 'posts', foreignKey: 'userId' });
  Post.belongsTo(User, { as: 'author', foreignKey: 'userId' });
  User.belongsToMany(Group, { through: 'UserGroups', as: 'groups', foreignKey: 'userId', otherKey: 'groupId', timestamps: false });
  Group.belongsToMany(User, { through: 'UserGroups', as: 'users', foreignKey: 'groupId', otherKey: 'userId', timestamps: false });
  await sequelize.sync();
  const [ann, bob] = await User.bulkCreate([{ name: 'Ann', email: 'a' }, { name: 'Bob', email: 'b' }]);
  await Post.bulkCreate([{ title: 'one', userId: 1 }, { title: 'two', userId: 1 }, { title: 'three', userId: 2 }]);
  const [chess, choir] = await Group.bulkCreate([{ name: 'chess' }, { name: 'choir' }]);
  await ann.addGroups([chess, choir]);
  await bob.addGroup(choir);
  return { User, Post, Group, ann, bob };
}

module.exports = {
  async 'two equalities of one column that an index serves'(sequelize, DataTypes, Op) {
    const { User, Post, ann } = await world(sequelize, DataTypes);
    const both = { [Op.and]: [{ id: 1 }, { id: 2 }] };
    const [first] = await Post.findAll({ order: ['id'] });
    return each([
      () => Post.findAll({ where: both }),
      () => Post.findAll({ where: { [Op.and]: [{ id: 1 }, { id: 1 }] } }),
      () => User.findAll({ where: { [Op.and]: [{ email: 'a' }, { email: 'b' }] } }),
      () => User.findAll({ where: { [Op.and]: [{ id: 1 }, { id: { [Op.in]: [2, 3] } }] } }),
      () => ann.getPosts({ where: { userId: 2 } }),
      () => ann.countPosts({ where: { userId: 2 } }),
      () => first.getAuthor({ where: { id: 2 } }),
      () => ann.hasPost(1, { where: { id: 2 } }),
      () => ann.getGroups({ through: { where: { userId: 2 } } }),
      () => User.findAll({ include: { association: 'posts', where: both } }),
      () => Post.update({ title: 'lost' }, { where: both }),
      () => Post.destroy({ where: both }),
      () => Post.increment('userId', { where: both }),
      () => Post.findAll({ order: ['id'] }),
      () => sequelize.models.UserGroups.count({ where: { [Op.and]: [{ userId: 1 }, { groupId: 1 }, { userId: 2 }] } }),
    ]);
  },

  async 'options where Sequelize stumbles'(sequelize, DataTypes) {
    const { User, Post, ann } = await world(sequelize, DataTypes);
    const Mood = sequelize.define('Mood', { kind: DataTypes.ENUM('good', 'bad') }, { timestamps: false });
    await Mood.sync();
    const qi = sequelize.getQueryInterface();
    return each([
      () => User.findAll({ include: { association: 'posts', through: { attributes: [] } } }),
      () => Post.findAll({ include: { association: 'author', through: {} } }),
      () => User.findByPk(1, { include: { association: 'posts', through: null } }),
      () => ann.getGroups({ include: 'users' }),
      () => ann.getGroups({ include: { association: 'users' } }),
      () => ann.getGroups({ include: ['users'], joinTableAttributes: [] }),
      () => Mood.drop(),
      () => qi.tableExists('Moods'),
      () => sequelize.define('Nothing', { a: null }),
      () => sequelize.define('Nothing', { a: { type: null } }),
      () => { User.hasMany(Post, 'posts'); },
      () => { User.hasOne(Post, 5); },
      () => { Post.belongsTo(User, true); },
      () => { User.belongsToMany(Post, 'x'); },
      () => { User.belongsToMany(Post, { through: {} }); },
      () => { User.belongsToMany(Post, { through: { model: null } }); },
      () => { User.belongsToMany(Post, { through: class Pair {} }); },
      () => { User.belongsToMany(Post, { through: [], foreignKey: 'writerId' }); },
      () => { User.belongsToMany(User, { through: 5, as: 'friends' }); },
      () => qi.createTable('Things', { userId: { type: DataTypes.INTEGER, references: 'Users' } }),
      () => qi.addColumn('Posts', 'groupId', { type: DataTypes.INTEGER, references: { table: 'Groups', field: 'id' } }),
      () => qi.addColumn('Posts', 'groupId', { type: DataTypes.INTEGER, references: { model: 'Groups' } }),
      async () => { await qi.delete(ann, 'Posts', { id: 2 }); },
      () => Post.findAll({ attributes: ['id'], order: ['id'] }),
      () => User.count(),
    ]);
  },
};
