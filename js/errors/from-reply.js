/** @file Errors of replies: the database's own get the class that Sequelize gives Postgres' codes. */

import * as errors from '../errors.js';

const BUILT_IN = { Error, TypeError, RangeError, SyntaxError };

// By the names they are exported under: a bundler may rename the classes.
const classOfName = new Map();
for (const [name, Class] of Object.entries(errors)) {
  if (typeof Class !== 'function' || !(Class.prototype instanceof Error)) continue;
  classOfName.set(name.startsWith('Sequelize') ? name : `Sequelize${name}`, Class);
}

/**
 * The error that a reply tells.
 * @param {object} error of the reply: class, message, parent
 * @param {{model?: Function, instance?: object, sql?: string, parameters?: unknown[]}} context of the command
 */
export function errorFromReply(error, context = {}) {
  if (error.parent) return fromDatabase(error, context);
  const Class = BUILT_IN[error.class] || classOfName.get(error.class);
  if (!Class) return Object.assign(new Error(error.message), { name: error.class || 'Error' });
  if (Class === errors.UniqueConstraintError) return new Class({ message: error.message });
  if (error.class === 'SequelizeDatabaseError') return new Class(databaseError(error, context));
  return new Class(error.message);
}

/** What node-pg would have thrown. */
function databaseError({ message, parent = {} }, { sql, parameters }) {
  const thrown = Object.assign(new Error(parent.message || message), { name: 'error', severity: 'ERROR' }, parent);
  thrown.name = 'error';
  thrown.sql = sql ?? parent.sql;
  if (parameters) thrown.parameters = parameters;
  return thrown;
}

function fromDatabase(error, context) {
  const parent = databaseError(error, context);
  const { message } = parent;
  const named = pattern => message.match(pattern)?.[1];
  switch (parent.code) {
    case '23503':
      return new errors.ForeignKeyConstraintError({
        message,
        fields: null,
        index: named(/violates foreign key constraint "(.+?)"/),
        table: named(/on table "(.+?)"/),
        parent,
      });
    case '23505':
      return uniqueViolation(parent, context);
    case '23P01':
      return exclusionViolation(parent);
    case '42704':
      if (parent.sql && /(CONSTRAINT|INDEX)/gi.test(parent.sql)) {
        return new errors.UnknownConstraintError({
          message: 'Unknown constraint error',
          constraint: named(/(?:constraint|index) "(.+?)"/i),
          table: named(/relation "(.+?)"/i),
          parent,
        });
      }
      return new errors.DatabaseError(parent);
    default:
      return new errors.DatabaseError(parent);
  }
}

/** The columns and values of `Key (a, b)=(1, 2)`. */
function keyOf(detail) {
  const match = detail?.replace(/"/g, '').match(/Key \((.*?)\)=\((.*?)\)/);
  if (!match) return null;
  const values = match[2].split(', ');
  return Object.fromEntries(match[1].split(', ').map((field, index) => [field, values[index]]));
}

function uniqueViolation(parent, { model, instance }) {
  const fields = keyOf(parent.detail);
  if (!fields) return new errors.UniqueConstraintError({ message: parent.message, parent });
  const uniqueKeys = Object.values(model?.uniqueKeys || {});
  const items = Object.entries(fields).map(([field, value]) => {
    let text = `${field} must be unique`;
    for (const key of uniqueKeys) if (key.fields.includes(field) && key.msg) text = key.msg;
    return new errors.ValidationErrorItem(text, 'unique violation', field, value, instance, 'not_unique');
  });
  const names = Object.keys(fields);
  const own = uniqueKeys.find(key => key.msg && key.fields.length === names.length && key.fields.every((field, index) => field === names[index]));
  return new errors.UniqueConstraintError({ message: own ? own.msg : 'Validation error', errors: items, parent, fields });
}

function exclusionViolation(parent) {
  const match = parent.detail?.replace(/"/g, '').match(/Key \((.*?)\)=\((.*?)\)/);
  const values = match ? match[2].split(', ') : [];
  const fields = match ? Object.fromEntries(match[1].split(', ').map((field, index) => [field, values[index]])) : undefined;
  return new errors.ExclusionConstraintError({ message: 'Exclusion constraint error', constraint: parent.constraint, fields, table: parent.table, parent });
}
