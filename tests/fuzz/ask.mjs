// Asking an engine for a world's find, and whether two answers are the same.

import { isDeepStrictEqual } from 'node:util';

import { build, revive } from './build.mjs';
import { withoutNotes } from './find.mjs';

/** An engine with the world in it; `close` when done. */
export async function settle(engine, world) {
  const made = await engine.create();
  await build(world, made);
  return made;
}

/** The answer to a find: `{ result }` as JSON has it, or `{ error }`. */
export async function ask(engine, find) {
  const { model, method, arguments: given, isAggregate } = withoutNotes(find);
  try {
    const found = await engine.sequelize.model(model)[method](...revive(given, engine));
    const result = JSON.parse(JSON.stringify(found ?? null));
    return { result: isAggregate || method === 'count' ? numbers(result) : result };
  } catch (error) {
    return { error: { name: error.name, message: error.message } };
  }
}

/** Postgres gives COUNT, SUM and AVG as text, SQLite as numbers. */
function numbers(value) {
  if (Array.isArray(value)) return value.map(numbers);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, numbers(one)]));
  }
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
}

/** Whether two answers are the same; a database's own refusal has any text. */
export function isSame(one, other) {
  if (one.error && other.error) {
    if (one.error.name === 'SequelizeDatabaseError') return other.error.name === one.error.name;
    return isDeepStrictEqual(one.error, other.error);
  }
  return isDeepStrictEqual(one, other) && JSON.stringify(one) === JSON.stringify(other);
}
