/** @file `sequelize.getQueryInterface()`: changes of tables, as migrations make them. Rust does them; here they get their form. */

import { Deferrable } from './constants.js';
import { ENUM } from './data-types/others.js';
import { isPlainObject } from './objects.js';
import { encodeAttribute } from './model/declare.js';
import { callOptions } from './model/table.js';
import { QueryGenerator } from './query-interface/generator.js';
import { encodeArgument, encodeColumns, tableToWire } from './query-interface/arguments.js';
import { resultsOf } from './sequelize/result.js';
import { data } from './query-interface/data.js';

/** Methods that Rust serves as they are, by the place of their options. */
const METHODS = {
  createDatabase: 1, dropDatabase: 1, dropSchema: 1, showAllSchemas: 0, databaseVersion: 0,
  tableExists: 1, dropAllTables: 0, renameTable: 2, showAllTables: 0, describeTable: 1, removeColumn: 2,
  renameColumn: 3, showIndex: 1, removeIndex: 2, showConstraint: 2, removeConstraint: 2, getForeignKeysForTables: 1,
  dropEnum: 1, pgListEnums: 1,
};

/** Changes of the database's structure, and of rows without models. */
export class QueryInterface {
  constructor(sequelize, queryGenerator) {
    Object.defineProperty(this, 'sequelize', { value: sequelize, writable: true, configurable: true });
    this.queryGenerator = queryGenerator || new QueryGenerator(sequelize);
  }

  /** Sends a method to Rust, its arguments in wire form. */
  async _send(method, args, options) {
    return answer(await this.sequelize._run({ command: 'queryInterface', method, arguments: args }, callOptions(options)));
  }

  async createTable(given, attributes, options = {}) {
    const table = options?.schema && !given.schema ? { tableName: given.tableName ?? given, schema: options.schema } : given;
    const columns = {};
    for (const [name, attribute] of Object.entries(attributes ?? {})) {
      columns[name] = this.sequelize.normalizeAttribute(attribute);
      requireType(columns[name], 'type');
      requireReference(columns[name]);
    }
    return this._send('createTable', [tableToWire(table), encodeColumns(columns), encodeArgument(options)], options);
  }

  async dropTable(table, options) {
    const model = this.sequelize.modelManager.getModel(table, { attribute: 'tableName' });
    const hasEnum = Object.values(model?.rawAttributes ?? {}).some(({ type }) => type instanceof ENUM);
    if (hasEnum && options === undefined) {
      // Sequelize notes something in the options before it drops the type of an ENUM, which stays.
      await this.sequelize._run({ command: 'query', sql: `DROP TABLE IF EXISTS ${this.quoteTable(table)};` });
      throw new TypeError("Cannot set properties of undefined (setting 'supportsSearchPath')");
    }
    await this._send('dropTable', [tableToWire(table), encodeArgument(options || {})], options);
  }

  async dropAllEnums(options) {
    const enums = await this.pgListEnums(null, options);
    return Promise.all(enums.map(({ enum_name: name }) => this.dropEnum(name, options)));
  }

  async dropAllSchemas(options) {
    const schemas = await this.showAllSchemas(options);
    return Promise.all(schemas.map(schema => this.dropSchema(schema, options)));
  }

  async addColumn(table, name, attribute, options = {}) {
    if (!table || !name || !attribute) throw new Error('addColumn takes at least 3 arguments (table, attribute name, attribute definition)');
    const normal = this.sequelize.normalizeAttribute(attribute);
    requireType(normal, 'toString');
    requireReference(normal);
    return this._send('addColumn', [tableToWire(table), name, encodeAttribute(normal), encodeArgument(options)], options);
  }

  async changeColumn(table, name, given, options = {}) {
    const isType = !isPlainObject(given) || given.type === undefined;
    const attribute = this.sequelize.normalizeAttribute(isType && !isPlainObject(given) ? { type: given, allowNull: true } : given);
    requireType(attribute, 'toString');
    requireReference(attribute);
    return this._send('changeColumn', [tableToWire(table), name, encodeAttribute(attribute), encodeArgument(options)], options);
  }

  async addIndex(table, given, options, rawTable) {
    const fields = Array.isArray(given) ? given : given.fields;
    if (typeof given === 'string') throw new TypeError(`Cannot create property 'fields' on string '${given}'`);
    const own = Array.isArray(given) ? options || {} : given;
    const args = [tableToWire(table), encodeArgument(fields), encodeArgument({ ...own, fields: undefined }), rawTable];
    return this._send('addIndex', args.filter(arg => arg !== undefined), own);
  }

  async addConstraint(table, options) {
    if (!options.fields) throw new Error('Fields must be specified through options.fields');
    if (!options.type) throw new Error('Constraint type must be specified through options.type');
    // Its `type` is also the query's, one that gives rows alone.
    const [rows] = await this._send('addConstraint', [tableToWire(table), encodeArgument(options)], options);
    return rows;
  }

  async createSchema(schema, options) {
    // Before a first query Sequelize does not know that the database is new enough.
    const ifNotExists = Boolean(this.sequelize.options.databaseVersion);
    return this._send('createSchema', [encodeArgument(schema), encodeArgument({ ifNotExists })], options);
  }

  async getForeignKeyReferencesForTable(table, options) {
    const keys = await this._send('getForeignKeyReferencesForTable', [tableToWire(table)], options);
    return keys.map(key => ({ ...key, deferrable: Deferrable[key.deferrable] }));
  }

  async setIsolationLevel() {}

  quoteIdentifier(identifier, force) {
    return this.queryGenerator.quoteIdentifier(identifier, force);
  }

  quoteIdentifiers(identifiers) {
    return this.queryGenerator.quoteIdentifiers(identifiers);
  }

  quoteTable(table) {
    return this.queryGenerator.quoteTable(table);
  }

  async startTransaction(transaction) {
    return transaction.prepareEnvironment(false);
  }

  async commitTransaction(transaction) {
    return transaction.commit();
  }

  async rollbackTransaction(transaction) {
    return transaction.rollback();
  }
}

/** Whether a reference names its table, which Sequelize stumbles over in these words. */
function requireReference({ references }) {
  if (references && !references.model) throw new TypeError("Cannot read properties of undefined (reading 'replace')");
}

/** Sequelize stumbles over a column without a type, in these words. */
function requireType({ type }, stumbling) {
  if (!type) throw new TypeError(`Cannot read properties of undefined (reading '${stumbling}')`);
}

/** A statement's reply as a raw query's answer; what is an answer already stays. */
function answer(reply) {
  if (reply === null) return undefined;
  if (!isPlainObject(reply) || !(Array.isArray(reply.results) || (Array.isArray(reply.rows) && Array.isArray(reply.columns)))) return reply;
  const { rows, result } = resultsOf(reply);
  return [rows, result];
}

for (const [method, at] of Object.entries(METHODS)) {
  Object.defineProperty(QueryInterface.prototype, method, {
    value: async function send(...given) {
      const options = given[at];
      const args = given.slice(0, at).map((arg, index) => (index === 0 && isPlainObject(arg) ? tableToWire(arg) : encodeArgument(arg)));
      args.push(encodeArgument(options || {}));
      return this._send(method, args, isPlainObject(options) ? options : {});
    },
    writable: true,
    configurable: true,
  });
}
for (const method of ['createTrigger', 'dropTrigger', 'renameTrigger', 'createFunction', 'dropFunction', 'renameFunction']) {
  Object.defineProperty(QueryInterface.prototype, method, {
    value: async function refuse() {
      throw new Error(`${method} is not supported: this database has no functions or triggers of its own`);
    },
    writable: true,
    configurable: true,
  });
}
for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(data))) {
  Object.defineProperty(QueryInterface.prototype, name, { ...descriptor, enumerable: false });
}

