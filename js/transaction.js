/** @file Transactions: managed or not, nested ones as savepoints. */

import { uuidV4 } from './identifiers.js';
import { hide } from './objects.js';

const TYPES = { DEFERRED: 'DEFERRED', IMMEDIATE: 'IMMEDIATE', EXCLUSIVE: 'EXCLUSIVE' };

const ISOLATION_LEVELS = {
  READ_UNCOMMITTED: 'READ UNCOMMITTED',
  READ_COMMITTED: 'READ COMMITTED',
  REPEATABLE_READ: 'REPEATABLE READ',
  SERIALIZABLE: 'SERIALIZABLE',
};

const LOCK = { UPDATE: 'UPDATE', SHARE: 'SHARE', KEY_SHARE: 'KEY SHARE', NO_KEY_UPDATE: 'NO KEY UPDATE' };

/** A transaction; given a parent in `options.transaction`, a savepoint in it. */
export class Transaction {
  constructor(sequelize, options = {}) {
    this.sequelize = sequelize;
    this.savepoints = [];
    this._afterCommitHooks = [];
    this.options = {
      type: sequelize.options.transactionType,
      isolationLevel: sequelize.options.isolationLevel,
      readOnly: false,
      ...options,
    };
    this.parent = this.options.transaction;
    delete this.options.transaction;
    if (this.parent) {
      this.id = this.parent.id;
      this.parent.savepoints.push(this);
      this.name = `${this.id}-sp-${this.parent.savepoints.length}`;
    } else {
      this.id = this.name = uuidV4();
    }
  }

  /** What Rust knows the transaction by: the outermost one's. */
  get _handle() {
    return this.parent ? this.parent._handle : this._own;
  }

  _send(action, fields) {
    const logging = this.options.logging === undefined ? {} : { logging: this.options.logging };
    return this.sequelize._call({ command: 'transaction', action, ...fields }, { ...logging, transaction: this, completesTransaction: true });
  }

  /** Begins it. */
  async prepareEnvironment(useCLS = true) {
    this.connection = this.parent ? this.parent.connection : { uuid: this.id };
    this._nameOutermost();
    if (this.parent) {
      this._send('savepoint', { name: this.name });
    } else {
      const { isolationLevel, readOnly, deferrable } = this.options;
      const { transaction } = this._send('begin', {
        isolationLevel: isolationLevel || undefined,
        readOnly: readOnly || undefined,
        deferrable: deferrable ? String(deferrable) : undefined,
      });
      hide(this, '_own', transaction);
    }
    const cls = this.sequelize.constructor._cls;
    if (useCLS && cls) cls.set('transaction', this);
  }

  /** Sequelize calls the one that statements run in as the latest savepoint. */
  _nameOutermost() {
    (this.parent ?? this).name = this.parent ? this.name : undefined;
  }

  /** Commits it; a savepoint waits for its parent. */
  async commit() {
    if (this.finished) {
      throw new Error(`Transaction cannot be committed because it has been finished with state: ${this.finished}`);
    }
    try {
      if (!this.parent) {
        this._send('commit', {});
        this._close();
      }
    } finally {
      this.finished = 'commit';
      for (const hook of this._afterCommitHooks) await hook.apply(this, [this]);
    }
  }

  /** Takes it back. */
  async rollback() {
    if (this.finished) {
      throw new Error(`Transaction cannot be rolled back because it has been finished with state: ${this.finished}`);
    }
    if (!this.connection) throw new Error('Transaction cannot be rolled back because it never started');
    this.finished = 'rollback';
    this._nameOutermost();
    if (this.parent) this._send('rollback', { name: this.name });
    else {
      this._send('rollback', {});
      this._close();
    }
  }

  _close() {
    this.connection.uuid = undefined;
    const cls = this.sequelize.constructor._cls;
    if (cls && cls.get('transaction') === this) cls.set('transaction', null);
  }

  /** Adds a function to be called once it is committed. */
  afterCommit(fn) {
    if (!fn || typeof fn !== 'function') throw new Error('"fn" must be a function');
    this._afterCommitHooks.push(fn);
  }

  get LOCK() {
    return LOCK;
  }

  static get LOCK() {
    return LOCK;
  }

  static get TYPES() {
    return TYPES;
  }

  static get ISOLATION_LEVELS() {
    return ISOLATION_LEVELS;
  }
}
