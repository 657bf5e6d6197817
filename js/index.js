/** @file What `require('sequelize')` gives: the class with all names on it. */

import * as associations from './associations/index.js';
import { Deferrable, IndexHints, QueryTypes, TableHints } from './constants.js';
import { DataTypes } from './data-types.js';
import * as errors from './errors.js';
import { Migrator, Seeder } from './migrations/index.js';
import { Model } from './model.js';
import { Op } from './operators.js';
import { QueryInterface } from './query-interface.js';
import { Sequelize } from './sequelize.js';
import { Transaction } from './transaction.js';
import { Utils, useInflection } from './utilities.js';
import { validator } from './validator/rules.js';

const { Association, BelongsTo, BelongsToMany, HasMany, HasOne } = associations;

for (const name of ['fn', 'col', 'cast', 'literal', 'and', 'or', 'json', 'where']) {
  Object.defineProperty(Sequelize.prototype, name, { value: Sequelize[name], writable: true, configurable: true });
}
Object.assign(Sequelize, {
  Utils, Op, TableHints, IndexHints, Transaction, QueryTypes, Validator: validator, Model, QueryInterface,
  BelongsTo, HasOne, HasMany, BelongsToMany, DataTypes, Deferrable, useInflection,
  Migrator, Seeder,
  Association: Object.assign(Association, { BelongsTo, HasOne, HasMany, BelongsToMany }),
  version: '6.37.8',
  ...DataTypes,
  ...errors,
  Error: errors.BaseError,
});

// Code that prints a class's name reads the one it is exported under, whatever a bundler made of it.
const named = { ...errors, Association, BelongsTo, BelongsToMany, HasMany, HasOne, Model, QueryInterface, Sequelize, Transaction };
for (const [name, Class] of Object.entries(named)) {
  if (typeof Class === 'function' && Class.name !== name) Object.defineProperty(Class, 'name', { value: name, configurable: true });
}
const shared = { Sequelize, QueryTypes, Validator: validator, Association, validate: Sequelize.prototype.authenticate };
for (const [name, value] of Object.entries(shared)) {
  Object.defineProperty(Sequelize.prototype, name, { value, writable: true, configurable: true });
}
Sequelize.Sequelize = Sequelize;
Sequelize.default = Sequelize;

export default Sequelize;
export { setEngine } from './engine.js';
export { encode } from './wire.js';
export { Migrator, Seeder } from './migrations/index.js';
