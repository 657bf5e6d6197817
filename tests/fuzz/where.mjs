// Random conditions, well typed: Postgres refuses what SQLite would convert.

import { valueOf } from './world.mjs';

/**
 * A condition on a model.
 *
 * @param joined What is joined, `{ path, model }`: its attributes may be named `$path.name$`.
 */
export function makeWhere(r, model, joined, depth = 0) {
  if (depth < 2 && r.chance(20)) {
    const parts = [makeWhere(r, model, joined, depth + 1), makeWhere(r, model, joined, depth + 1)];
    return r.pick([{ $or: parts }, { $and: parts }, { $not: parts[0] }, { $or: Object.assign({}, ...parts) }, { $not: parts }]);
  }
  const where = {};
  for (let left = r.weighted([[5, 1], [2, 2]]); left > 0; left -= 1) {
    const single = joined.filter(({ multiple }) => !multiple);
    if (single.length > 0 && r.chance(15)) {
      const { path, model: target } = r.pick(single);
      const name = r.pick(Object.keys(target.attributes));
      where[`$${path.join('.')}.${name}$`] = makeTest(r, target, name);
    } else {
      const name = r.pick(Object.keys(model.attributes));
      where[name] = makeTest(r, model, name);
    }
  }
  return where;
}

function makeTest(r, model, name) {
  const { type } = model.attributes[name];
  const value = () => valueOf(r, type);
  const isOrdered = type !== 'BOOLEAN' && type !== 'ENUM';
  const isText = type === 'STRING';
  return r.weighted([
    [6, value()],
    [2, null],
    [2, [value(), value()]],
    [1, []],
    [2, { $ne: value() }],
    [1, { $ne: null }],
    [1, { $eq: value() }],
    [1, { $in: [value(), value(), value()] }],
    [1, { $notIn: [value(), value()] }],
    [1, { $notIn: [] }],
    [1, { $not: value() }],
    [1, { $not: [value(), value()] }],
    [1, { $is: null }],
    [1, { $or: [value(), null] }],
    [1, { $or: [{ $eq: value() }, { $eq: value() }] }],
    ...(isOrdered
      ? [
          [2, { $gt: value() }],
          [1, { $gte: value() }],
          [1, { $lt: value() }],
          [1, { $lte: value(), $ne: value() }],
          [1, { $between: [value(), value()] }],
          [1, { $notBetween: [value(), value()] }],
        ]
      : []),
    ...(isText
      ? [
          [2, { $like: r.pick(['a%', '%n%', '_o_', '%', 'ann']) }],
          [1, { $notLike: r.pick(['a%', '%d']) }],
          [1, { $startsWith: r.pick(['a', 'd']) }],
          [1, { $endsWith: r.pick(['b', 'a']) }],
          [1, { $substring: r.pick(['n', 'i']) }],
        ]
      : []),
  ]);
}
