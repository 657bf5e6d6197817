/**
 * Finding migration files.
 *
 * In Node the built-in loader reads a folder; elsewhere, or for other places, the caller
 * hands one over. Nothing here imports a module of Node, so that the browser's build has none.
 *
 * A loader is `{ list(path) → file names, load(path, name) → the module }`, either may be
 * asynchronous.
 */

/** A loader of folders, in Node. */
export function nodeLoader() {
  const builtin = globalThis.process?.getBuiltinModule;
  if (!builtin) {
    throw new Error('migrations given by path need a `loader` here: only Node can read a folder');
  }
  const { readdirSync } = builtin('node:fs');
  const { createRequire } = builtin('node:module');
  const { resolve } = builtin('node:path');
  const { pathToFileURL } = builtin('node:url');
  return {
    list: (path) => readdirSync(path),
    load(path, name) {
      const file = resolve(path, name);
      if (name.endsWith('.mjs')) return import(pathToFileURL(file).href);
      return loadEither(file, createRequire(file), pathToFileURL(file).href);
    },
  };
}

/** A file that is CommonJS or, by its package's `type`, a module. */
function loadEither(file, require, url) {
  try {
    return require(file);
  } catch (error) {
    if (error.code !== 'ERR_REQUIRE_ESM') throw error;
    return import(url);
  }
}

/**
 * The migrations of an option: a list of them, a folder, or `{ path, pattern, loader }`.
 *
 * @returns them as `{ name, up, down }`, by name.
 */
export async function findMigrations(option) {
  if (typeof option === 'function') return findMigrations(await option());
  if (Array.isArray(option)) return option.map(inMemory);
  const { path, pattern = /^(?!.*\.d\.ts$).*\.(cjs|js|cts|ts|mjs)$/, loader } =
    typeof option === 'string' ? { path: option } : (option ?? {});
  if (path === undefined) throw new Error('migrations are a list of { name, up, down }, a path, or { path, loader }');
  const { list, load } = loader ?? nodeLoader();
  const names = [...(await list(path))].filter((name) => pattern.test(name)).sort();
  return names.map((name) => lazy(name, () => load(path, name)));
}

function inMemory(migration) {
  const { name, up, down } = migration;
  if (typeof name !== 'string') throw new Error('a migration of a list needs a `name`');
  // Called on the migration, so that `this` is what it is in a file.
  return { name, up: up && ((...given) => migration.up(...given)), down: down && ((...given) => migration.down(...given)) };
}

/** A file is read when it first runs, like sequelize-cli does. */
function lazy(name, load) {
  const run =
    (direction) =>
    async (...given) => {
      const loaded = await load();
      const migration = loaded?.[direction] ? loaded : (loaded?.default ?? loaded);
      if (typeof migration?.[direction] !== 'function') {
        throw new Error(`Could not find migration method: ${direction}`);
      }
      return migration[direction](...given);
    };
  return { name, up: run('up'), down: run('down') };
}
