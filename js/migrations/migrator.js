/**
 * Which migrations run, in which order, and what is remembered of it.
 */

import { Ledger } from './ledger.js';
import { findMigrations } from './loader.js';

/** Runs migrations forwards and backwards and keeps the ledger of them. */
export class Migrator {
  #ledger;
  #options;

  /**
   * @param {object} options
   * @param options.sequelize The database they run on.
   * @param options.migrations A list of `{ name, up, down }`, a folder, or `{ path, pattern, loader }`.
   * @param {string} [options.tableName] The ledger's table, by default `SequelizeMeta`.
   * @param {any[]} [options.params] What `up` and `down` get, by default `[queryInterface, Sequelize]`.
   * @param {(line: string) => void} [options.logging] Gets a line for each step, as sequelize-cli prints it.
   */
  constructor(options) {
    if (!options?.sequelize) throw new Error('a Migrator needs `sequelize`');
    this.#options = { tableName: 'SequelizeMeta', logging: () => {}, ...options };
    this.#options.logging ||= () => {};
    this.#ledger = new Ledger(options.sequelize, this.#options.tableName);
  }

  /** The migrations that did not run yet, in order. */
  async pending() {
    const done = new Set(await this.#ledger.names());
    return (await this.#find()).filter(({ name }) => !done.has(name)).map(named);
  }

  /** The migrations that ran, in order. */
  async executed() {
    return (await this.#ledger.names()).map((name) => ({ name }));
  }

  /** Every migration with its `state`, `up` or `down`. */
  async status() {
    const done = new Set(await this.#ledger.names());
    return (await this.#find()).map(({ name }) => ({ name, state: done.has(name) ? 'up' : 'down' }));
  }

  /**
   * Runs what is pending.
   *
   * @param options `to`: the last to run; `from`: the last not to run; `step`: how many;
   *   `migrations`: exactly these names. A name may leave out its extension.
   * @returns what ran.
   */
  async up(options = {}) {
    const all = await this.#find();
    const done = new Set(await this.#ledger.names());
    const waiting = all.filter(({ name }) => !done.has(name));
    const chosen = choose(waiting, all, normal(options));
    if (chosen.length === 0) {
      this.#options.logging('No migrations were executed, database schema was already up to date.');
    }
    for (const migration of chosen) await this.#run(migration, 'up');
    return chosen.map(named);
  }

  /**
   * Takes back what ran, the last first: one, unless told otherwise.
   *
   * @param options `to`: the last to take back, or 0 for all; `step`: how many;
   *   `migrations`: exactly these names.
   * @returns what was taken back.
   */
  async down(options = {}) {
    const all = await this.#find();
    const done = (await this.#ledger.names()).reverse().map((name) => ({ name }));
    const { to, ...rest } = normal(options);
    const isBounded = to !== undefined || rest.step !== undefined || rest.migrations !== undefined;
    const bounds = to === 0 ? rest : { to, ...rest, step: isBounded ? rest.step : 1 };
    const chosen = choose(done, done, bounds).map(({ name }) => find(all, name));
    if (chosen.length === 0) this.#options.logging('No executed migrations found.');
    for (const migration of chosen) await this.#run(migration, 'down');
    return chosen.map(named);
  }

  async #find() {
    return findMigrations(this.#options.migrations);
  }

  async #run({ name, ...migration }, direction) {
    const { logging, sequelize } = this.#options;
    const [present, past] = direction === 'up' ? ['migrating', 'migrated'] : ['reverting', 'reverted'];
    const title = name.replace(EXTENSION, '');
    const params = this.#options.params ?? [sequelize.getQueryInterface(), sequelize.constructor];
    logging(`== ${title}: ${present} =======`);
    const start = Date.now();
    if (typeof migration[direction] !== 'function') throw new Error(`Could not find migration method: ${direction}`);
    await migration[direction](...params);
    if (direction === 'up') await this.#ledger.add(name);
    else await this.#ledger.remove(name);
    logging(`== ${title}: ${past} (${((Date.now() - start) / 1000).toFixed(3)}s)\n`);
  }
}

/** Runs seeders; what ran is remembered in `SequelizeData`. */
export class Seeder extends Migrator {
  /** @param options As of `Migrator`, with `seeders` in place of `migrations`. */
  constructor({ seeders, ...options }) {
    super({ tableName: 'SequelizeData', migrations: seeders, ...options });
  }
}

const EXTENSION = /\.(cjs|js|cts|ts|mjs)$/;

function named({ name }) {
  return { name };
}

/** Options may be a name or a list of names, as Umzug takes them. */
function normal(options) {
  if (typeof options === 'string') return { migrations: [options] };
  return Array.isArray(options) ? { migrations: options } : options;
}

function isNamed(name, wanted) {
  return name === wanted || name.replace(EXTENSION, '') === wanted;
}

function find(all, wanted) {
  const found = all.find(({ name }) => isNamed(name, wanted));
  if (!found) throw new Error(`Unable to find migration: ${wanted}`);
  return found;
}

/** Those of the waiting that the bounds ask for; `all` is where names are looked up. */
function choose(waiting, all, { from, to, step, migrations }) {
  if (migrations) {
    const wanted = migrations.map((name) => find(all, name));
    return waiting.filter(({ name }) => wanted.some((one) => one.name === name));
  }
  let chosen = waiting;
  if (from) {
    const after = find(all, from).name;
    chosen = chosen.filter(({ name }) => name > after);
  }
  if (to) {
    find(all, to);
    const last = chosen.findIndex(({ name }) => isNamed(name, to));
    // What is named may have run already: then nothing is left up to there.
    chosen = last < 0 ? [] : chosen.slice(0, last + 1);
  }
  return step === undefined ? chosen : chosen.slice(0, step);
}
