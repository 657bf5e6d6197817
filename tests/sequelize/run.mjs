// Runs the generated projects on the real Sequelize 6: the story on SQLite and on
// Postgres (PGlite) by sequelize-cli, every other case on Postgres. A line a case;
// the exit code is not 0 where one failed. `node run.mjs [part of a name]` runs some.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { runCase } from './case.mjs';
import { startPostgres } from './postgres.mjs';
import { runStory } from './story.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
// Below node_modules, so that the projects find sequelize.
const folder = path.join(root, 'node_modules/.cache/relata-sequelize');
const filter = process.argv[2] ?? '';

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
execFileSync('cargo', ['run', '--quiet', '--example', 'write_project', '--', folder], { cwd: root, stdio: 'inherit' });

const postgres = await startPostgres();
const cases = readdirSync(folder).sort();
const expectedStory = JSON.parse(readFileSync(path.join(here, 'expected/story.json'), 'utf8'));
const require = createRequire(import.meta.url);
const cli = path.join(path.dirname(require.resolve('sequelize-cli/package.json')), 'lib/sequelize');

function project(name, config) {
  const place = path.join(folder, name);
  // A project used before would come with its closed connection.
  for (const file of Object.keys(require.cache).filter((file) => file.startsWith(place))) delete require.cache[file];
  writeFileSync(path.join(place, 'config/config.json'), JSON.stringify({ development: config }));
  return { place, expected: JSON.parse(readFileSync(path.join(place, 'expected.json'), 'utf8')) };
}

const runs = [
  ['story on sqlite', () => {
    const config = { dialect: 'sqlite', storage: path.join(folder, 'story.sqlite'), logging: false };
    return runStory(project('story', config), cli, expectedStory);
  }],
  ['story on postgres', () => runStory(project('story', postgres.config), cli, expectedStory)],
  ...cases.map((name) => [name, () => runCase(project(name, postgres.config), postgres)]),
];

let passed = 0;
let failed = 0;
for (const [name, run] of runs.filter(([name]) => name.includes(filter))) {
  const start = performance.now();
  try {
    await postgres.reset();
    await run();
    passed += 1;
    console.log(`ok ${name} (${Math.round(performance.now() - start)} ms)`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}: ${error.stack ?? error}${error.sql ? `\n  ${error.sql}` : ''}`);
  }
}
await postgres.stop();
console.log(`${passed} passed, ${failed} failed`);
// A filter may be meant for other tests than these.
process.exit(failed || (!passed && !filter) ? 1 : 0);
