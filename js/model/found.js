/**
 * @file Instances of rows that were found.
 *
 * A reply has nested, positional rows and one shape for all of them. All that instances of
 * one place in the tree share, their options above all, is made once; of a row only what is
 * its own.
 */

import { decoder } from '../wire.js';
import { withRanges } from './ranges.js';
import { FIRST, FOUND, mark } from './base.js';

/** From as many rows on, a function made for the shape pays. */
const MANY = 200;

/**
 * Makes the instances of a reply.
 * @param {Function} model
 * @param {{shape: object, rows: any[][]}} reply
 * @param {object} options of the find, its includes resolved
 * @returns {object[]}
 */
export function found(model, { shape, rows }, options) {
  const place = {
    include: options.include, includeNames: options.includeNames, includeMap: options.includeMap,
    attributes: options.originalAttributes || options.attributes,
  };
  const build = builder(shape, model, place, rows.length >= MANY);
  return rows.map(build);
}

const nameOf = attribute => (Array.isArray(attribute) ? attribute[1] : attribute);

/** What an instance at that place is built with, in Sequelize's order: code prints it. */
function optionsOf({ isChild, include, includeNames, includeMap, attributes }) {
  const names = attributes?.map(nameOf);
  const includes = { include, includeNames, includeMap, includeValidated: true };
  if (isChild) return { ...includes, raw: true, attributes: names };
  return include ? { ...includes, attributes: names, raw: true } : { raw: true, attributes: names };
}

/** What builds the instance of a row of that shape. */
function builder(shape, model, place, isMany) {
  const options = { isNewRecord: false, _schema: model._schema, _schemaDelimiter: model._schemaDelimiter, ...optionsOf(place) };
  mark(options, FOUND);
  if (!model._overwrittenAttributesChecked) mark(options, FIRST);
  const { children } = shape;
  const columns = withRanges(model, shape.columns);
  const parts = {
    Model: model,
    options,
    names: columns.map(([name]) => name),
    decoders: columns.map(([, kind]) => decoder(kind)),
    children: children.map((child, index) => childBuilder(child, columns.length + index, place, isMany)),
  };
  return (isMany && compiled(parts)) || plainBuilder(parts);
}

function childBuilder({ name, multiple, shape }, at, place, isMany) {
  const include = place.includeMap?.[name] || place.include?.find(({ as }) => as === name);
  if (!include) throw new Error(`The engine sent rows under "${name}", which no include asks for`);
  const build = builder(shape, include.model, {
    isChild: true, include: include.include, includeNames: include.includeNames, includeMap: include.includeMap, attributes: include.originalAttributes,
  }, isMany);
  return { name, at, build: multiple ? rows => (rows ? rows.map(build) : []) : row => (row ? build(row) : null) };
}

function plainBuilder({ Model, options, names, decoders, children }) {
  return row => {
    const values = {};
    for (let index = 0; index < names.length; index += 1) {
      const decode = decoders[index];
      values[names[index]] = decode ? decode(row[index]) : row[index];
    }
    for (const { name, at, build } of children) values[name] = build(row[at]);
    const instance = new Model(values, options);
    for (const { name } of children) instance[name] = values[name];
    return instance;
  };
}

/** The functions made so far, by model and code: one that is used again is fast from its first row on. */
const factories = new WeakMap();

/** How many shapes of one model are kept. */
const KEPT = 64;

/** The same as a function of its own, in which every name is written out; nothing where code may not be made. */
function compiled({ Model, options, names, decoders, children }) {
  if (new Set(names).size !== names.length || names.includes('__proto__')) return null;
  const entries = names.map((name, index) => `${JSON.stringify(name)}: ${decoders[index] ? `decoders[${index}](row[${index}])` : `row[${index}]`}`);
  entries.push(...children.map(({ name, at }, index) => `${JSON.stringify(name)}: builds[${index}](row[${at}])`));
  const owns = children.map(({ name }) => `instance[${JSON.stringify(name)}] = values[${JSON.stringify(name)}];`);
  const code = `return row => {
    const values = { ${entries.join(', ')} };
    const instance = new Model(values, options);
    ${owns.join('\n    ')}
    return instance;
  };`;
  try {
    return factoryOf(Model, code)(Model, options, decoders, children.map(({ build }) => build));
  } catch {
    // A page's security policy may forbid it.
    return null;
  }
}

function factoryOf(Model, code) {
  const own = factories.get(Model) ?? new Map();
  factories.set(Model, own);
  if (!own.has(code)) {
    if (own.size >= KEPT) own.clear();
    own.set(code, new Function('Model', 'options', 'decoders', 'builds', code));
  }
  return own.get(code);
}
