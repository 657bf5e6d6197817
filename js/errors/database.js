/** @file Refusals of the database. */

import { BaseError } from './base.js';

const NO_PARENT = { sql: '', name: '', message: '' };

/** What every refusal is; `parent` is the database's own error. */
export class DatabaseError extends BaseError {
  constructor(parent, options = {}) {
    super(parent.message);
    this.parent = parent;
    this.original = parent;
    this.sql = parent.sql;
    this.parameters = parent.parameters ?? {};
    this.name = 'SequelizeDatabaseError';
    if (options.stack) this.stack = options.stack;
  }
}

/** A query that took too long. */
export class TimeoutError extends DatabaseError {
  constructor(parent, options = {}) {
    super(parent, options);
    this.name = 'SequelizeTimeoutError';
  }
}

/** A foreign key that points to nothing, or a row that others point to. */
export class ForeignKeyConstraintError extends DatabaseError {
  constructor(options = {}) {
    const parent = options.parent || NO_PARENT;
    super(parent, { stack: options.stack });
    this.table = options.table;
    this.fields = options.fields;
    this.value = options.value;
    this.index = options.index;
    this.reltype = options.reltype;
    this.name = 'SequelizeForeignKeyConstraintError';
    this.message = options.message || parent.message || 'Database Error';
  }
}

/** A row that an exclusion constraint keeps out. */
export class ExclusionConstraintError extends DatabaseError {
  constructor(options = {}) {
    const parent = options.parent || NO_PARENT;
    super(parent, { stack: options.stack });
    this.constraint = options.constraint;
    this.fields = options.fields;
    this.table = options.table;
    this.name = 'SequelizeExclusionConstraintError';
    this.message = options.message || parent.message || '';
  }
}

/** A constraint that is not there. */
export class UnknownConstraintError extends DatabaseError {
  constructor(options = {}) {
    const parent = options.parent || NO_PARENT;
    super(parent, { stack: options.stack });
    this.constraint = options.constraint;
    this.fields = options.fields;
    this.table = options.table;
    this.name = 'SequelizeUnknownConstraintError';
    this.message = options.message || 'The specified constraint does not exist';
  }
}
