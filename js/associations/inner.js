/**
 * The plain associations inside a belongsToMany, between its two ends and the through model.
 *
 * They are not declared on the models; includes of the pairs go by them.
 */

import { BelongsTo } from './belongs-to.js';
import { HasMany } from './has-many.js';
import { HasOne } from './has-one.js';

/** Gives a belongsToMany its inner associations. */
export function describeInner(outer) {
  const { source, target, foreignKey, otherKey, sourceKey, targetKey } = outer;
  const pair = outer.through.model;
  const sourceSide = { foreignKey, field: outer.identifierField, key: sourceKey };
  const targetSide = { foreignKey: otherKey, field: outer.foreignIdentifierField, key: targetKey };
  const as = pair.name;
  const inner = {
    toSource: toEnd(pair, source, sourceSide),
    manyFromSource: fromEnd(HasMany, source, pair, sourceSide, {}),
    oneFromSource: fromEnd(HasOne, source, pair, sourceSide, { as, sourceKey }),
    toTarget: toEnd(pair, target, targetSide),
    manyFromTarget: fromEnd(HasMany, target, pair, targetSide, {}),
    oneFromTarget: fromEnd(HasOne, target, pair, targetSide, { as, sourceKey: targetKey }),
  };
  for (const [name, association] of Object.entries(inner)) {
    association.wireName = [source._declaredName, `${outer.as}.${name}`];
    outer[name] = association;
  }
}

function toEnd(pair, end, { foreignKey, field, key }) {
  const association = make(BelongsTo, pair, end, { foreignKey });
  association.describe({
    foreignKey,
    identifierField: field,
    targetKey: key,
    targetKeyField: fieldOf(end, key),
    accessors: accessors(['get', 'set', 'create'], association.as),
  });
  return association;
}

function fromEnd(Kind, end, pair, { foreignKey, field, key }, more) {
  const association = make(Kind, end, pair, { foreignKey, ...more });
  const { singular, plural } = pair.options.name;
  const single = Kind === HasOne;
  association.describe({
    foreignKey,
    identifierField: field,
    sourceKey: key,
    sourceKeyField: fieldOf(end, key),
    singular,
    plural,
    accessors: single ? accessors(['get', 'set', 'create'], association.as) : manyAccessors(singular, plural),
  });
  return association;
}

/** An association of that kind, whether or not its alias is taken on the source. */
function make(Kind, source, target, options) {
  const stand = Object.create(source, { hasAlias: { value: () => false } });
  const association = new Kind(stand, target, options);
  association.source = source;
  association.isSelfAssociation = source === target;
  return association;
}

function fieldOf(model, attribute) {
  return model.rawAttributes[attribute]?.field || attribute;
}

function accessors(methods, name) {
  return Object.fromEntries(methods.map((method) => [method, `${method}${capital(name)}`]));
}

function manyAccessors(singular, plural) {
  const [one, many] = [capital(singular), capital(plural)];
  return {
    get: `get${many}`,
    set: `set${many}`,
    addMultiple: `add${many}`,
    add: `add${one}`,
    create: `create${one}`,
    remove: `remove${one}`,
    removeMultiple: `remove${many}`,
    hasSingle: `has${one}`,
    hasAll: `has${many}`,
    count: `count${many}`,
  };
}

function capital(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
