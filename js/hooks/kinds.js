/**
 * @file The kinds of hooks.
 *
 * `sync`: it runs at once and is not waited for; `noModel`: no model has it; `also`: the kinds it is kept under too.
 */

const plain = names => Object.fromEntries(names.map(name => [name, {}]));
const outside = names => Object.fromEntries(names.map(name => [name, { noModel: true }]));

/** @type {Record<string, {sync?: boolean, noModel?: boolean, also?: string[]}>} */
export const HOOKS = {
  ...plain(['beforeValidate', 'afterValidate', 'validationFailed', 'beforeCreate', 'afterCreate', 'beforeDestroy', 'afterDestroy']),
  ...plain(['beforeRestore', 'afterRestore', 'beforeUpdate', 'afterUpdate']),
  beforeSave: { also: ['beforeUpdate', 'beforeCreate'] },
  afterSave: { also: ['afterUpdate', 'afterCreate'] },
  ...plain(['beforeUpsert', 'afterUpsert', 'beforeBulkCreate', 'afterBulkCreate', 'beforeBulkDestroy', 'afterBulkDestroy']),
  ...plain(['beforeBulkRestore', 'afterBulkRestore', 'beforeBulkUpdate', 'afterBulkUpdate']),
  ...plain(['beforeFind', 'beforeFindAfterExpandIncludeAll', 'beforeFindAfterOptions', 'afterFind', 'beforeCount']),
  beforeDefine: { sync: true, noModel: true },
  afterDefine: { sync: true, noModel: true },
  beforeInit: { sync: true, noModel: true },
  afterInit: { sync: true, noModel: true },
  beforeAssociate: { sync: true },
  afterAssociate: { sync: true },
  ...outside(['beforeConnect', 'afterConnect', 'beforeDisconnect', 'afterDisconnect', 'beforePoolAcquire', 'afterPoolAcquire']),
  ...plain(['beforeSync', 'afterSync', 'beforeBulkSync', 'afterBulkSync', 'beforeQuery', 'afterQuery']),
};
