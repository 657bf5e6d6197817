/** @file What every data type is. */

import { ValidationError } from '../errors/validation.js';

const warned = new Set();

/** The root of all types. */
export class ABSTRACT {
  /** The type as SQL of Postgres. */
  toString(options) {
    return this.toSql(options);
  }

  toSql() {
    return this.key;
  }

  stringify(value, options) {
    return this._stringify ? this._stringify(value, options) : value;
  }

  bindParam(value, options) {
    return this._bindParam ? this._bindParam(value, options) : options.bindParam(this.stringify(value, options));
  }

  /** The type as Rust reads it: its key and the options that are set. */
  toWire() {
    return { key: this.key };
  }

  static toString() {
    return this.name;
  }

  static warn(link, text) {
    if (warned.has(text)) return;
    warned.add(text);
    console.warn(`(sequelize) Warning: ${text} \n>> Check: ${link}`);
  }

  static extend(type) {
    return new this(type.options);
  }
}

ABSTRACT.prototype.dialectTypes = '';

/** The error of a value that is none of the type. */
export const invalid = (value, what) => new ValidationError(`${JSON.stringify(value)} is not a valid ${what}`);

/** Warns that Postgres does not know what a type asks for. */
export const warnPostgres = text => ABSTRACT.warn('http://www.postgresql.org/docs/9.4/static/datatype.html', text);

/** The options of a type that takes `(length)` or `({length, …})`. */
export const optionsOf = (first, others) => (typeof first === 'object' && first) || others;
