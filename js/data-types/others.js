/** @file Booleans, choices, bytes, identifiers, addresses, and attributes without a column. */

import validator from 'validator';

import { isBytes, isPlainObject } from '../objects.js';
import { ABSTRACT, invalid, optionsOf, warnPostgres } from './abstract.js';

/** `BOOLEAN`. */
export class BOOLEAN extends ABSTRACT {
  toSql() {
    return 'BOOLEAN';
  }

  validate(value) {
    if (!validator.isBoolean(String(value))) throw invalid(value, 'boolean');
    return true;
  }

  _sanitize(value) {
    const plain = isBytes(value) && value.length === 1 ? value[0] : value;
    if (plain === 'true' || plain === 't' || plain === 1) return true;
    if (plain === 'false' || plain === 'f' || plain === 0) return false;
    return plain;
  }
}
BOOLEAN.parse = BOOLEAN.prototype._sanitize;

/** One of some texts. */
export class ENUM extends ABSTRACT {
  constructor(...args) {
    super();
    const [first] = args;
    const options = typeof first === 'object' && !Array.isArray(first) && first ? first : { values: args.flat() };
    this.values = options.values;
    this.options = options;
  }

  toWire() {
    return { key: this.key, values: (this.values || []).map(String) };
  }

  validate(value) {
    if (!this.values.includes(value)) throw invalid(value, `choice in ${JSON.stringify(this.values)}`);
    return true;
  }
}

/** `BYTEA`. */
export class BLOB extends ABSTRACT {
  constructor(length) {
    super();
    this.options = optionsOf(length, { length });
    this._length = this.options.length || '';
  }

  toSql() {
    if (this._length) {
      warnPostgres('PostgreSQL does not support BLOB (BYTEA) with options. Plain `BYTEA` will be used instead.');
      this._length = undefined;
    }
    return 'BYTEA';
  }

  toWire() {
    return { key: this.key, length: this._length || undefined };
  }

  validate(value) {
    if (typeof value !== 'string' && !isBytes(value)) throw invalid(value, 'blob');
    return true;
  }
}
BLOB.prototype.escape = false;

const identifier = (version, what) => class extends ABSTRACT {
  validate(value, options) {
    if (typeof value !== 'string' || (!validator.isUUID(value, version) && !options?.acceptStrings)) throw invalid(value, what);
    return true;
  }
};

/** `UUID`. */
export class UUID extends identifier(undefined, 'uuid') {}
/** As a default value: a UUID of time and node. */
export class UUIDV1 extends identifier(undefined, 'uuid') {}
/** As a default value: a random UUID. */
export class UUIDV4 extends identifier(4, 'uuidv4') {}

/** An attribute without a column. */
export class VIRTUAL extends ABSTRACT {
  constructor(ReturnType, fields) {
    super();
    this.returnType = typeof ReturnType === 'function' ? new ReturnType() : ReturnType;
    this.fields = fields;
  }

  toWire() {
    return { key: this.key, of: this.returnType?.toWire?.(), fields: this.fields };
  }
}

class Spatial extends ABSTRACT {
  constructor(type, srid) {
    super();
    this.options = isPlainObject(type) ? type : { type, srid };
    this.type = this.options.type;
    this.srid = this.options.srid;
  }

  toSql() {
    return this.type ? `${this.key}(${this.srid ? `${this.type},${this.srid}` : this.type})` : this.key;
  }
}
Spatial.prototype.escape = false;

/** Shapes of PostGIS: they can be declared, no table of this database can hold them. */
export class GEOMETRY extends Spatial {}
export class GEOGRAPHY extends Spatial {}

const address = (test, what) => class extends ABSTRACT {
  validate(value) {
    if (typeof value !== 'string' || !test(value)) throw invalid(value, what);
    return true;
  }
};

/** A network. */
export class CIDR extends address(value => validator.isIPRange(value), 'CIDR') {}
/** An address. */
export class INET extends address(value => validator.isIP(value), 'INET') {}
/** A device's address. */
export class MACADDR extends address(value => validator.isMACAddress(value), 'MACADDR') {}
