// Short journeys: what only whole programs show.

import assert from 'node:assert/strict';

import { imported, relata } from './module.mjs';

/** Runs a journey on a fresh database with a table of people. */
function journey(run) {
  return async () => {
    const module = relata();
    const sequelize = new module.Sequelize({ logging: false });
    const Person = sequelize.define('Person', { name: { type: module.DataTypes.STRING, unique: true } }, { timestamps: false });
    await sequelize.sync();
    await run({ ...module, sequelize, Person });
    await sequelize.close();
  };
}

export const journeys = [
  [
    'both kinds of import give the same names',
    async () => {
      const one = relata();
      const other = await imported();
      const names = ['Sequelize', 'Model', 'DataTypes', 'Op', 'Transaction', 'ValidationError', 'Migrator', 'Seeder'];
      for (const name of names) {
        assert.ok(one[name], `${name} of require`);
        assert.ok(other[name], `${name} of import`);
      }
      assert.ok(typeof one === 'function', 'require gives the class itself, as `sequelize` does');
      const sequelize = new other.default({ logging: false });
      await sequelize.authenticate();
      await sequelize.close();
    },
  ],
  [
    'a rolled back transaction leaves nothing',
    journey(async ({ sequelize, Person }) => {
      await Person.create({ name: 'before' });
      const transaction = await sequelize.transaction();
      await Person.create({ name: 'inside' }, { transaction });
      assert.equal(await Person.count({ transaction }), 2);
      assert.equal(await Person.count(), 1);
      await transaction.rollback();
      assert.equal(await Person.count(), 1);
    }),
  ],
  [
    'a managed transaction commits, and rolls back when it throws',
    journey(async ({ sequelize, Person }) => {
      const given = await sequelize.transaction(async (transaction) => {
        await Person.create({ name: 'kept' }, { transaction });
        return 'given back';
      });
      assert.equal(given, 'given back');
      const failing = sequelize.transaction(async (transaction) => {
        await Person.create({ name: 'lost' }, { transaction });
        throw new Error('no');
      });
      await assert.rejects(failing, { message: 'no' });
      assert.deepEqual((await Person.findAll()).map(({ name }) => name), ['kept']);
    }),
  ],
  [
    'a failed statement ends the transaction until it is rolled back',
    journey(async ({ sequelize, Person }) => {
      await Person.create({ name: 'ann' });
      const transaction = await sequelize.transaction();
      await assert.rejects(Person.create({ name: 'ann' }, { transaction }), { name: 'SequelizeUniqueConstraintError' });
      await assert.rejects(Person.count({ transaction }), {
        message: 'current transaction is aborted, commands ignored until end of transaction block',
      });
      await transaction.rollback();
      assert.equal(await Person.count(), 1);
    }),
  ],
  [
    'two databases share nothing',
    journey(async ({ Sequelize, DataTypes, Person }) => {
      await Person.create({ name: 'here' });
      const other = new Sequelize({ logging: false });
      const Same = other.define('Person', { name: DataTypes.STRING }, { timestamps: false });
      await other.sync();
      assert.equal(await Same.count(), 0);
      await other.close();
    }),
  ],
  [
    'logging gets what Sequelize would send',
    journey(async ({ sequelize, Person, Op }) => {
      const lines = [];
      sequelize.options.logging = (line) => lines.push(line);
      await Person.findAll({ where: { name: { [Op.like]: 'a%' } }, limit: 2 });
      await Person.create({ name: 'x' });
      await Person.findOne({ logging: false });
      assert.deepEqual(lines, [
        'Executing (default): SELECT "id", "name" FROM "People" AS "Person" WHERE "Person"."name" LIKE \'a%\' LIMIT 2;',
        'Executing (default): INSERT INTO "People" ("id","name") VALUES (DEFAULT,$1) RETURNING "id","name";',
      ]);
    }),
  ],
  [
    'errors are instances of the classes that are exported',
    journey(async ({ Person, UniqueConstraintError, ValidationError, BaseError, Sequelize }) => {
      await Person.create({ name: 'ann' });
      const error = await Person.create({ name: 'ann' }).catch((it) => it);
      for (const kind of [UniqueConstraintError, ValidationError, BaseError, Sequelize.Error, Error]) {
        assert.ok(error instanceof kind);
      }
      assert.equal(error.errors[0].path, 'name');
    }),
  ],
  [
    'a loop of small finds stays quick',
    journey(async ({ Person }) => {
      await Person.bulkCreate(Array.from({ length: 100 }, (_, at) => ({ name: `n${at}` })));
      const start = performance.now();
      for (let at = 1; at <= 300; at += 1) await Person.findByPk((at % 100) + 1);
      const each = (performance.now() - start) / 300;
      assert.ok(each < 5, `${each} ms each`);
    }),
  ],
];
