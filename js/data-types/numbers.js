/** @file Numbers. */

import validator from 'validator';

import { ABSTRACT, invalid, optionsOf, warnPostgres } from './abstract.js';

/** What every number is. */
export class NUMBER extends ABSTRACT {
  constructor(options = {}) {
    super();
    this.options = typeof options === 'number' ? { length: options } : options;
    this._length = this.options.length;
    this._zerofill = this.options.zerofill;
    this._decimals = this.options.decimals;
    this._precision = this.options.precision;
    this._scale = this.options.scale;
    this._unsigned = this.options.unsigned;
  }

  toSql() {
    const size = [this._length, typeof this._decimals === 'number' ? this._decimals : ''].filter(part => part !== '');
    return [
      this._length ? `${this.key}(${size.join(',')})` : this.key,
      this._unsigned && 'UNSIGNED',
      this._zerofill && 'ZEROFILL',
    ].filter(Boolean).join(' ');
  }

  toWire() {
    return {
      key: this.key,
      length: this._length,
      precision: this._precision,
      scale: this._scale ?? this._decimals,
      unsigned: this._unsigned ? true : undefined,
      zerofill: this._zerofill ? true : undefined,
    };
  }

  validate(value) {
    if (!validator.isFloat(String(value))) throw invalid(value, this.key.toLowerCase());
    return true;
  }

  _stringify(number) {
    if (['number', 'bigint', 'boolean'].includes(typeof number) || number === null || number === undefined) return number;
    return typeof number.toString === 'function' ? number.toString() : number;
  }

  get UNSIGNED() {
    this._unsigned = true;
    this.options.unsigned = true;
    return this;
  }

  get ZEROFILL() {
    this._zerofill = true;
    this.options.zerofill = true;
    return this;
  }

  static get UNSIGNED() {
    return new this().UNSIGNED;
  }

  static get ZEROFILL() {
    return new this().ZEROFILL;
  }
}

/** A number that Postgres knows without length, sign and fill: what else is asked for is dropped with a warning. */
class Plain extends NUMBER {
  /** Drops them: done once an attribute is of the type. */
  _plain() {
    if (!this._length && !this._unsigned && !this._zerofill) return;
    warnPostgres(`PostgresSQL does not support '${this.key}' with LENGTH, UNSIGNED or ZEROFILL. Plain '${this.key}' will be used instead.`);
    this._length = this._unsigned = this._zerofill = undefined;
    if (this.options) this.options.length = undefined;
  }
}

/** `INTEGER`. */
export class INTEGER extends Plain {
  validate(value) {
    if (!validator.isInt(String(value))) throw invalid(value, this.key.toLowerCase());
    return true;
  }

  static parse(value) {
    return parseInt(value, 10);
  }
}

export class TINYINT extends INTEGER {}
export class SMALLINT extends INTEGER {}
export class MEDIUMINT extends INTEGER {}
export class BIGINT extends INTEGER {}

/** What `NaN` and the infinities are as text. */
function unusual(value) {
  if (isNaN(value)) return 'NaN';
  return isFinite(value) ? value : `${value < 0 ? '-' : ''}Infinity`;
}

class Floating extends Plain {
  constructor(length, decimals) {
    super(optionsOf(length, { length, decimals }));
  }

  _value(value) {
    return unusual(value);
  }

  _stringify(value) {
    return `'${unusual(value)}'`;
  }

  _bindParam(value, options) {
    return options.bindParam(unusual(value));
  }
}
Floating.prototype.escape = false;

/** `FLOAT`; with a length, `FLOAT(11)`. */
export class FLOAT extends Floating {
  validate(value) {
    if (!validator.isFloat(String(value))) throw invalid(value, 'float');
    return true;
  }

  _plain() {
    if (this._decimals) {
      warnPostgres('PostgreSQL does not support FLOAT with decimals. Plain `FLOAT` will be used instead.');
      this._length = this.options.length = this._decimals = undefined;
    }
    if (this._unsigned) {
      warnPostgres('PostgreSQL does not support FLOAT unsigned. `UNSIGNED` was removed.');
      this._unsigned = undefined;
    }
    if (this._zerofill) {
      warnPostgres('PostgreSQL does not support FLOAT zerofill. `ZEROFILL` was removed.');
      this._zerofill = undefined;
    }
  }
}

export class REAL extends Floating {}
export class DOUBLE extends Floating {}

/** `DECIMAL(10,2)`. */
export class DECIMAL extends NUMBER {
  constructor(precision, scale) {
    super(optionsOf(precision, { precision, scale }));
  }

  toSql() {
    if (!this._precision && !this._scale) return 'DECIMAL';
    return `DECIMAL(${[this._precision, this._scale].filter(Boolean).join(',')})`;
  }

  validate(value) {
    if (!/^(?:-?(?:[0-9]+))?(?:\.[0-9]*)?(?:[eE][+-]?(?:[0-9]+))?$/.test(String(value)) || String(value) === '') throw invalid(value, 'decimal');
    return true;
  }

  static parse(value) {
    return value;
  }
}
