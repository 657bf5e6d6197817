// Postgres as wasm (PGlite) behind a socket, and what its catalogues tell of a schema.

import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

// All schemas but those of the database itself go, and `public` comes anew.
const EMPTY = `DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
  LOOP EXECUTE format('DROP SCHEMA %I CASCADE', name); END LOOP;
END $$; CREATE SCHEMA public;`;

const COLUMNS = `
  SELECT c.relname AS table, a.attname AS name, a.attnotnull AS "notNull",
    (a.atthasdef OR a.attidentity <> '') AS "hasDefault",
    CASE WHEN t.typtype = 'e'
      THEN 'enum(' || (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid) || ')'
      ELSE format_type(a.atttypid, a.atttypmod) END AS type
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
  JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
  JOIN pg_type t ON t.oid = a.atttypid
  WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relname <> 'SequelizeMeta'`;

const CONSTRAINTS = `
  SELECT c.relname AS table, k.contype AS kind, k.confdeltype AS "onDelete", k.confupdtype AS "onUpdate",
    f.relname AS target,
    ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = k.conrelid AND attnum = ANY (k.conkey)
      ORDER BY array_position(k.conkey, attnum)) AS columns,
    ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = k.confrelid AND attnum = ANY (k.confkey)) AS "targetColumns"
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
  LEFT JOIN pg_class f ON f.oid = k.confrelid
  WHERE c.relname <> 'SequelizeMeta' AND k.contype IN ('p', 'u', 'f')`;

const ACTIONS = { a: 'NO ACTION', r: 'RESTRICT', c: 'CASCADE', n: 'SET NULL', d: 'SET DEFAULT' };

export async function startPostgres() {
  const db = await PGlite.create();
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 10 });
  const port = await new Promise((resolve, reject) => {
    server.addEventListener('listening', (event) => resolve(event.detail.port));
    server.start().catch(reject);
  });
  const config = {
    dialect: 'postgres', host: '127.0.0.1', port, username: 'postgres', password: 'postgres', database: 'postgres',
    logging: false, pool: { max: 1 },
  };
  return {
    config,
    query: async (sql) => (await db.query(sql)).rows,
    reset: () => db.exec(EMPTY),
    state: () => state(db),
    enums: async () => (await db.query("SELECT typname FROM pg_type WHERE typtype = 'e'")).rows,
    stop: async () => {
      await server.stop();
      await db.close();
    },
  };
}

// The tables in the form of `expected.json`.
async function state(db) {
  const tables = {};
  for (const { table, name, notNull, hasDefault, type } of (await db.query(COLUMNS)).rows) {
    tables[table] ??= { columns: {}, primaryKey: [], unique: [], references: {} };
    tables[table].columns[name] = { type, allowNull: !notNull, hasDefault };
  }
  for (const it of (await db.query(CONSTRAINTS)).rows) {
    const table = tables[it.table];
    if (it.kind === 'p') {
      table.primaryKey = it.columns.sort();
    } else if (it.kind === 'u') {
      table.unique.push(it.columns);
    } else {
      const text = `${it.target}.${it.targetColumns[0]} ${ACTIONS[it.onDelete]} ${ACTIONS[it.onUpdate]}`;
      const [column] = it.columns;
      table.references[column] = column in table.references ? `${table.references[column]}, twice` : text;
    }
  }
  const order = (one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);
  Object.values(tables).forEach((table) => table.unique.sort(order));
  return tables;
}
