/** @file What `import` of the module gives, in Node and in a browser's worker. */

import Sequelize from '../index.js';
import { start } from '../wasm.js';

/** The wasm lies beside this file. */
const place = new URL('./relata.wasm', import.meta.url);

async function read() {
  if (place.protocol !== 'file:') return (await fetch(place)).arrayBuffer();
  const { readFile } = await import('node:fs/promises');
  return readFile(place);
}

start(await WebAssembly.compile(await read()));

export default Sequelize;

export const {
  fn, col, cast, literal, and, or, json, where,
  Model, QueryInterface, Transaction, Op, DataTypes, QueryTypes, TableHints, IndexHints, Deferrable, Utils,
  Validator, useInflection, Association, BelongsTo, HasOne, HasMany, BelongsToMany,
  ABSTRACT, STRING, CHAR, TEXT, NUMBER, TINYINT, SMALLINT, MEDIUMINT, INTEGER, BIGINT, FLOAT, TIME, DATE, DATEONLY,
  BOOLEAN, NOW, BLOB, DECIMAL, NUMERIC, UUID, UUIDV1, UUIDV4, HSTORE, JSON, JSONB, VIRTUAL, ARRAY, ENUM, RANGE,
  REAL, DOUBLE, GEOMETRY, GEOGRAPHY, CIDR, INET, MACADDR, CITEXT, TSVECTOR,
  BaseError, AggregateError, AsyncQueueError, AssociationError, BulkRecordError, ConnectionError, DatabaseError,
  EagerLoadingError, EmptyResultError, InstanceError, OptimisticLockError, QueryError, SequelizeScopeError,
  ValidationError, ValidationErrorItem, ValidationErrorItemOrigin, ValidationErrorItemType, AccessDeniedError, ConnectionAcquireTimeoutError, ConnectionRefusedError,
  ConnectionTimedOutError, HostNotFoundError, HostNotReachableError, InvalidConnectionError,
  ExclusionConstraintError, ForeignKeyConstraintError, TimeoutError, UnknownConstraintError, UniqueConstraintError,
  Migrator, Seeder,
} = Sequelize;
const { BaseError: Error } = Sequelize;
export { Error, Sequelize };
