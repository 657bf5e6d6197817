/** @file `queryGenerator`: SQL as text, rendered in Rust, for code that asks for it. */

import { encode } from '../wire.js';
import { encodeFind } from '../model/find-options.js';
import { isPlainObject, omit } from '../objects.js';

const quote = name => `"${String(name).replace(/"/g, '')}"`;

/** The small part of Sequelize's generator that code outside of it uses. */
export class QueryGenerator {
  constructor(sequelize) {
    Object.defineProperty(this, 'sequelize', { value: sequelize });
    this.dialect = 'postgres';
  }

  get options() {
    return this.sequelize.options;
  }

  escape(value) {
    return this.sequelize._call({ command: 'escape', value: encode(value) }).sql;
  }

  quoteIdentifier(name) {
    return name === '*' ? name : quote(name);
  }

  quoteIdentifiers(names) {
    return String(names).split('.').map(name => this.quoteIdentifier(name)).join('.');
  }

  quoteTable(table, alias) {
    const named = isPlainObject(table) && table.schema ? `${quote(table.schema)}.${quote(table.tableName ?? table.name)}` : quote(table?.tableName ?? table);
    return alias ? `${named} AS ${quote(alias === true ? table?.name ?? table : alias)}` : named;
  }

  addSchema(model) {
    return typeof model === 'function' ? model.getTableName() : model;
  }

  /** The SELECT of a find. */
  selectQuery(table, options, model) {
    const Model = model || this.sequelize.modelManager.findModel(({ tableName }) => tableName === (table?.tableName ?? table));
    if (!Model) throw new Error(`There is no model of the table ${table?.tableName ?? table}`);
    const own = { ...options };
    Model._prepareIncludes(own);
    return this.sequelize._call({ command: 'render', of: { command: 'find', model: Model._declaredName, options: encodeFind(Model, omit(own, 'transaction')) } }).sql;
  }

  setSearchPath(path) {
    return `SET search_path to ${path};`;
  }
}
