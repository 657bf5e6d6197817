// In a browser's worker: runs one conformance case after another on the module's ES form.
//
// A message `{id, source}` is a case; the answer is `{id, got}` in the form of
// tests/conformance/expected. The first message out says that the module is loaded.

import { DataTypes, Op, Sequelize } from '/module/index.mjs';

// What a driver's error says beside its name and message, as check.js notes it.
const itemOf = (item) => (item.errors
  ? {
      name: item.name,
      message: item.message,
      nested: (item.errors.errors ?? []).map(({ message, type, path, value }) => ({ message, type, path, value })),
    }
  : {
      message: item.message, type: item.type, path: item.path,
      value: item.value === undefined ? null : item.value,
      validatorKey: item.validatorKey === undefined ? null : item.validatorKey,
    });

const errorOf = (error) => ({
  name: error?.name,
  message: error?.message,
  ...(Array.isArray(error?.errors) ? { errors: error.errors.map(itemOf) } : {}),
});

const plain = (value) => JSON.parse(JSON.stringify(value) ?? 'null');

async function run(source) {
  const module = { exports: undefined };
  new Function('module', source)(module);
  const sequelize = new Sequelize({ dialect: 'postgres', logging: false });
  try {
    return { ok: true, result: plain(await module.exports(sequelize, DataTypes, Op, Sequelize)) };
  } catch (error) {
    return { ok: false, error: plain(errorOf(error)) };
  } finally {
    await sequelize.close();
  }
}

self.onmessage = async ({ data: { id, source } }) => self.postMessage({ id, got: await run(source) });
self.postMessage('ready');
