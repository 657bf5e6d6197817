/** @file The class `Sequelize`: one in-memory database and its models. */

import { DataTypes, normalizeDataType } from './data-types.js';
import { ENUM } from './data-types/others.js';
import { openDatabase } from './engine.js';
import { Cast, Col, Fn, Json, Literal, Where } from './expressions.js';
import { addHooksTo } from './hooks.js';
import { Model } from './model.js';
import { has, isPlainObject, pick } from './objects.js';
import { Op } from './operators.js';
import { QueryInterface } from './query-interface.js';
import { QueryTypes } from './constants.js';
import { checkDialect, configure } from './sequelize/configuration.js';
import { call, log, transactionOf } from './sequelize/calls.js';
import { inTurn } from './sequelize/turns.js';
import { ModelManager } from './sequelize/models.js';
import { query } from './sequelize/query.js';
import { drop, sync, truncate } from './sequelize/sync.js';
import { Transaction } from './transaction.js';
import { encode } from './wire.js';

const CLOSED = {
  call() {
    throw new Error('ConnectionManager.getConnection was called after the connection manager was closed!');
  },
};

/** An instance owns an empty database of its own, whatever address it is given. */
export class Sequelize {
  constructor(...given) {
    const { config, options } = configure(given);
    Sequelize.runHooks('beforeInit', config, options);
    const defaults = {
      dialect: null, dialectModule: null, dialectModulePath: null, host: 'localhost', protocol: 'tcp', define: {}, query: {}, sync: {},
      timezone: '+00:00', standardConformingStrings: true, logging: console.log, omitNull: false, native: false, replication: false,
      ssl: undefined, pool: {}, quoteIdentifiers: true, hooks: {}, retry: { max: 5, match: [] },
      transactionType: Transaction.TYPES.DEFERRED, isolationLevel: null, databaseVersion: 0, typeValidation: false, benchmark: false,
      minifyAliases: false, logQueryParameters: false, attributeBehavior: 'throw',
    };
    this.options = { ...defaults, ...options, dialect: 'postgres' };
    if (this.options.logging === true) {
      console.warn('(node) [SEQUELIZE0002] DeprecationWarning: The logging-option should be either a function or false. Default: console.log');
      this.options.logging = console.log;
    }
    checkDialect(options.dialect);
    this._setupHooks(options.hooks);
    this.config = {
      ...pick(this.options, ['pool', 'protocol', 'native', 'ssl', 'replication', 'dialectModule', 'dialectModulePath', 'keepDefaultTimezone', 'dialectOptions']),
      database: config.database || this.options.database,
      username: config.username || this.options.username,
      password: config.password || this.options.password || null,
      host: config.host || this.options.host,
      port: config.port || this.options.port || 5432,
    };
    // Not enumerable, so that a printed Sequelize stays readable.
    Object.defineProperty(this, '_database', { value: openDatabase(), writable: true });
    this.models = {};
    this.modelManager = new ModelManager(this);
    this.queryInterface = new QueryInterface(this);
    this.dialect = { name: 'postgres', DataTypes: DataTypes.postgres, queryInterface: this.queryInterface, queryGenerator: this.queryInterface.queryGenerator, supports: {} };
    this.connectionManager = { close: async () => {}, getConnection: async () => ({}), releaseConnection() {} };
    Sequelize.runHooks('afterInit', this);
  }

  /** Sends a command; the reply comes at once. */
  _call(command, options) {
    return call(this, command, options);
  }

  /** Sends a command, between the hooks of queries where there are any; its reply comes in turn. */
  async _run(command, options = {}) {
    const { hooks } = this.options;
    // As if it had been asked when the connection was made.
    this.options.databaseVersion ||= '15.0.0';
    if (!hooks.beforeQuery?.length && !hooks.afterQuery?.length) return inTurn(this, () => call(this, command, options));
    const seen = { uuid: 'default', sequelize: this, options, instance: options.instance, model: options.model, sql: undefined };
    const statements = [];
    try {
      await this.runHooks('beforeQuery', options, seen);
      seen.sql = command.sql;
      return await inTurn(this, () => call(this, command, options, statements));
    } finally {
      await this.runHooks('afterQuery', options, seen);
      // A command may be several statements, each of which is a query to the hooks.
      for (const statement of statements.slice(1)) {
        seen.sql = statement.sql ?? statement;
        await this.runHooks('beforeQuery', options, seen);
        await this.runHooks('afterQuery', options, seen);
      }
    }
  }

  refreshTypes() {}

  getDialect() {
    return this.options.dialect;
  }

  getDatabaseName() {
    return this.config.database;
  }

  getQueryInterface() {
    return this.queryInterface;
  }

  /** Defines a model. */
  define(modelName, attributes, options = {}) {
    options.modelName = modelName;
    options.sequelize = this;
    const model = class extends Model {};
    model.init(attributes, options);
    return model;
  }

  /** The model of that name. */
  model(modelName) {
    if (!this.isDefined(modelName)) throw new Error(`${modelName} has not been defined`);
    return this.modelManager.getModel(modelName);
  }

  isDefined(modelName) {
    return Boolean(this.modelManager.getModel(modelName));
  }

  async query(sql, options) {
    return query(this, sql, options);
  }

  async set() {
    throw new Error('sequelize.set is only supported for mysql or mariadb');
  }

  escape(value) {
    return this._call({ command: 'escape', value: encode(value) }).sql;
  }

  async createSchema(schema, options) {
    return this.queryInterface.createSchema(schema, options);
  }

  async showAllSchemas(options) {
    return this.queryInterface.showAllSchemas(options);
  }

  async dropSchema(schema, options) {
    return this.queryInterface.dropSchema(schema, options);
  }

  async dropAllSchemas(options) {
    return this.queryInterface.dropAllSchemas(options);
  }

  async sync(options) {
    return sync(this, options);
  }

  async truncate(options) {
    return truncate(this, options);
  }

  async drop(options) {
    return drop(this, options);
  }

  async authenticate(options) {
    await this.query('SELECT 1+1 AS result', { raw: true, plain: true, type: QueryTypes.SELECT, ...options });
  }

  async databaseVersion(options) {
    return this.queryInterface.databaseVersion(options);
  }

  random() {
    return this.fn('RANDOM');
  }

  /** A transaction: begun, or, given a function, run and committed or taken back as the function ends. */
  async transaction(given, callback) {
    const run = typeof given === 'function' ? given : callback;
    const transaction = new Transaction(this, typeof given === 'function' ? undefined : given);
    if (!run) {
      await transaction.prepareEnvironment(false);
      return transaction;
    }
    return Sequelize._clsRun(async () => {
      await transaction.prepareEnvironment(true);
      let result;
      try {
        result = await run(transaction);
      } catch (error) {
        // What went wrong first is what matters.
        await transaction.rollback().catch(() => {});
        throw error;
      }
      await transaction.commit();
      return result;
    });
  }

  log(...args) {
    log(this, args);
  }

  async close() {
    this._database.close?.();
    this._database = CLOSED;
  }

  normalizeDataType(type) {
    return normalizeDataType(type);
  }

  /** An attribute as an object with its type made; an ENUM's values in both places. */
  normalizeAttribute(given) {
    const attribute = isPlainObject(given) ? given : { type: given };
    if (!attribute.type) return attribute;
    attribute.type = normalizeDataType(attribute.type);
    if (has(attribute, 'defaultValue') && typeof attribute.defaultValue === 'function'
      && [DataTypes.NOW, DataTypes.UUIDV1, DataTypes.UUIDV4].includes(attribute.defaultValue)) {
      attribute.defaultValue = new attribute.defaultValue();
    }
    if (attribute.type instanceof ENUM) {
      if (attribute.values) attribute.type.values = attribute.type.options.values = attribute.values;
      else attribute.values = attribute.type.values;
      if (!attribute.values.length) throw new Error('Values for ENUM have not been defined.');
    }
    return attribute;
  }

  _currentTransaction(options = {}) {
    return transactionOf(this, options);
  }

  static fn(name, ...args) {
    return new Fn(name, args);
  }

  static col(name) {
    return new Col(name);
  }

  static cast(value, type) {
    return new Cast(value, type);
  }

  static literal(sql) {
    return new Literal(sql);
  }

  static and(...conditions) {
    return { [Op.and]: conditions };
  }

  static or(...conditions) {
    return { [Op.or]: conditions };
  }

  static json(conditionsOrPath, value) {
    return new Json(conditionsOrPath, value);
  }

  static where(attribute, comparator, logic) {
    return new Where(attribute, comparator, logic);
  }

  /** Takes a namespace in which the current transaction travels along. */
  static useCLS(namespace) {
    if (!namespace || typeof namespace !== 'object' || typeof namespace.bind !== 'function' || typeof namespace.run !== 'function') {
      throw new Error('Must provide CLS namespace');
    }
    this._cls = namespace;
    return this;
  }

  static _clsRun(run) {
    if (!this._cls) return run();
    let result;
    this._cls.run(context => {
      result = run(context);
    });
    return result;
  }
}

Sequelize.options = { hooks: {} };
addHooksTo(Sequelize);
addHooksTo(Sequelize.prototype);
