/** @file The named constants that user code reads: kinds of queries, hints, deferrable constraints. */

import { invokable } from './invokable.js';

const same = (...names) => Object.fromEntries(names.map(name => [name, name]));

/** Kinds of queries: the `type` of `sequelize.query`. */
export const QueryTypes = same(
  'SELECT', 'INSERT', 'UPDATE', 'BULKUPDATE', 'BULKDELETE', 'DELETE', 'UPSERT', 'VERSION', 'SHOWTABLES', 'SHOWINDEXES',
  'DESCRIBE', 'RAW', 'FOREIGNKEYS', 'SHOWCONSTRAINTS',
);

/** Hints of SQL Server; Postgres has none, the names stay readable. */
export const TableHints = same(
  'NOLOCK', 'READUNCOMMITTED', 'UPDLOCK', 'REPEATABLEREAD', 'SERIALIZABLE', 'READCOMMITTED', 'TABLOCK', 'TABLOCKX',
  'PAGLOCK', 'ROWLOCK', 'NOWAIT', 'READPAST', 'XLOCK', 'SNAPSHOT', 'NOEXPAND',
);

/** Hints of MySQL. */
export const IndexHints = same('USE', 'FORCE', 'IGNORE');

class Deferral {
  static toString(...args) {
    return new this().toString(...args);
  }

  toString(...args) {
    return this.toSql(...args);
  }

  toSql() {
    throw new Error('toSql implementation missing');
  }
}

const fixed = (name, sql) => invokable({ [name]: class extends Deferral {
  toSql() {
    return sql;
  }
} }[name]);

const changing = (name, word) => invokable({ [name]: class extends Deferral {
  constructor(constraints) {
    super();
    this.constraints = constraints;
  }

  toSql() {
    const names = (this.constraints || []).map(constraint => `"${constraint}"`).join(', ');
    return `SET CONSTRAINTS ${names || 'ALL'} ${word}`;
  }
} }[name]);

/** When a constraint is checked. */
export const Deferrable = {
  INITIALLY_DEFERRED: fixed('INITIALLY_DEFERRED', 'DEFERRABLE INITIALLY DEFERRED'),
  INITIALLY_IMMEDIATE: fixed('INITIALLY_IMMEDIATE', 'DEFERRABLE INITIALLY IMMEDIATE'),
  NOT: fixed('NOT', 'NOT DEFERRABLE'),
  SET_DEFERRED: changing('SET_DEFERRED', 'DEFERRED'),
  SET_IMMEDIATE: changing('SET_IMMEDIATE', 'IMMEDIATE'),
};

/** Whether a value is one of `Deferrable`, the class or an object of it. */
export function isDeferral(value) {
  return value instanceof Deferral || (typeof value === 'function' && value.prototype instanceof Deferral);
}
