// Where the module under test is: target/module, or what RELATA_MODULE names.

import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const place = path.resolve(root, process.env.RELATA_MODULE ?? 'target/module');

const require = createRequire(import.meta.url);

/** The module as CommonJS has it. */
export const relata = () => require(place);

/** The module as an ES module. */
export const imported = () => import(pathToFileURL(path.join(place, 'index.mjs')).href);
