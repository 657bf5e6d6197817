/** @file A find's options for Rust: those that mean something to it, of the find and of its includes. */

import { encode } from '../wire.js';

const COMMON = ['where', 'attributes', 'order', 'group', 'having', 'limit', 'offset', 'subQuery', 'paranoid', 'lock', 'skipLocked', 'indexHints', 'tableHint'];
const TOP = [...COMMON, 'searchPath', 'distinct', 'raw', 'nest', 'plain', 'includeIgnoreAttributes', 'groupedLimit', 'tableAlias', 'keyNode'];
const INCLUDED = [...COMMON, 'required', 'right', 'on', 'or', 'separate', 'duplicating', 'isOwnFind'];
const THROUGH = ['attributes', 'where', 'paranoid', 'as', 'on', 'required', 'order', 'limit', 'duplicating'];

function entries(options, keys) {
  const result = [];
  for (const key of keys) if (options[key] !== undefined) result.push([key, encode(options[key])]);
  return result;
}

/** The schema of a model that `schema` has put in another than its own. */
function elsewhere({ _schema, options }) {
  return _schema && _schema !== options.schema ? [['schema', encode(_schema)]] : [];
}

/**
 * The options of a find.
 * @param {Function} model
 * @param {object} options with includes resolved
 */
export function encodeFind(model, options) {
  const hasPath = model.sequelize?.options.dialectOptions?.prependSearchPath && options.supportsSearchPath !== false;
  const result = entries(hasPath ? options : { ...options, searchPath: undefined }, TOP);
  result.push(...elsewhere(model));
  if (model.name !== model._declaredName) result.push(['tableAlias', model.name]);
  const includes = encodeIncludes(options.include, options.includeIgnoreAttributes === false);
  if (includes) result.push(['include', includes]);
  return { o: result };
}

/** Separate includes change no count. */
function isAsked(include, isCount) {
  return !include._pseudo && !(include.separate && isCount);
}

function encodeIncludes(includes, isCount) {
  const real = (includes || []).filter(include => isAsked(include, isCount));
  return real.length ? real.map(include => encodeInclude(include, isCount)) : null;
}

function encodeInclude(include, isCount) {
  // Sequelize looks for the pairs' table in these words.
  if (include.through && !include.separate && !include.association?.through) {
    throw new TypeError("Cannot read properties of undefined (reading 'getTableName')");
  }
  let result = [['association', encode(include.association)], ...entries(include, INCLUDED), ...elsewhere(include.model)];
  // What a scope selects is not what was asked for: it is shown as it comes.
  if (include.givenAttributes !== undefined) {
    const own = include.givenAttributes ? [['attributes', encode(include.givenAttributes)]] : [];
    result = [...result.filter(([key]) => key !== 'attributes'), ...own, ['scopeAttributes', encode(include.attributes)]];
  }
  if (include.throughGiven) result.push(['through', { o: entries(include.throughGiven, THROUGH) }]);
  const nested = encodeIncludes(include.include, isCount);
  if (nested) result.push(['include', nested]);
  return { o: result };
}
