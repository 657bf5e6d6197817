/** @file Moments, days and times of day. */

import { ABSTRACT, invalid, optionsOf } from './abstract.js';

const two = number => String(number).padStart(2, '0');

/** The day of a value, in local time, as `2020-01-31`. */
export function dayOf(value) {
  if (typeof value === 'string') {
    // A day alone is local: it must not move with the zone.
    const match = value.match(/^([+-]?\d{4,6})-(\d\d)-(\d\d)$/);
    if (match) {
      const [year, month, day] = match.slice(1).map(Number);
      const date = new Date(year, month - 1, day);
      if (date.getMonth() === month - 1 && date.getDate() === day) return value;
      return 'Invalid date';
    }
  }
  if (typeof value === 'boolean') return 'Invalid date';
  const date = value instanceof Date ? value : new Date(typeof value?.toDate === 'function' ? value.toDate() : value);
  if (Number.isNaN(date.getTime())) return 'Invalid date';
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

const isInfinite = value => value === Infinity || value === -Infinity;

function infinityOf(text) {
  if (typeof text !== 'string') return undefined;
  return { infinity: Infinity, '-infinity': -Infinity }[text.toLowerCase()];
}

/** `TIME`. */
export class TIME extends ABSTRACT {
  toSql() {
    return 'TIME';
  }
}

/** `TIMESTAMP WITH TIME ZONE`. */
export class DATE extends ABSTRACT {
  constructor(length) {
    super();
    this.options = optionsOf(length, { length });
    this._length = this.options.length || '';
  }

  toSql() {
    return 'TIMESTAMP WITH TIME ZONE';
  }

  toWire() {
    return { key: this.key, length: this._length || undefined };
  }

  validate(value) {
    if (!isInfinite(value) && Number.isNaN(Date.parse(String(value)))) throw invalid(value, 'date');
    return true;
  }

  _sanitize(value, options) {
    if (options?.raw || value instanceof Date || !value || isInfinite(value)) return value;
    return infinityOf(value) ?? new Date(value);
  }

  _isChanged(value, before) {
    if (before && value) {
      return !(value === before || (value instanceof Date && before instanceof Date && value.getTime() === before.getTime()));
    }
    return !(!before && !value && before === value);
  }

  _stringify(value) {
    if (isInfinite(value)) return String(value);
    const date = value instanceof Date ? value : new Date(value);
    return `${date.toISOString().replace('T', ' ').replace('Z', '')} +00:00`;
  }
}

/** `DATE`: a day, kept as text. */
export class DATEONLY extends ABSTRACT {
  toSql() {
    return 'DATE';
  }

  _stringify(value) {
    return isInfinite(value) ? String(value) : dayOf(value);
  }

  _sanitize(value, options) {
    if (options?.raw || !value || isInfinite(value)) return value;
    return infinityOf(value) ?? dayOf(value);
  }

  _isChanged(value, before) {
    return before !== value;
  }

  static parse(value) {
    return infinityOf(value) ?? value;
  }
}

/** As a default value: the moment of creation. */
export class NOW extends ABSTRACT {}
