// The same find on Sequelize 6 over in-memory SQLite, in Node.

import { DataTypes, Sequelize } from 'sequelize';

/**
 * Times `User.findAll({ include: 'posts' })` for so many users with ten posts each.
 *
 * @returns for each size: `total`, the median in ms, and how many rows came.
 */
export async function sequelizeFinds(sizes, runs) {
  const results = [];
  for (const users of sizes) results.push({ users, ...(await finds(users, runs)) });
  return results;
}

async function finds(users, runs) {
  const sequelize = new Sequelize({ dialect: 'sqlite', storage: ':memory:', logging: false });
  const options = { timestamps: false };
  const User = sequelize.define('User', { name: DataTypes.STRING }, options);
  const Post = sequelize.define('Post', { title: DataTypes.STRING }, options);
  User.hasMany(Post, { foreignKey: 'userId', as: 'posts' });
  Post.belongsTo(User, { foreignKey: 'userId', as: 'user' });
  await sequelize.sync();
  await insert(sequelize, 'Users', ['name'], users, (at) => `('user ${at}')`);
  await insert(sequelize, 'Posts', ['title', 'userId'], users * 10, (at) => `('post ${at}',${Math.floor(at / 10) + 1})`);
  // The engine has an index on its foreign keys; be fair.
  await sequelize.query('CREATE INDEX posts_user_id ON Posts (userId)');
  const totals = [];
  let rows = 0;
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    const found = await User.findAll({ include: 'posts' });
    totals.push(performance.now() - start);
    rows = found.length + found.reduce((sum, user) => sum + user.posts.length, 0);
  }
  await sequelize.close();
  totals.sort((a, b) => a - b);
  return { total: totals[Math.floor(totals.length / 2)], rows };
}

async function insert(sequelize, table, columns, total, row) {
  for (let from = 0; from < total; from += 5000) {
    const values = [];
    for (let at = from; at < Math.min(total, from + 5000); at += 1) values.push(row(at));
    await sequelize.query(`INSERT INTO ${table} (${columns.join(',')}) VALUES ${values.join(',')}`);
  }
}
