/** @file Texts. */

import { isBytes } from '../objects.js';
import { ABSTRACT, invalid, optionsOf, warnPostgres } from './abstract.js';

/** `VARCHAR(255)`. */
export class STRING extends ABSTRACT {
  constructor(length, binary) {
    super();
    this.options = optionsOf(length, { length, binary });
    this._binary = this.options.binary;
    this._length = this.options.length || 255;
  }

  toSql() {
    return this._binary ? 'BYTEA' : `VARCHAR(${this._length})`;
  }

  toWire() {
    return { key: this.key, length: this._length, binary: this._binary ? true : undefined };
  }

  validate(value) {
    if (Object.prototype.toString.call(value) === '[object String]') return true;
    if ((this.options.binary && isBytes(value)) || typeof value === 'number') return true;
    throw invalid(value, 'string');
  }

  get BINARY() {
    this._binary = true;
    this.options.binary = true;
    return this;
  }

  static get BINARY() {
    return new this().BINARY;
  }
}

/** `CHAR(255)`. */
export class CHAR extends STRING {
  constructor(length, binary) {
    super(optionsOf(length, { length, binary }));
  }

  toSql() {
    return this._binary ? 'BYTEA' : `CHAR(${this._length})`;
  }
}

const onlyText = value => {
  if (typeof value !== 'string') throw invalid(value, 'string');
  return true;
};

/** `TEXT`; the sizes of MySQL are one in Postgres. */
export class TEXT extends ABSTRACT {
  constructor(length) {
    super();
    this.options = optionsOf(length, { length });
    this._length = this.options.length || '';
  }

  toSql() {
    if (this._length) {
      warnPostgres('PostgreSQL does not support TEXT with options. Plain `TEXT` will be used instead.');
      this._length = undefined;
    }
    return 'TEXT';
  }

  toWire() {
    return { key: this.key, length: this._length || undefined };
  }

  validate(value) {
    return onlyText(value);
  }
}

/** Text that compares without regard to case. */
export class CITEXT extends ABSTRACT {
  toSql() {
    return 'CITEXT';
  }

  validate(value) {
    return onlyText(value);
  }
}

/** A text taken apart for searching. */
export class TSVECTOR extends ABSTRACT {
  validate(value) {
    return onlyText(value);
  }
}
