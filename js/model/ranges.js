/** @file Ranges: the engine tells them as Postgres writes them, user code reads their bounds. */

import { RANGE } from '../data-types/collections.js';
import { DATE } from '../data-types/dates.js';
import { BIGINT, INTEGER } from '../data-types/numbers.js';

/** The columns of a reply, those of ranges with what reads them in the place of their kind. */
export function withRanges(model, columns) {
  const { rawAttributes, fieldRawAttributesMap } = model;
  if (!Object.values(rawAttributes).some(({ type }) => type instanceof RANGE)) return columns;
  return columns.map(([name, kind]) => {
    const type = (rawAttributes[name] || fieldRawAttributesMap[name])?.type;
    return [name, type instanceof RANGE && kind === 's' ? rangeReader(type.options.subtype) : kind];
  });
}

function boundReader(subtype) {
  if (subtype instanceof DATE) return text => new Date(text);
  if (subtype instanceof INTEGER && !(subtype instanceof BIGINT)) return text => parseInt(text, 10);
  return text => text;
}

function rangeReader(subtype) {
  const read = boundReader(subtype);
  const bound = text => {
    const bare = text.replace(/^"|"$/g, '');
    if (bare === '') return null;
    return { infinity: Infinity, '-infinity': -Infinity }[bare] ?? read(bare);
  };
  return text => {
    if (text === null) return null;
    if (text === 'empty') return [];
    const bounds = text.slice(1, -1).split(',');
    if (bounds.length !== 2) return text;
    return [
      { value: bound(bounds[0]), inclusive: text[0] === '[' },
      { value: bound(bounds[1]), inclusive: text[text.length - 1] === ']' },
    ];
  };
}
