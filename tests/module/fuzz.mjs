// A short run of the differential fuzz; `cargo xtask fuzz` has the long one.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { place, root } from './module.mjs';

const FINDS = 200;

export const fuzz = [
  [
    `fuzz: ${FINDS} random finds answer as real Sequelize`,
    async () => {
      const run = promisify(execFile)(process.execPath, ['tests/fuzz/run.mjs', '--finds', String(FINDS)], {
        cwd: root,
        env: { ...process.env, RELATA_MODULE: place },
        maxBuffer: 2 ** 26,
      });
      const { stdout, code } = await run.catch((error) => error);
      assert.ok(!code, stdout);
    },
  ],
];
