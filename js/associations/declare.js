/**
 * An association's way through Rust: options out, description back, models refreshed.
 */

import { encode } from '../wire.js';
import { pick } from './options.js';

/** What Rust reads of an association's options. */
const READ_BY_RUST = [
  ...['as', 'foreignKey', 'otherKey', 'sourceKey', 'targetKey', 'through', 'scope', 'uniqueKey'],
  ...['constraints', 'foreignKeyConstraint', 'onDelete', 'onUpdate', 'keyType', 'timestamps'],
];

/**
 * Declares a constructed association and puts it on its source.
 *
 * @param association Constructed, not yet described.
 * @param kind `hasOne`, `hasMany`, `belongsTo` or `belongsToMany`.
 */
export function declare(association, kind) {
  const { source, target, options } = association;
  const { sequelize } = source;
  const reply = sequelize._call({
    command: 'associate',
    kind,
    source: source._declaredName,
    target: target._declaredName,
    options: encode(pick(options, READ_BY_RUST)),
  });
  for (const description of reply.models ?? []) {
    refresh(sequelize.model(description.name), description, association, reply.association);
  }
  source.associations[association.associationAccessor] = association;
  association.describe(reply.association);
  if (kind === 'hasOne' || kind === 'belongsTo') writeActions(options, reply.association);
  if (association.paired) describePaired(association.paired, association, reply.paired);
  association.mixin(source.prototype);
  return association;
}

/** The new attributes of a model; functions given with a key's attribute stay with it. */
function refresh(model, description, association, { foreignKey, through }) {
  const given = {};
  if (model === association._holder) {
    given[foreignKey] = association.foreignKeyAttribute;
    if (through) {
      given[through.otherKey] = association.otherKeyAttribute;
      renameUnique(model, description, Object.keys(given));
    }
  }
  model._refresh(description, given);
}

/** The unique key of two paired keys is named by the association that was declared last. */
function renameUnique(model, { attributes }, names) {
  for (const { name, unique } of attributes) {
    const own = model.rawAttributes[name];
    if (own && names.includes(name) && typeof unique === 'string') own.unique = unique;
  }
}

/** Sequelize writes the actions it chose into the options of these two. */
function writeActions(options, { onDelete, onUpdate }) {
  if (options.constraints === false) return;
  options.onDelete ||= onDelete;
  options.onUpdate ||= onUpdate;
}

/** A later declaration settles keys that the earlier one had by default. */
function describePaired(paired, by, description) {
  if (description) {
    paired.describe(description);
    return;
  }
  const otherKey = paired.otherKeyDefault ? by.foreignKey : paired.otherKey;
  const targetKey = paired.targetKeyDefault ? by.sourceKey : paired.targetKey;
  if (otherKey === paired.otherKey && targetKey === paired.targetKey) return;
  const { foreignKey, identifierField, accessors, sourceKey, sourceKeyField } = paired;
  const targetKeyField = paired.target.rawAttributes[targetKey]?.field || targetKey;
  const otherKeyField = paired.through.model.rawAttributes[otherKey]?.field || otherKey;
  paired.describe({
    ...{ foreignKey, identifierField, accessors, sourceKey, sourceKeyField, targetKey, targetKeyField },
    ...paired.options.name,
    through: { otherKey, otherKeyField },
  });
}
