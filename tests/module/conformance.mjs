// Every case of tests/conformance gives what real Sequelize gave.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { place, root } from './module.mjs';

const CASES = 132;

export const conformance = [
  [
    `conformance: ${CASES} of ${CASES} cases answer as Sequelize`,
    async () => {
      const report = path.join(tmpdir(), `relata-conformance-${process.pid}.json`);
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['tests/conformance/check.js', 'tests/conformance/engine.cjs', '--out', report],
        { cwd: root, env: { ...process.env, RELATA_MODULE: place }, maxBuffer: 2 ** 26 },
      );
      const verdicts = JSON.parse(readFileSync(report, 'utf8'));
      rmSync(report);
      const failed = verdicts.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
      assert.deepEqual(failed, [], stdout);
      assert.equal(verdicts.length, CASES);
    },
  ],
];
