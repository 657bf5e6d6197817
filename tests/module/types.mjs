// The declarations are right for a program in TypeScript that uses most of the API.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { root } from './module.mjs';

const require = createRequire(import.meta.url);

export const types = [
  [
    'types: a program of models, associations, finds and migrations compiles',
    async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'relata-types-'));
      try {
        const home = path.join(folder, 'node_modules/sequelize');
        mkdirSync(home, { recursive: true });
        cpSync(path.join(root, 'js/index.d.ts'), path.join(home, 'index.d.ts'));
        writeFileSync(path.join(home, 'package.json'), '{ "name": "sequelize", "types": "index.d.ts" }');
        cpSync(path.join(root, 'tests/module/types/program.ts'), path.join(folder, 'program.ts'));
        const tsc = require.resolve('typescript/bin/tsc');
        const compilerOptions = { noEmit: true, strict: true, target: 'es2022', module: 'node16', types: [] };
        writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['program.ts'] }));
        const { stdout } = await promisify(execFile)(process.execPath, [tsc], { cwd: folder }).catch((error) => error);
        assert.equal(stdout, '');
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  ],
];
