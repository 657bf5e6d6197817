'use strict';
// The models that most cases are about: users with a profile, posts, comments and groups.

/** Declares them, makes the tables and fills them. */
exports.blog = async (sequelize, DataTypes, options = {}) => {
  const o = { timestamps: false };
  const User = sequelize.define('User', { name: DataTypes.STRING, age: DataTypes.INTEGER }, { ...o, ...options.user });
  const Profile = sequelize.define('Profile', { bio: DataTypes.STRING }, o);
  const Post = sequelize.define('Post', { title: DataTypes.STRING, likes: DataTypes.INTEGER }, { ...o, ...options.post });
  const Comment = sequelize.define('Comment', { body: DataTypes.STRING, score: DataTypes.INTEGER }, o);
  const Group = sequelize.define('Group', { name: DataTypes.STRING }, { ...o, ...options.group });
  const UserGroup = sequelize.define('UserGroup', { role: DataTypes.STRING }, o);
  User.hasOne(Profile, { foreignKey: 'userId', as: 'profile' });
  Profile.belongsTo(User, { foreignKey: 'userId', as: 'user' });
  User.hasMany(Post, { foreignKey: 'userId', as: 'posts' });
  Post.belongsTo(User, { foreignKey: 'userId', as: 'author' });
  Post.hasMany(Comment, { foreignKey: 'postId', as: 'comments' });
  Comment.belongsTo(Post, { foreignKey: 'postId', as: 'post' });
  Comment.belongsTo(User, { foreignKey: 'commenterId', as: 'commenter' });
  User.belongsToMany(Group, { through: UserGroup, foreignKey: 'userId', otherKey: 'groupId', as: 'groups' });
  Group.belongsToMany(User, { through: UserGroup, foreignKey: 'groupId', otherKey: 'userId', as: 'users' });
  await sequelize.sync({ force: true });
  await User.bulkCreate([{ id: 1, name: 'ann', age: 30 }, { id: 2, name: 'bob', age: 25 }, { id: 3, name: 'cid', age: null }, { id: 4, name: 'dee', age: 41 }]);
  await Profile.bulkCreate([{ id: 1, bio: 'likes sql', userId: 1 }, { id: 2, bio: 'likes js', userId: 2 }, { id: 3, bio: 'nobody', userId: null }]);
  await Post.bulkCreate([
    { id: 1, title: 'alpha', likes: 5, userId: 1 }, { id: 2, title: 'beta', likes: 2, userId: 1 }, { id: 3, title: 'gamma', likes: 9, userId: 2 },
    { id: 4, title: 'delta', likes: 0, userId: 4 }, { id: 5, title: 'orphan', likes: 1, userId: null }, { id: 6, title: 'epsilon', likes: 7, userId: 1 },
  ]);
  await Comment.bulkCreate([
    { id: 1, body: 'nice', score: 3, postId: 1, commenterId: 2 }, { id: 2, body: 'meh', score: 1, postId: 1, commenterId: 3 },
    { id: 3, body: 'wow', score: 5, postId: 3, commenterId: 1 }, { id: 4, body: 'ok', score: 2, postId: 6, commenterId: 4 }, { id: 5, body: 'anon', score: 4, postId: 6, commenterId: null },
  ]);
  await Group.bulkCreate([{ id: 1, name: 'admins' }, { id: 2, name: 'staff' }, { id: 3, name: 'guests' }, { id: 4, name: 'empty' }]);
  await UserGroup.bulkCreate([
    { userId: 1, groupId: 1, role: 'owner' }, { userId: 1, groupId: 2, role: 'member' }, { userId: 2, groupId: 2, role: 'owner' },
    { userId: 2, groupId: 3, role: 'guest' }, { userId: 4, groupId: 3, role: 'member' },
  ]);
  return { User, Profile, Post, Comment, Group, UserGroup };
};

/** What a promise gives, or the error's name and message. */
exports.caught = (promise) => Promise.resolve(promise).then((value) => ['no error', value], (error) => [error.name, error.message]);

/** The error a function throws. */
exports.thrown = (run) => {
  try {
    run();
    return 'no error';
  } catch (error) {
    return [error.name, error.message];
  }
};
