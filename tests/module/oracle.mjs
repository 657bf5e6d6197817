// The same code on the module and on real Sequelize over Postgres (PGlite): what it
// returns, or throws, and the SQL it logs.

import { createRequire } from 'node:module';

import { startPostgres } from '../sequelize/postgres.mjs';

const require = createRequire(import.meta.url);

/** An answer's form in which two engines are compared. */
export async function answer(engine, run) {
  const { sequelize, DataTypes, Op, Sequelize, close } = await engine.create();
  const sql = [];
  sequelize.options.logging = (line) => sql.push(normal(line));
  try {
    const result = await run(sequelize, DataTypes, Op, Sequelize);
    return { result: JSON.parse(JSON.stringify(result ?? null)), sql };
  } catch (error) {
    return { error: describe(error), sql };
  } finally {
    await close();
  }
}

/** The module as an engine. */
export function moduleEngine({ Sequelize, DataTypes, Op }) {
  return {
    create() {
      const sequelize = new Sequelize({ dialect: 'postgres', logging: false });
      return { sequelize, DataTypes, Op, Sequelize, close: () => sequelize.close() };
    },
  };
}

/** Real Sequelize over one PGlite, emptied for each `create`. */
export async function postgresEngine() {
  const postgres = await startPostgres();
  const Sequelize = require('sequelize');
  return {
    async create() {
      await postgres.reset();
      const sequelize = new Sequelize({ ...postgres.config, logging: false });
      const { DataTypes, Op } = Sequelize;
      return { sequelize, DataTypes, Op, Sequelize, close: () => sequelize.close() };
    },
    stop: () => postgres.stop(),
  };
}

function describe(error) {
  const { name, message, errors } = error ?? {};
  const items = errors?.map?.(({ message, type, path, value, validatorKey }) => ({ message, type, path, value, validatorKey }));
  return JSON.parse(JSON.stringify({ name, message, errors: items }));
}

/** SQL without what differs from run to run: moments and the names of transactions. */
function normal(line) {
  return line
    .replace(/'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \+00:00'/g, "'<moment>'")
    .replace(/"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \+00:00"/g, '"<moment>"')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>');
}
