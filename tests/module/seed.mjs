// The seed's project, laid out as sequelize-cli does, with the module in the place of
// `sequelize`: its migrations, loader, models and seeders run unchanged.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { place, relata, root } from './module.mjs';

const observed = readFileSync(path.join(root, 'tests/conformance/observed/seed-run/03-run-proper.txt'), 'utf8');
const TABLES = ['Groups', 'Posts', 'Profiles', 'UserGroups', 'Users'];

export const seed = [
  ['seed: migrates up, seeds, finds what Sequelize finds, and goes down', () => inProject(wholeStory)],
  ['seed: one step down and up again', () => inProject(oneStep)],
  ['seed: the tables of a wrong order are refused', wrongOrder],
];

/** Runs a test in a copy of the project whose `sequelize` is the module. */
async function inProject(run) {
  const folder = mkdtempSync(path.join(tmpdir(), 'relata-seed-'));
  try {
    cpSync(path.join(root, 'tests/module/seed'), folder, { recursive: true });
    mkdirSync(path.join(folder, 'node_modules'));
    symlinkSync(place, path.join(folder, 'node_modules/sequelize'), 'dir');
    const models = createRequire(path.join(folder, 'package.json'))('./models/index.js');
    const lines = [];
    const { Migrator, Seeder } = relata();
    const common = { sequelize: models.sequelize, logging: (line) => lines.push(line) };
    const migrator = new Migrator({ ...common, migrations: path.join(folder, 'migrations') });
    const seeder = new Seeder({ ...common, seeders: { path: path.join(folder, 'seeders') } });
    models.sequelize.options.logging = false;
    await run({ models, migrator, seeder, lines });
    await models.sequelize.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function wholeStory({ models, migrator, seeder, lines }) {
  const ran = await migrator.up();
  assert.deepEqual(ran.map(({ name }) => name.slice(15)), [
    'create-user.js', 'create-profile.js', 'create-post.js', 'create-group.js', 'create-user-groups.js',
  ]);
  assert.deepEqual(
    lines.slice(0, 2).map((line) => line.replace(/\(.*/, '').trim()),
    ['== 20240101000001-create-user: migrating =======', '== 20240101000001-create-user: migrated'],
  );
  assert.deepEqual(await tables(models), [...TABLES, 'SequelizeMeta'].sort());
  assert.deepEqual(await migrator.pending(), []);
  assert.deepEqual(await migrator.up(), []);
  await seeder.up();

  for (const { call, statements, printed } of findsObserved()) {
    const sql = [];
    models.sequelize.options.logging = (line) => sql.push(line);
    const found = await evaluate(call, models);
    models.sequelize.options.logging = false;
    assert.deepEqual(sql, statements, call);
    assert.equal(JSON.stringify(found, null, 2), printed, call);
  }
  const two = await models.User.findByPk(2);
  await two.addGroup(2);
  const [pairs] = await models.sequelize.query('SELECT "userId", "groupId" FROM "UserGroups" ORDER BY id');
  assert.deepEqual(pairs.at(-1), { userId: 2, groupId: 2 });

  await seeder.down({ to: 0 });
  assert.equal(await models.User.count(), 0);
  await migrator.down({ to: 0 });
  assert.deepEqual(await tables(models), ['SequelizeData', 'SequelizeMeta']);
}

/** The finds of the observed run that the seed's documents have, their SQL and their JSON. */
function findsObserved() {
  const sections = observed.split(/^\/\/ /m).filter((section) => section.startsWith('const '));
  return sections.map((section) => {
    const [first, ...rest] = section.trimEnd().split('\n');
    const statements = rest.filter((line) => line.startsWith('Executing'));
    const printed = rest.filter((line) => !line.startsWith('Executing')).join('\n').trim();
    // The observed project calls the group's users `users`, the document `members`.
    const ours = (text) => text.replaceAll('"users', '"members').replaceAll("'users'", "'members'");
    return { call: ours(first.replace(/^const \w+ = await /, '')), statements: statements.map(ours), printed: ours(printed) };
  });
}

/** A find as the document writes it. */
function evaluate(call, { User, Profile, Post, Group }) {
  return new Function('User', 'Profile', 'Post', 'Group', `return ${call}`)(User, Profile, Post, Group);
}

async function oneStep({ models, migrator }) {
  await migrator.up({ step: 2 });
  assert.deepEqual(await tables(models), ['Profiles', 'SequelizeMeta', 'Users']);
  await migrator.up({ to: '20240101000004-create-group' });
  assert.deepEqual((await migrator.pending()).map(({ name }) => name), ['20240101000005-create-user-groups.js']);
  await migrator.down();
  assert.deepEqual(await tables(models), ['Posts', 'Profiles', 'SequelizeMeta', 'Users']);
  assert.deepEqual((await migrator.status()).map(({ state }) => state), ['up', 'up', 'up', 'down', 'down']);
  await migrator.up();
  assert.equal((await migrator.executed()).length, 5);
}

async function wrongOrder() {
  const { Migrator, Sequelize } = relata();
  const sequelize = new Sequelize({ logging: false });
  const up = (queryInterface) =>
    queryInterface.createTable('Pairs', {
      userId: { type: Sequelize.INTEGER, references: { model: 'Users', key: 'id' } },
    });
  const migrator = new Migrator({ sequelize, migrations: [{ name: 'pairs', up }] });
  await assert.rejects(migrator.up(), { name: 'SequelizeDatabaseError', message: 'relation "Users" does not exist' });
  assert.deepEqual((await migrator.pending()).map(({ name }) => name), ['pairs']);
  await sequelize.close();
}

async function tables({ sequelize }) {
  const names = await sequelize.getQueryInterface().showAllTables();
  return names.map((name) => name.tableName ?? name).sort();
}
