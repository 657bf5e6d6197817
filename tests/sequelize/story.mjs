// The story as a learner would run it: migrated and undone by sequelize-cli, its
// rows inserted, the includes of the seed document asked and compared.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url);

export async function runStory({ place, expected }, cli, answers) {
  // Not the synchronous call: the database answers from this very process.
  const run = (command) => promisify(execFile)(process.execPath, [cli, command], { cwd: place, timeout: 60_000 });
  await run('db:migrate');
  const models = require(path.join(place, 'models/index.js'));
  try {
    const tables = async () => (await models.sequelize.getQueryInterface().showAllTables()).map((it) => it.tableName ?? it);
    const all = Object.keys(expected.states.at(-1)).concat('SequelizeMeta').sort();
    assert.deepEqual((await tables()).sort(), all);
    for (const { table, rows } of expected.rows) {
      const now = new Date('2024-01-01T00:00:00.000Z');
      const stamped = rows.map((row) => ({ ...row, createdAt: now, updatedAt: now }));
      await models.sequelize.getQueryInterface().bulkInsert(table, stamped);
    }
    for (const [call, answer] of Object.entries(answers)) {
      const [model, id, include, as] = call.split(' ');
      const found = await models[model].findByPk(Number(id), { include: { model: models[include], as } });
      assert.deepEqual(JSON.parse(JSON.stringify(found)), answer, call);
      assert.equal(JSON.stringify(found), JSON.stringify(answer), `order of keys in ${call}`);
    }
    await run('db:migrate:undo:all');
    assert.deepEqual(await tables(), ['SequelizeMeta']);
    await run('db:migrate');
    assert.deepEqual((await tables()).sort(), all);
  } finally {
    await models.sequelize.close();
  }
}
