'use strict';
// The module as an engine of `check.js`: each call gives a fresh, empty database.
// RELATA_MODULE names another build than target/module.

const path = require('node:path');

const place = process.env.RELATA_MODULE ?? path.join(__dirname, '../../target/module');
const { Sequelize, DataTypes, Op } = require(path.resolve(place));

exports.create = () => {
  const sequelize = new Sequelize({ dialect: 'postgres', logging: false });
  return { sequelize, DataTypes, Op, Sequelize, close: () => sequelize.close() };
};
