/** @file What `new Sequelize(…)` is given: options, an address, or database, user and password. */

const DIALECTS = ['mariadb', 'mssql', 'mysql', 'oracle', 'postgres', 'postgresql', 'sqlite', 'snowflake', 'db2'];

/** Any dialect is answered as Postgres, if Sequelize knows it. */
export function checkDialect(dialect) {
  if (!dialect || DIALECTS.includes(dialect)) return;
  throw new Error(`The dialect ${dialect} is not supported. Supported dialects: mssql, mariadb, mysql, oracle, postgres, db2 and sqlite.`);
}

/**
 * Reads the arguments of the constructor. No address is ever visited: they only fill `config`.
 * @param {any[]} given
 * @returns {{config: object, options: object}}
 */
export function configure(given) {
  const [first, second] = given;
  if (given.length === 0) return { config: {}, options: {} };
  if (given.length === 1 && typeof first === 'object') {
    const { host, port, database, username, password } = first || {};
    return { config: { host, port, database, username, password }, options: first || {} };
  }
  if ((given.length === 1 && typeof first === 'string') || (given.length === 2 && typeof second === 'object')) {
    return fromAddress(first, second || {});
  }
  const [database, username, password, options] = given;
  return { config: { database, username, password }, options: options || {} };
}

function fromAddress(address, options) {
  const match = String(address).match(/^(\w+):(?:\/\/)?(?:([^@/]*)@)?([^/?:]*)?(?::(\d+))?(?:\/([^?]*))?(?:\?(.*))?$/);
  const config = {};
  if (!match) return { config, options };
  const [, protocol, login, host, port, database, parameters] = match;
  options.dialect = protocol;
  if (host) options.host = host;
  if (database) config.database = database;
  if (port) options.port = port;
  if (login) {
    const [username, ...password] = login.split(':');
    config.username = decodeURIComponent(username);
    if (password.length) config.password = decodeURIComponent(password.join(':'));
  }
  if (parameters) options.dialectOptions = { ...options.dialectOptions, ...Object.fromEntries(new URLSearchParams(parameters)) };
  return { config, options };
}
