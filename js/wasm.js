/**
 * @file The engine's wasm, opened: what a bundle's entry hands its compiled module to.
 *
 * `relata-wasm` is what wasm-bindgen writes beside the wasm; `cargo xtask module` says where it is.
 */

import { call, close, create, initSync } from 'relata-wasm';

import { setEngine } from './engine.js';

/**
 * Starts the engine: from here on `new Sequelize()` opens a database in it.
 * @param {WebAssembly.Module} module compiled
 */
export function start(module) {
  initSync({ module });
  setEngine(() => {
    const handle = create();
    return { call: command => call(handle, command), close: () => close(handle) };
  });
}
