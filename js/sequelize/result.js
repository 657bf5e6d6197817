/** @file What a raw query tells beside its rows: the fields of node-pg's result. */

import { toObjects } from '../wire.js';

/** Types by kind, as near as a kind tells them. */
const TYPES = { b: [16, 1], n: [23, 4], s: [25, -1], d: [1184, 8], j: [114, -1], x: [17, -1], v: [1186, 16] };

const COUNTED = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'MERGE', 'FETCH', 'MOVE', 'COPY']);

/**
 * What a text of one statement or more gave: the rows of all, how many they are, and the result of each.
 * @param {object} reply of a command that runs a text
 */
export function resultsOf(reply) {
  const each = (reply.results ?? [reply]).map(({ command, columns = [], rows: positional = [], count }) => {
    return resultOfQuery(command, count, columns, toObjects(columns, positional));
  });
  const rows = each.flatMap(result => result.rows);
  const count = reply.results ? each.reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0) : reply.count;
  return { rows, count, result: reply.results ? each : each[0] };
}

/**
 * @param {string} statement the command as the reply names it
 * @param {number | undefined} count of rows
 * @param {[string, string][]} columns
 * @param {object[]} rows
 */
export function resultOfQuery(statement, count, columns = [], rows = []) {
  const command = String(statement || '').split(' ')[0] || null;
  const result = { command, rowCount: COUNTED.has(command) ? count ?? rows.length : null, oid: command === 'INSERT' ? 0 : null, rows };
  result.fields = columns.map(([name, kind]) => {
    const [dataTypeID, dataTypeSize] = TYPES[kind] || TYPES.s;
    return { name, tableID: 0, columnID: 0, dataTypeID, dataTypeSize, dataTypeModifier: -1, format: 'text' };
  });
  if (columns.length) result._parsers = columns.map(() => null);
  result._types = { _types: {}, text: {}, binary: {} };
  result.RowCtor = null;
  result.rowAsArray = false;
  result._prebuiltEmptyResultObject = columns.length ? Object.fromEntries(columns.map(([name]) => [name, null])) : null;
  return result;
}
