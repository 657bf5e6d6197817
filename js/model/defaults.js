/** @file Default values that are made anew for each instance. */

import { ABSTRACT } from '../data-types/abstract.js';
import { NOW } from '../data-types/dates.js';
import { UUIDV1, UUIDV4 } from '../data-types/others.js';
import { uuidV1, uuidV4 } from '../identifiers.js';
import { isPlainObject } from '../objects.js';

/** The value a `defaultValue` stands for. */
export function toDefaultValue(value) {
  if (value === null) return null;
  if (typeof value === 'function') {
    const made = value();
    return made instanceof ABSTRACT ? made.toSql() : made;
  }
  if (value instanceof UUIDV1) return uuidV1();
  if (value instanceof UUIDV4) return uuidV4();
  if (value instanceof NOW) return new Date();
  if (Array.isArray(value)) return value.slice();
  if (isPlainObject(value)) return { ...value };
  return value;
}
