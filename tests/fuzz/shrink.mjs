// Making a failing find as small as it still fails.

import { withoutNotes } from './find.mjs';

/**
 * @param find The failing find.
 * @param fails Whether a find still fails; asynchronous.
 * @returns the smallest that was reached.
 */
export async function shrinkFind(find, fails) {
  let smallest = withoutNotes(find);
  for (let progress = true; progress; ) {
    progress = false;
    for (const candidate of smaller(smallest.arguments)) {
      const tried = { ...smallest, arguments: candidate };
      if (!(await fails(tried))) continue;
      smallest = tried;
      progress = true;
      break;
    }
  }
  return smallest;
}

/** A world with fewer rows for which `fails` still holds. */
export async function shrinkRows(world, fails) {
  let smallest = world;
  for (const name of Object.keys(world.rows)) {
    for (let at = world.rows[name].length - 1; at >= 0; at -= 1) {
      const rows = smallest.rows[name].filter((_, index) => index !== at);
      const tried = { ...smallest, rows: { ...smallest.rows, [name]: rows } };
      if (await fails(tried)) smallest = tried;
    }
  }
  return smallest;
}

/** Every value that lacks one part of this one. */
function* smaller(value) {
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at += 1) yield value.filter((_, index) => index !== at);
    for (let at = 0; at < value.length; at += 1) {
      for (const item of smaller(value[at])) yield value.with(at, item);
    }
    return;
  }
  for (const key of Object.keys(value)) {
    // Without its total order a find has several right answers; a separate include has one of its own.
    if (key === 'order' || key === 'separate') continue;
    const { [key]: gone, ...rest } = value;
    yield rest;
    for (const item of smaller(gone)) yield { ...value, [key]: item };
  }
}
