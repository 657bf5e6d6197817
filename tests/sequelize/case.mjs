// One project: all migrations up, down and up again, the schema compared at every
// step; then each model and each association is used once.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

export async function runCase({ place, expected }, postgres) {
  const models = require(path.join(place, 'models/index.js'));
  const { sequelize, Sequelize } = models;
  // Migrations know no models, as under sequelize-cli.
  const migrator = new Sequelize(postgres.config);
  const queryInterface = migrator.getQueryInterface();
  const names = readdirSync(path.join(place, 'migrations')).sort();
  const migrations = names.map((name) => require(path.join(place, 'migrations', name)));
  const stateAfter = (count) => (count ? expected.states[count - 1] : {});
  const compare = async (count, what) => assert.deepEqual(await postgres.state(), stateAfter(count), what);
  const up = async (place) => {
    await migrations[place].up(queryInterface, Sequelize);
    await compare(place + 1, `after up of ${names[place]}`);
  };
  const check = async (place) => {
    const { run = [], holds = [] } = expected.checks[place] ?? {};
    for (const sql of run) await postgres.query(sql);
    for (const sql of holds) assert.deepEqual(Object.values((await postgres.query(sql))[0]), [true], sql);
  };
  try {
    for (let place = 0; place < migrations.length; place += 1) {
      await up(place);
      await check(place);
    }
    await useModels(models, expected);
    for (let place = migrations.length - 1; place >= 0; place -= 1) {
      await migrations[place].down(queryInterface, Sequelize);
      await compare(place, `after down of ${names[place]}`);
    }
    assert.deepEqual(await postgres.enums(), [], 'types of enums are left behind');
    for (let place = 0; place < migrations.length; place += 1) await up(place);
  } finally {
    await Promise.all([sequelize.close(), migrator.close()]);
  }
}

async function useModels(models, expected) {
  for (const [name, attributes] of Object.entries(expected.attributes)) {
    const model = models[name];
    assert.deepEqual(Object.keys(model.getAttributes()), attributes, `attributes of ${name}`);
    await model.findAll();
  }
  for (const { model, association, target } of expected.includes) {
    assert.equal(models[model].associations[association].target.name, target);
    await models[model].findAll({ include: { association } });
  }
}
