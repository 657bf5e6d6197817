/** @file `queryGenerator`: SQL as text, rendered in Rust, for code that asks for it. */

import { encode } from '../wire.js';
import { Literal } from '../expressions.js';
import { encodeFind } from '../model/find-options.js';
import { defined, isPlainObject, omit } from '../objects.js';
import { tableToWire } from './arguments.js';

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

  /** The SELECT of a find: of a model, or of a table alone. */
  selectQuery(table, options, model) {
    const own = { attributes: [new Literal('*')], ...omit(options || {}, 'transaction') };
    if (!model) return this._render({ command: 'find', table: tableToWire(table), options: encodeFind({}, own) });
    model._prepareIncludes(own);
    return this._render({ command: 'find', model: model._declaredName, options: encodeFind(model, own) });
  }

  deleteQuery(table, where, options = {}, model = undefined) {
    const { limit } = options || {};
    return this._render(defined({ command: 'delete', table: tableToWire(table), model: model?._declaredName, where: where ? encode(where) : undefined, limit: limit ?? undefined }));
  }

  whereQuery(where, options = {}) {
    const conditions = this.whereItemsQuery(where, options);
    return conditions && `WHERE ${conditions}`;
  }

  whereItemsQuery(where, { prefix } = {}) {
    return this.sequelize._call({ command: 'condition', where: encode(where), prefix }, { logging: false }).sql;
  }

  getWhereConditions(where, prefix) {
    return this.whereItemsQuery(where, { prefix });
  }

  _render(of) {
    return this.sequelize._call({ command: 'render', of }, { logging: false }).sql;
  }

  setSearchPath(path) {
    return `SET search_path to ${path};`;
  }
}
