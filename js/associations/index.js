/**
 * The four associations, as `Sequelize.Association` and its kinds.
 */

import { Association } from './association.js';
import { BelongsTo } from './belongs-to.js';
import { BelongsToMany } from './belongs-to-many.js';
import { HasMany } from './has-many.js';
import { HasOne } from './has-one.js';

Object.assign(Association, { BelongsTo, HasOne, HasMany, BelongsToMany });

export { Association, BelongsTo, BelongsToMany, HasMany, HasOne };
export { destroyDependents } from './cascade.js';
export { mixin } from './mixin.js';
