/** @file What `require` of the module gives: the class, as `require('sequelize')` does. */

const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const Sequelize = require('../index.js').default;
const { start } = require('../wasm.js');

start(new WebAssembly.Module(readFileSync(join(__dirname, 'relata.wasm'))));

module.exports = Sequelize;
