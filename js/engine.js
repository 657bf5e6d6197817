/**
 * @file The way to the engine: whoever bundles the façade says here how a database is opened.
 *
 * The façade itself knows neither WebAssembly nor files; it sends a command as text and gets
 * the reply as text.
 */

/** @typedef {{ call(command: string): string, close?(): void }} Database */

let open = null;

/**
 * Tells how a new, empty database is opened.
 * @param {() => Database} opener
 */
export function setEngine(opener) {
  open = opener;
}

/**
 * A new, empty database.
 * @returns {Database}
 */
export function openDatabase() {
  if (!open) throw new Error('The engine has not been set: call setEngine first');
  return open();
}
