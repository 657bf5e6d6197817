'use strict';
// The real Sequelize 6 over SQLite in memory as an engine of `check.js`: what the cases
// are held against when a case itself is in doubt.

const Sequelize = require('sequelize');

exports.create = () => {
  const sequelize = new Sequelize('sqlite::memory:', { logging: false });
  const { DataTypes, Op } = Sequelize;
  return { sequelize, DataTypes, Op, Sequelize, close: () => sequelize.close() };
};
