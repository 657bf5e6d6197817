// The tables that the module is timed on, by the code that a user of Sequelize writes.

import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../../', import.meta.url));

/** An empty database of either engine: `module` or `sequelize`. */
export function open(engine) {
  if (engine === 'sequelize') {
    const Sequelize = require('sequelize');
    return new Sequelize({ dialect: 'sqlite', storage: ':memory:', logging: false });
  }
  const { Sequelize } = require(path.resolve(root, process.env.RELATA_MODULE ?? 'target/module'));
  return new Sequelize({ logging: false });
}

/** Users with posts with comments, and users in groups; declared, not filled. */
export async function declare(sequelize) {
  const { STRING, INTEGER } = sequelize.Sequelize.DataTypes;
  const options = { timestamps: false };
  const key = { type: INTEGER, primaryKey: true, autoIncrement: true };
  // Real Sequelize gives SQLite no index on a foreign key; with one the comparison is fair.
  const indexed = (...fields) => ({ ...options, indexes: fields.map((field) => ({ fields: [field] })) });
  const User = sequelize.define('User', { id: key, name: STRING }, options);
  const Post = sequelize.define('Post', { id: key, title: STRING, userId: INTEGER }, indexed('userId'));
  const Comment = sequelize.define('Comment', { id: key, body: STRING, postId: INTEGER }, indexed('postId'));
  const Group = sequelize.define('Group', { id: key, name: STRING }, options);
  const Member = sequelize.define('Member', { userId: { type: INTEGER, primaryKey: true }, groupId: { type: INTEGER, primaryKey: true } }, indexed('groupId'));
  User.hasMany(Post, { as: 'posts', foreignKey: 'userId' });
  Post.hasMany(Comment, { as: 'comments', foreignKey: 'postId' });
  User.belongsToMany(Group, { as: 'groups', through: Member, foreignKey: 'userId', otherKey: 'groupId' });
  await sequelize.sync();
  return { User, Post, Comment, Group, Member };
}

/** Fills the tables: so many users, each with `posts`, each of those with `comments`; ten groups a user. */
export async function fill({ User, Post, Comment, Group, Member }, { users, posts = 0, comments = 0, groups = 0 }) {
  await insert(User, users, (at) => ({ id: at + 1, name: `user ${at}` }));
  await insert(Post, users * posts, (at) => ({ id: at + 1, title: `post ${at}`, userId: Math.floor(at / posts) + 1 }));
  await insert(Comment, users * posts * comments, (at) => ({ id: at + 1, body: `comment ${at}`, postId: Math.floor(at / comments) + 1 }));
  if (groups === 0) return;
  const all = Math.max(100, groups);
  await insert(Group, all, (at) => ({ id: at + 1, name: `group ${at}` }));
  await insert(Member, users * groups, (at) => ({
    userId: Math.floor(at / groups) + 1,
    groupId: (((at % groups) * 7 + Math.floor(at / groups)) % all) + 1,
  }));
}

async function insert(model, total, row) {
  for (let from = 0; from < total; from += 5000) {
    const rows = [];
    for (let at = from; at < Math.min(total, from + 5000); at += 1) rows.push(row(at));
    await model.bulkCreate(rows);
  }
}
