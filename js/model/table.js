/** @file The model's table: its name, making and dropping it. */

import { defined } from '../objects.js';
import { encode } from '../wire.js';

/** Statics of the table. */
export const tables = {
  /** The table's name; with a schema, an object that also reads as text. */
  getTableName() {
    if (!this._schema) return this.tableName;
    const { tableName, _schema: schema, _schemaDelimiter } = this;
    const delimiter = _schemaDelimiter || '.';
    return {
      tableName, table: tableName, name: this.name, schema, delimiter,
      toString: () => `"${schema}"."${tableName}"`,
    };
  },

  /** The model in another schema. */
  schema(schema, options) {
    const clone = class extends this {};
    Object.defineProperty(clone, 'name', { value: this.name, configurable: true });
    clone._schema = schema;
    if (typeof options === 'string') clone._schemaDelimiter = options;
    else if (options?.schemaDelimiter) clone._schemaDelimiter = options.schemaDelimiter;
    return clone;
  },

  /** Makes the table, or makes it anew, or brings it up to date. */
  async sync(given) {
    const options = { ...this.options, ...given };
    options.hooks = options.hooks === undefined ? true : Boolean(options.hooks);
    if (options.hooks) await this.runHooks('beforeSync', options);
    const command = defined({
      command: 'sync',
      model: this._declaredName,
      schema: this._schema || options.schema || undefined,
      force: options.force ? true : undefined,
      alter: options.alter ? encode(options.alter) : undefined,
      cascade: options.cascade ? true : undefined,
      withoutForeignKeyConstraints: options.withoutForeignKeyConstraints ? true : undefined,
    });
    await this.sequelize._run(command, callOptions(options));
    if (options.hooks) await this.runHooks('afterSync', options);
    return this;
  },

  /** Drops the table. */
  async drop(options) {
    return this.queryInterface.dropTable(this.getTableName(), options);
  },

  async dropSchema(schema) {
    return this.queryInterface.dropSchema(schema);
  },

  /** The table's columns as the database has them. */
  async describe(schema, options) {
    return this.queryInterface.describeTable(this.tableName, { schema: schema || this._schema || undefined, ...options });
  },
};

/** Of options, what concerns the call itself. */
export function callOptions(options) {
  if (!options) return {};
  const own = {};
  for (const key of ['transaction', 'logging', 'benchmark', 'logQueryParameters']) if (options[key] !== undefined) own[key] = options[key];
  return own;
}
