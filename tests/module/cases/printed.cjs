// What `console.log` shows of instances, and of what calls return.

const { inspect } = require('node:util');

const shown = (value) => inspect(value, { depth: 1 }).split('\n');

module.exports = {
  async 'instances as they are printed'(sequelize, DataTypes) {
    const User = sequelize.define('User', { name: DataTypes.STRING, born: DataTypes.DATEONLY }, { timestamps: false });
    const Post = sequelize.define('Post', { title: DataTypes.STRING }, { timestamps: false });
    User.hasMany(Post, { as: 'posts', foreignKey: 'userId' });
    Post.belongsTo(User, { as: 'user', foreignKey: 'userId' });
    await sequelize.sync();
    const made = await User.create({ name: 'Ann', born: '2000-01-02' });
    await made.createPost({ title: 'one' });
    const [found] = await User.findAll();
    const whole = await User.findOne({ include: { association: 'posts', include: 'user' } });
    const changed = await User.findByPk(1);
    changed.name = 'Bea';
    return [
      made, User.build({ name: 'Cid' }), found, [found], { found }, whole, whole.posts, whole.posts[0].user, changed,
      await Post.findAll({ include: 'user' }), await User.findAndCountAll(), await User.findAll({ raw: true }), User, [User], Post.rawAttributes.userId,
      await User.update({ name: 'Dan' }, { where: { id: 1 }, returning: true }), await User.upsert({ id: 1, name: 'Eve' }),
    ].map(shown);
  },
};
