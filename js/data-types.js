/** @file All data types, by name, as `DataTypes`. */

import { invokable } from './invokable.js';
import { defined } from './objects.js';
import { ABSTRACT } from './data-types/abstract.js';
import * as collections from './data-types/collections.js';
import * as dates from './data-types/dates.js';
import * as numbers from './data-types/numbers.js';
import * as others from './data-types/others.js';
import * as texts from './data-types/texts.js';

const { DOUBLE, DECIMAL } = numbers;

/** @type {Record<string, any>} */
const classes = {
  ABSTRACT,
  STRING: texts.STRING,
  CHAR: texts.CHAR,
  TEXT: texts.TEXT,
  NUMBER: numbers.NUMBER,
  TINYINT: numbers.TINYINT,
  SMALLINT: numbers.SMALLINT,
  MEDIUMINT: numbers.MEDIUMINT,
  INTEGER: numbers.INTEGER,
  BIGINT: numbers.BIGINT,
  FLOAT: numbers.FLOAT,
  TIME: dates.TIME,
  DATE: dates.DATE,
  DATEONLY: dates.DATEONLY,
  BOOLEAN: others.BOOLEAN,
  NOW: dates.NOW,
  BLOB: others.BLOB,
  DECIMAL,
  NUMERIC: DECIMAL,
  UUID: others.UUID,
  UUIDV1: others.UUIDV1,
  UUIDV4: others.UUIDV4,
  HSTORE: collections.HSTORE,
  JSON: collections.JSONTYPE,
  JSONB: collections.JSONB,
  VIRTUAL: others.VIRTUAL,
  ARRAY: collections.ARRAY,
  ENUM: others.ENUM,
  RANGE: collections.RANGE,
  REAL: numbers.REAL,
  'DOUBLE PRECISION': DOUBLE,
  DOUBLE,
  GEOMETRY: others.GEOMETRY,
  GEOGRAPHY: others.GEOGRAPHY,
  CIDR: others.CIDR,
  INET: others.INET,
  MACADDR: others.MACADDR,
  CITEXT: texts.CITEXT,
  TSVECTOR: texts.TSVECTOR,
};

for (const [name, Class] of Object.entries(classes)) {
  if (Object.prototype.hasOwnProperty.call(Class, 'key')) continue;
  Class.types = {};
  Object.defineProperty(Class, 'name', { value: { JSON: 'JSONTYPE', 'DOUBLE PRECISION': 'DOUBLE' }[name] ?? name, configurable: true });
  Class.key = Class.prototype.key = name;
}

/** The types, callable with and without `new`. */
export const DataTypes = Object.fromEntries(Object.entries(classes).map(([name, Class]) => [name, invokable(Class)]));
DataTypes.postgres = { ...DataTypes };

/** Whether a value is a type: its class or an object of it. */
export function isDataType(value) {
  return value instanceof ABSTRACT || (typeof value === 'function' && (value.prototype instanceof ABSTRACT || value.prototype === ABSTRACT.prototype));
}

/** An attribute's type as an object; a text stays a text, to be sent as it stands. */
export function normalizeDataType(type) {
  const object = typeof type === 'function' ? new type() : type;
  if (object instanceof collections.ARRAY && !object.type) {
    throw new Error('ARRAY is missing type definition for its values.');
  }
  object._plain?.();
  return object;
}

/** The type as Rust reads it. */
export function typeToWire(type) {
  const object = typeof type === 'function' ? new type() : type;
  return typeof object?.toWire === 'function' ? object.toWire() : { key: 'RAW', raw: String(object) };
}

/** The type that Rust tells. */
export function typeFromWire(wire) {
  if (wire.raw !== undefined && wire.raw !== null) return wire.raw;
  const Class = DataTypes[wire.key] || DataTypes.ABSTRACT;
  if (wire.key === 'ENUM') return new Class(...(wire.values || []));
  if (wire.key === 'ARRAY' || wire.key === 'RANGE') return wire.of ? new Class(typeFromWire(wire.of)) : new Class(DataTypes.INTEGER);
  if (wire.key === 'VIRTUAL') return new Class(wire.of && typeFromWire(wire.of), wire.fields);
  const { length, precision, scale, binary, unsigned, zerofill } = wire;
  const number = length !== undefined && length !== null && !Number.isNaN(Number(length)) ? Number(length) : length || undefined;
  if (wire.key === 'DECIMAL') return new Class(precision ?? undefined, scale ?? undefined);
  if ([texts.STRING, texts.CHAR].some(text => Class.prototype instanceof text || Class.prototype === text.prototype)) return new Class(number, binary || undefined);
  if (Class.prototype instanceof numbers.NUMBER) return new Class(defined({ length: number, decimals: scale ?? undefined, unsigned: unsigned || undefined, zerofill: zerofill || undefined }));
  return number === undefined ? new Class() : new Class(number);
}
