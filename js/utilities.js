/** @file `Sequelize.Utils`: the part of it that user code reaches for. */

import { SequelizeMethod, Fn, Col, Cast, Literal, Json, Where } from './expressions.js';
import { cloneOptions, fillIn, isEmpty, isPlainObject, mergeOptions } from './objects.js';
import { conditionKeys, operatorName } from './operators.js';
import { openDatabase } from './engine.js';

let inflecting = null;
let custom = null;

function inflect(word, form) {
  if (custom) return custom[form](word);
  // One small database serves all words: the rules are the engine's.
  inflecting ??= openDatabase();
  const reply = JSON.parse(inflecting.call(JSON.stringify({ command: 'inflect', word, transaction: null })));
  return reply.ok[form === 'pluralize' ? 'plural' : 'singular'];
}

/** Takes another library for plurals, as long as the façade itself makes them. */
export function useInflection(inflection) {
  custom = inflection;
}

export const singularize = word => inflect(word, 'singularize');
export const pluralize = word => inflect(word, 'pluralize');

const camelize = text => text.trim().replace(/[-_\s]+(.)?/g, (match, letter) => (letter || '').toUpperCase());

const underscore = text => text
  .replace(/::/g, '/')
  .replace(/[A-Z]/g, '_$&')
  .replace(/(^|\/)_/g, '$1')
  .toLowerCase();

/** The functions and classes of `Sequelize.Utils`. */
export const Utils = {
  useInflection,
  singularize,
  pluralize,
  camelize,
  underscore,
  camelizeIf: (text, condition) => (condition ? camelize(text) : text),
  underscoredIf: (text, condition) => (condition ? underscore(text) : text),
  isPrimitive: value => ['string', 'number', 'boolean'].includes(typeof value),
  cloneDeep: value => cloneOptions(value || {}),
  merge: mergeOptions,
  mergeDefaults: (target, source) => mergeOptions(source, target),
  defaults: (target, ...sources) => fillIn(Object(target), ...sources),
  isColString: value => typeof value === 'string' && value[0] === '$' && value[value.length - 1] === '$',
  isWhereEmpty: where => Boolean(where) && isEmpty(where) && Object.getOwnPropertySymbols(where).length === 0,
  getOperators: object => Object.getOwnPropertySymbols(object).filter(symbol => operatorName(symbol)),
  getComplexKeys: conditionKeys,
  getComplexSize: object => (Array.isArray(object) ? object.length : conditionKeys(object).length),
  combineTableNames: (a, b) => (a.toLowerCase() < b.toLowerCase() ? a + b : b + a),
  generateEnumName: (table, column) => `enum_${table}_${column}`,
  addTicks: (text, tick = '`') => `${tick}${text.split(tick).join('')}${tick}`,
  removeTicks: (text, tick = '`') => text.split(tick).join(''),
  now: () => new Date(),
  flattenObjectDeep,
  SequelizeMethod, Fn, Col, Cast, Literal, Json, Where,
};

/** Makes of `{a: {b: 1}}` the object `{'a.b': 1}`. */
export function flattenObjectDeep(value) {
  if (!isPlainObject(value)) return value;
  const flat = {};
  const walk = (object, path) => {
    for (const key of Object.keys(object)) {
      const at = path ? `${path}.${key}` : key;
      if (typeof object[key] === 'object' && object[key] !== null) walk(object[key], at);
      else flat[at] = object[key];
    }
  };
  walk(value, undefined);
  return flat;
}
