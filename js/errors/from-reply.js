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

/** The fields of node-pg's errors, in its order. */
const FIELDS = [
  'length', 'name', 'severity', 'code', 'detail', 'hint', 'position', 'internalPosition', 'internalQuery', 'where',
  'schema', 'table', 'column', 'dataType', 'constraint', 'file', 'line', 'routine',
];

/** Named like node-pg's, in which the fields that Postgres does not fill are there too. */
const { DatabaseError: PostgresError } = { DatabaseError: class extends Error {
  constructor(message, fields) {
    super(message);
    for (const field of FIELDS) this[field] = fields[field];
  }
} };

/** What node-pg would have thrown. */
function databaseError({ message, parent = {} }, { sql, parameters }) {
  const thrown = new PostgresError(parent.message || message, { severity: 'ERROR', ...parent, name: 'error' });
  thrown.sql = sql ?? parent.sql;
  thrown.parameters = parameters;
  return thrown;
}

function fromDatabase(error, context) {
  const parent = databaseError(error, context);
  const { message } = parent;
  const stack = new Error().stack;
  const named = pattern => message.match(pattern)?.[1];
  switch (parent.code) {
    case '23503':
      return new errors.ForeignKeyConstraintError({
        message,
        fields: null,
        index: named(/violates foreign key constraint "(.+?)"/),
        table: named(/on table "(.+?)"/),
        parent,
        stack,
      });
    case '23505':
      return uniqueViolation(parent, context, stack);
    case '23P01':
      return exclusionViolation(parent, stack);
    case '42704':
      if (parent.sql && /(CONSTRAINT|INDEX)/gi.test(parent.sql)) {
        return new errors.UnknownConstraintError({
          message: 'Unknown constraint error',
          constraint: named(/(?:constraint|index) "(.+?)"/i),
          table: named(/relation "(.+?)"/i),
          parent,
          stack,
        });
      }
      return new errors.DatabaseError(parent, { stack });
    default:
      return new errors.DatabaseError(parent, { stack });
  }
}

/** The columns and values of `Key (a, b)=(1, 2)`. */
function keyOf(detail) {
  const match = detail?.replace(/"/g, '').match(/Key \((.*?)\)=\((.*?)\)/);
  if (!match) return null;
  const values = match[2].split(', ');
  return Object.fromEntries(match[1].split(', ').map((field, index) => [field, values[index]]));
}

function uniqueViolation(parent, { model, instance }, stack) {
  const fields = keyOf(parent.detail);
  if (!fields) return new errors.UniqueConstraintError({ message: parent.message, parent, stack });
  const uniqueKeys = Object.values(model?.uniqueKeys || {});
  const items = Object.entries(fields).map(([field, value]) => {
    let text = `${field} must be unique`;
    for (const key of uniqueKeys) if (key.fields.includes(field) && key.msg) text = key.msg;
    return new errors.ValidationErrorItem(text, 'unique violation', field, value, instance, 'not_unique');
  });
  const names = Object.keys(fields);
  const own = uniqueKeys.find(key => key.msg && key.fields.length === names.length && key.fields.every((field, index) => field === names[index]));
  return new errors.UniqueConstraintError({ message: own ? own.msg : 'Validation error', errors: items, parent, fields, stack });
}

function exclusionViolation(parent, stack) {
  const match = parent.detail?.replace(/"/g, '').match(/Key \((.*?)\)=\((.*?)\)/);
  const values = match ? match[2].split(', ') : [];
  const fields = match ? Object.fromEntries(match[1].split(', ').map((field, index) => [field, values[index]])) : undefined;
  return new errors.ExclusionConstraintError({ message: 'Exclusion constraint error', constraint: parent.constraint, fields, table: parent.table, parent, stack });
}
