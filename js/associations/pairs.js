/**
 * Writing the rows of a through model.
 */

import { EmptyResultError } from '../errors.js';

/** Makes the pairs of a source be those with the targets, and no others. */
export async function setPairs(association, source, targets, options) {
  const { foreignIdentifier, targetKey, through } = association;
  const ofSource = { [association.identifier]: source.get(association.sourceKey) };
  const rows = await pairsNow(association, { ...ofSource, ...through.scope }, options);
  const writes = [];
  const obsolete = [];
  for (const row of rows) {
    const target = targets.find((each) => row[foreignIdentifier] === each.get(targetKey));
    if (!target) {
      obsolete.push(row[foreignIdentifier]);
      continue;
    }
    const own = target[through.model.name];
    const values = { ...options.through, ...(own instanceof through.model ? {} : own) };
    if (Object.keys(values).length === 0) continue;
    const where = { ...ofSource, [foreignIdentifier]: target.get(targetKey) };
    // The caller's own options get the condition, as Sequelize does: the writes below override it.
    writes.push(through.model.update(values, Object.assign(options, { where })));
  }
  if (obsolete.length > 0) {
    const where = { ...ofSource, [foreignIdentifier]: obsolete, ...through.scope };
    writes.push(through.model.destroy({ ...options, where }));
  }
  const missing = targets.filter((each) => !rows.some((row) => row[foreignIdentifier] === each.get(targetKey)));
  if (missing.length > 0) writes.push(makePairs(association, source, missing, options));
  return Promise.all(writes);
}

/** Adds the pairs with the targets; those that exist get new values. */
export async function addPairs(association, source, targets, options) {
  const { foreignIdentifier, targetKey, through } = association;
  const ofSource = { [association.identifier]: source.get(association.sourceKey) };
  const keys = targets.map((each) => each.get(targetKey));
  const rows = await pairsNow(association, { ...ofSource, [foreignIdentifier]: keys, ...through.scope }, options);
  const missing = [];
  const changed = [];
  for (const target of targets) {
    const row = rows.find((each) => each[foreignIdentifier] === target.get(targetKey));
    if (!row) {
      missing.push(target);
    } else if (Object.entries(valuesFor(association, target, options)).some(([key, value]) => value !== row[key])) {
      changed.push(target);
    }
  }
  const writes = [];
  if (missing.length > 0) writes.push(makePairs(association, source, missing, options));
  for (const target of changed) {
    const where = { ...ofSource, [foreignIdentifier]: target.get(targetKey) };
    writes.push(through.model.update(valuesFor(association, target, options), Object.assign(options, { where })));
  }
  const [first] = await Promise.all(writes);
  return first;
}

async function pairsNow({ through }, where, options) {
  try {
    return await through.model.findAll({ ...options, where, raw: true });
  } catch (error) {
    // `rejectOnEmpty` of the through model is not about pairs to be made.
    if (error instanceof EmptyResultError) return [];
    throw error;
  }
}

function makePairs(association, source, targets, options) {
  const { identifier, foreignIdentifier, through } = association;
  const rows = targets.map((target) => ({
    ...valuesFor(association, target, options),
    [identifier]: source.get(association.sourceKey),
    [foreignIdentifier]: target.get(association.targetKey),
    ...through.scope,
  }));
  return through.model.bulkCreate(rows, { validate: true, ...options });
}

/** The values of the pair with a target: of the call, then those the target carries. */
function valuesFor({ through }, target, options) {
  return { ...options.through, ...target[through.model.name] };
}
