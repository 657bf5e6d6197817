/** @file Every error class of Sequelize: names, fields, messages and inheritance. */

export { AggregateError, AssociationError, AsyncQueueError, BaseError, BulkRecordError, EagerLoadingError, EmptyResultError, InstanceError, OptimisticLockError, QueryError, SequelizeScopeError } from './errors/base.js';
export { AccessDeniedError, ConnectionAcquireTimeoutError, ConnectionError, ConnectionRefusedError, ConnectionTimedOutError, HostNotFoundError, HostNotReachableError, InvalidConnectionError } from './errors/connection.js';
export { DatabaseError, ExclusionConstraintError, ForeignKeyConstraintError, TimeoutError, UnknownConstraintError } from './errors/database.js';
export { UniqueConstraintError, ValidationError, ValidationErrorItem, ValidationErrorItemOrigin, ValidationErrorItemType } from './errors/validation.js';
