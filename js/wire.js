/**
 * @file Values as they cross to Rust and back.
 *
 * Towards Rust only `null`, booleans, numbers, texts and lists stand for themselves; all else
 * is an object of one tag, as the head of `src/orm/js.rs` lists them. Back come rows: lists of
 * values whose kinds the reply's columns tell.
 */

import { isDataType, typeFromWire, typeToWire } from './data-types.js';
import { Cast, Col, Fn, Json, Literal, SequelizeMethod, Where } from './expressions.js';
import { isDeferral } from './constants.js';
import { intervalOf } from './interval.js';
import { isBytes } from './objects.js';
import { comparatorOf, operatorName } from './operators.js';

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Bytes in hex. */
export function toHex(bytes) {
  if (typeof Buffer !== 'undefined' && Buffer.isBuffer(bytes)) return bytes.toString('hex');
  let text = '';
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** Hex as a `Buffer`, or bytes where there is none. */
export function fromHex(text) {
  if (typeof Buffer !== 'undefined') return Buffer.from(text, 'hex');
  return Uint8Array.from({ length: text.length / 2 }, (_, index) => parseInt(text.substr(index * 2, 2), 16));
}

/**
 * A value for Rust.
 * @param {unknown} value
 */
export function encode(value) {
  switch (typeof value) {
    case 'string':
      // No text of Postgres holds a NUL; Sequelize writes its escape.
      return value.includes('\0') ? value.replaceAll('\0', '\\0') : value;
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : { n: String(value) };
    case 'undefined':
      return { u: 1 };
    case 'bigint':
      return { i: String(value) };
    case 'symbol':
      return operatorName(value) ?? String(value);
    case 'function':
      return encodeFunction(value);
    default:
      return value === null ? null : encodeObject(value);
  }
}

function encodeFunction(value) {
  if (value._isModel) return { model: value._declaredName };
  if (isDataType(value)) return { type: typeToWire(value) };
  if (isDeferral(value)) return String(value);
  return { f: value.name };
}

function encodeObject(value) {
  if (Array.isArray(value)) return value.map(encode);
  if (value instanceof Date) {
    const time = value.getTime();
    return { d: Number.isNaN(time) ? null : time };
  }
  if (isBytes(value) || value instanceof Uint8Array) return { b: toHex(value) };
  if (value instanceof SequelizeMethod) return encodeExpression(value);
  if (typeof value.toWire === 'function') return isDataType(value) ? { type: typeToWire(value) } : value.toWire();
  if (isDeferral(value)) return String(value);
  if (value instanceof String || value instanceof Number || value instanceof Boolean) return value.valueOf();
  if (typeof value.toDate === 'function' && value._isAMomentObject) return encode(value.toDate());
  // An attribute of `rawAttributes` stands for its column.
  if (value._modelAttribute) return { col: `${value.Model.name}.${value.field}` };
  return { o: encodeEntries(value) };
}

/** An object's entries: operators first, as conditions are read. */
export function encodeEntries(object) {
  const entries = [];
  for (const symbol of Object.getOwnPropertySymbols(object)) {
    const op = operatorName(symbol);
    if (op !== undefined) entries.push([{ op }, encode(object[symbol])]);
  }
  for (const key of Object.keys(object)) entries.push([key, encode(object[key])]);
  return entries;
}

function encodeExpression(value) {
  if (value instanceof Literal) return { lit: String(value.val) };
  if (value instanceof Col) return { col: columnName(value) };
  if (value instanceof Fn) return { fn: [String(value.fn), value.args.map(encode)] };
  if (value instanceof Cast) return { cast: [encode(value.val), value.type] };
  if (value instanceof Where) return { where: [encode(value.attribute), comparatorOf(value.comparator), encode(value.logic)] };
  if (value instanceof Json) {
    const subject = encode(value.conditions ?? value.path);
    return value.value === undefined ? { json: subject } : { json: subject, value: encode(value.value) };
  }
  return { u: 1 };
}

/** A column's name. What is no text fails as it does where Sequelize asks how it begins. */
function columnName(smth) {
  if (Array.isArray(smth.col)) return smth.col.join('.');
  return smth.col.startsWith('*') ? '*' : smth.col;
}

/** The value that Rust tells in the form in which it was sent. */
export function fromWire(wire) {
  if (typeof wire !== 'object' || wire === null) return wire;
  if (Array.isArray(wire)) return wire.map(fromWire);
  const [[tag, value]] = Object.entries(wire);
  switch (tag) {
    case 'o':
      return Object.fromEntries(value.map(([key, item]) => [typeof key === 'string' ? key : Symbol.for(key.op), fromWire(item)]));
    case 'd':
      return new Date(value ?? NaN);
    case 'b':
      return fromHex(value);
    case 'n':
      return Number(value);
    case 'i':
      return BigInt(value);
    case 'fn':
      return new Fn(value[0], value[1].map(fromWire));
    case 'col':
      return new Col(value);
    case 'lit':
      return new Literal(value);
    case 'cast':
      return new Cast(fromWire(value[0]), value[1]);
    case 'type':
      return typeFromWire(value);
    default:
      return undefined;
  }
}

const identity = value => value;

/**
 * What makes a value of a kind: a moment's milliseconds a `Date`, hex a `Buffer`.
 * @param {string | Function} kind as replies name them, or what makes the value
 * @returns {((value: any) => any) | null} nothing where the value stands for itself
 */
export function decoder(kind) {
  if (typeof kind === 'function') return kind;
  // What JSON has no number for comes as text.
  if (kind === 'n') return value => (typeof value === 'string' ? Number(value) : value);
  if (kind === 'd') return value => (typeof value === 'number' ? new Date(value) : infinite(value));
  if (kind === 'v') return intervalOf;
  if (kind === 'x') return value => (value === null ? null : fromHex(value));
  if (kind.startsWith('a')) {
    const item = decoder(kind.slice(1) || 's');
    if (!item) return null;
    const list = value => (Array.isArray(value) ? value.map(list) : item(value));
    return list;
  }
  return null;
}

/** A moment beyond all moments comes as text. */
const infinite = value => ({ infinity: Infinity, '-infinity': -Infinity }[value] ?? value);

/** A value of that kind. */
export const decode = (value, kind) => (decoder(kind) || identity)(value);

/**
 * Makes plain objects of positional rows, keyed by column.
 * @param {[string, string][]} columns names and kinds
 * @param {unknown[][]} rows
 */
export function toObjects(columns, rows) {
  const names = columns.map(([name]) => name);
  const decoders = columns.map(([, kind]) => decoder(kind));
  return rows.map(row => {
    const object = {};
    for (let index = 0; index < names.length; index += 1) {
      const convert = decoders[index];
      object[names[index]] = convert ? convert(row[index]) : row[index];
    }
    return object;
  });
}
