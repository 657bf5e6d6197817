/** @file The class `Model`, put together: each part of it is a file of `model/` (statics) or `instance/` (methods). */

import { mixin } from './associations/mixin.js';
import { addHooksTo } from './hooks.js';
import { aggregates } from './model/aggregate.js';
import { Model } from './model/base.js';
import { bulkCreation } from './model/bulk-create.js';
import { bulkWriting } from './model/bulk-write.js';
import { counting } from './model/counting.js';
import { creation } from './model/create.js';
import { declaration } from './model/declare.js';
import { finding } from './model/find.js';
import { findingOrCreating } from './model/find-or-create.js';
import { includes } from './model/includes.js';
import { scopes } from './model/scopes.js';
import { tables } from './model/table.js';
import { upserting } from './model/upsert.js';
import { life } from './instance/life.js';
import { saving } from './instance/save.js';
import { setting } from './instance/set.js';
import { values } from './instance/values.js';

/** Copies methods, getters too, so that they are not enumerable, as a class's own are. */
function install(target, methods) {
  const descriptors = Object.getOwnPropertyDescriptors(methods);
  for (const descriptor of Object.values(descriptors)) descriptor.enumerable = false;
  Object.defineProperties(target, descriptors);
}

for (const statics of [
  declaration, tables, scopes, includes, finding, aggregates, creation, findingOrCreating, upserting, bulkCreation,
  bulkWriting, counting, mixin,
]) install(Model, statics);
for (const methods of [values, setting, saving, life]) install(Model.prototype, methods);
addHooksTo(Model, true);

export { Model };
