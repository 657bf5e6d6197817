/** @file The root of all errors, and those that only carry a message. */

/** What every error of Sequelize is. */
export class BaseError extends Error {
  constructor(message) {
    super(message);
    this.name = 'SequelizeBaseError';
  }
}

const named = (className, name) => ({ [className]: class extends BaseError {
  constructor(message) {
    super(message);
    this.name = name;
  }
} })[className];

/** A wrong association. */
export const AssociationError = named('AssociationError', 'SequelizeAssociationError');
/** A wrong include. */
export const EagerLoadingError = named('EagerLoadingError', 'SequelizeEagerLoadingError');
/** Nothing was found where something had to be. */
export const EmptyResultError = named('EmptyResultError', 'SequelizeEmptyResultError');
/** An instance that cannot do what was asked. */
export const InstanceError = named('InstanceError', 'SequelizeInstanceError');
/** A wrong query. */
export const QueryError = named('QueryError', 'SequelizeQueryError');
/** A scope that is not there. */
export const SequelizeScopeError = named('SequelizeScopeError', 'SequelizeScopeError');
/** A queue that was closed; of other dialects. */
export const AsyncQueueError = named('AsyncQueueError', 'SequelizeAsyncQueueError');

/** Several errors at once. */
export class AggregateError extends BaseError {
  constructor(errors) {
    super();
    this.errors = errors;
    this.name = 'AggregateError';
  }

  toString() {
    const lines = this.errors.map(error => {
      if (error === this) return '[Circular AggregateError]';
      if (error instanceof AggregateError) return String(error).replace(/\n$/, '').replace(/^/gm, '  ');
      return String(error).replace(/^/gm, '    ').substring(2);
    });
    return `AggregateError of:\n${lines.join('\n')}\n`;
  }
}

/** A record of a bulk that is wrong. */
export class BulkRecordError extends BaseError {
  constructor(error, record) {
    super(error.message);
    this.errors = error;
    this.record = record;
    this.name = 'SequelizeBulkRecordError';
  }
}

/** A row that somebody else changed in between. */
export class OptimisticLockError extends BaseError {
  constructor(options = {}) {
    super(options.message || `Attempting to update a stale model instance: ${options.modelName}`);
    this.modelName = options.modelName;
    this.values = options.values;
    this.where = options.where;
    this.name = 'SequelizeOptimisticLockError';
  }
}
