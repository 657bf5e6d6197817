/** @file What `require` of the module gives: the class, as `require('sequelize')` does. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import Sequelize from '../index.js';
import { start } from '../wasm.js';

start(new WebAssembly.Module(readFileSync(join(__dirname, 'relata.wasm'))));

module.exports = Sequelize;
