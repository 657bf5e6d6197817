/** @file Errors of connections; an in-memory database has none, user code still names them. */

import { BaseError } from './base.js';

/** What every error of a connection is. */
export class ConnectionError extends BaseError {
  constructor(parent) {
    super(parent ? parent.message : '');
    this.parent = parent;
    this.original = parent;
    this.name = 'SequelizeConnectionError';
  }
}

const named = className => ({ [className]: class extends ConnectionError {
  constructor(parent) {
    super(parent);
    this.name = `Sequelize${className}`;
  }
} })[className];

export const AccessDeniedError = named('AccessDeniedError');
export const ConnectionAcquireTimeoutError = named('ConnectionAcquireTimeoutError');
export const ConnectionRefusedError = named('ConnectionRefusedError');
export const ConnectionTimedOutError = named('ConnectionTimedOutError');
export const HostNotFoundError = named('HostNotFoundError');
export const HostNotReachableError = named('HostNotReachableError');
export const InvalidConnectionError = named('InvalidConnectionError');
