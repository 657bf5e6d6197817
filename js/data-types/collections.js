/** @file Types that hold others: JSON, arrays, ranges, maps. */

import { isPlainObject } from '../objects.js';
import { ValidationError } from '../errors/validation.js';
import { ABSTRACT, invalid } from './abstract.js';
import { INTEGER } from './numbers.js';

const made = type => (typeof type === 'function' ? new type() : type);

/** `JSON`. */
export class JSONTYPE extends ABSTRACT {
  validate() {
    return true;
  }

  _stringify(value) {
    return JSON.stringify(value);
  }
}

/** `JSONB`. */
export class JSONB extends JSONTYPE {}

/** `HSTORE`: texts by texts. */
export class HSTORE extends ABSTRACT {
  validate(value) {
    if (!isPlainObject(value)) throw invalid(value, 'hstore');
    return true;
  }
}

/** `INTEGER[]` and the like. */
export class ARRAY extends ABSTRACT {
  constructor(type) {
    super();
    this.options = isPlainObject(type) ? type : { type };
    this.type = made(this.options.type);
  }

  toSql() {
    return `${this.type.toSql()}[]`;
  }

  toWire() {
    return { key: this.key, of: typeof this.type === 'string' ? { key: 'RAW', raw: this.type } : this.type?.toWire() };
  }

  validate(value) {
    if (!Array.isArray(value)) throw invalid(value, 'array');
    return true;
  }

  static is(value, type) {
    return value instanceof ARRAY && value.type instanceof type;
  }
}

const RANGES = { integer: 'int4range', decimal: 'numrange', date: 'tstzrange', dateonly: 'daterange', bigint: 'int8range' };

/** `int4range` and the like. */
export class RANGE extends ABSTRACT {
  constructor(subtype) {
    super();
    this.options = isPlainObject(subtype) ? subtype : { subtype };
    this.options.subtype = made(this.options.subtype || new INTEGER());
    this._subtype = this.options.subtype.key;
  }

  toSql() {
    return RANGES[this._subtype.toLowerCase()];
  }

  toWire() {
    return { key: this.key, of: this.options.subtype.toWire() };
  }

  validate(value) {
    if (!Array.isArray(value)) throw invalid(value, 'range');
    if (value.length !== 2) throw new ValidationError('A range must be an array with two elements');
    return true;
  }
}
