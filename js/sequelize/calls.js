/** @file Commands to the engine: sent, logged, and their refusals thrown. */

import { errorFromReply } from '../errors/from-reply.js';
import { has, isPlainObject } from '../objects.js';

/** The transaction that the options name, or the one of the continuation. */
export function transactionOf(sequelize, options) {
  const cls = sequelize.constructor._cls;
  if (options.transaction === undefined && cls) return cls.get('transaction') || undefined;
  return options.transaction || undefined;
}

/** The options of `options`, the continuation's transaction among them. */
export function withTransaction(sequelize, options) {
  if (options.transaction === undefined) {
    const transaction = transactionOf(sequelize, options);
    if (transaction) options.transaction = transaction;
  }
  return options;
}

/**
 * Sends a command and waits for its reply, which comes at once.
 * @param {object} sequelize
 * @param {object} command
 * @param {object} options transaction, logging, benchmark; model and instance for errors
 * @param {(string | { sql: string })[]} sent takes the statements that were run
 * @returns {any} what the reply has as `ok`
 */
export function call(sequelize, command, options = {}, sent = []) {
  const transaction = transactionOf(sequelize, options);
  if (transaction?.finished && !options.completesTransaction) {
    const error = new Error(`${transaction.finished} has been called on this transaction(${transaction.id}), you can no longer use it. (The rejected query is attached as the 'sql' property of this error)`);
    error.sql = sqlOf(sequelize, command);
    throw error;
  }
  const started = Date.now();
  const message = { ...command, transaction: transaction?._handle ?? null };
  // Where nobody reads it, no SQL text is made of long lists of rows.
  if (!(options.logging === undefined ? sequelize.options.logging : options.logging)) message.logging = false;
  const text = sequelize._database.call(JSON.stringify(message));
  const reply = JSON.parse(text);
  const statements = reply.sql || [];
  sent.push(...statements);
  if (statements.length) logAll(sequelize, statements, options, transaction, started);
  if (reply.error) {
    const last = statements[statements.length - 1];
    const sql = typeof last === 'object' && last !== null ? last.sql : last;
    throw errorFromReply(reply.error, { sql, parameters: last?.bind, model: options.model, instance: options.instance });
  }
  return reply.ok;
}

function sqlOf(sequelize, command) {
  try {
    const reply = JSON.parse(sequelize._database.call(JSON.stringify({ command: 'render', of: command, transaction: null })));
    return reply.ok?.sql ?? command.sql;
  } catch {
    return command.sql;
  }
}

function logAll(sequelize, statements, options, transaction, started) {
  const logging = options.logging === undefined ? sequelize.options.logging : options.logging;
  if (!logging) return;
  const shown = has(options, 'logging') && options.logging !== undefined ? options : { ...options, logging };
  const benchmark = sequelize.options.benchmark || options.benchmark;
  const withParameters = sequelize.options.logQueryParameters || options.logQueryParameters;
  const name = transaction?.id ?? 'default';
  for (const statement of statements) {
    const isBound = typeof statement === 'object' && statement !== null;
    const sql = isBound ? statement.sql : statement;
    const parameters = withParameters && isBound && statement.bind?.length
      ? `${sql.endsWith(';') ? '' : ';'} ${statement.bind.map(value => JSON.stringify(value)).join(', ')}` : '';
    if (benchmark) sequelize.log(`Executed (${name}): ${sql}${parameters}`, Date.now() - started, shown);
    else sequelize.log(`Executing (${name}): ${sql}${parameters}`, shown);
  }
}

/** `sequelize.log`: the last argument may be options that say where to log. */
export function log(sequelize, args) {
  const last = args[args.length - 1];
  const isOwn = isPlainObject(last) && has(last, 'logging');
  const options = isOwn ? last : sequelize.options;
  let given = args;
  if (isOwn && options.logging === console.log) given = args.slice(0, -1);
  if (!options.logging) return;
  const logging = options.logging === true ? console.log : options.logging;
  if ((sequelize.options.benchmark || options.benchmark) && logging === console.log) given = [`${given[0]} Elapsed time: ${given[1]}ms`];
  logging(...given);
}
