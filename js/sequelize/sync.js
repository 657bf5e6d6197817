/** @file All tables at once: made, emptied, dropped. */

/** `sequelize.sync`. */
export async function sync(sequelize, given) {
  const options = { ...sequelize.options, ...sequelize.options.sync, ...given, hooks: given ? given.hooks !== false : true };
  if (options.match && !options.match.test(sequelize.config.database)) {
    throw new Error(`Database "${sequelize.config.database}" does not match sync match parameter "${options.match}"`);
  }
  if (options.hooks) await sequelize.runHooks('beforeBulkSync', options);
  if (options.force) await sequelize.drop(options);
  if (sequelize.modelManager.models.length === 0) {
    await sequelize.authenticate(options);
  } else {
    const models = sequelize.modelManager.getModelsTopoSortedByForeignKey();
    // Tables that reference each other are made without references first; as Sequelize does it, no hook follows.
    if (models === null) return syncCircles(sequelize, options);
    for (const model of models.reverse()) await model.sync(options);
  }
  if (options.hooks) await sequelize.runHooks('afterBulkSync', options);
  return sequelize;
}

async function syncCircles(sequelize, options) {
  const { models } = sequelize.modelManager;
  for (const model of models) await model.sync({ ...options, withoutForeignKeyConstraints: true });
  for (const model of models) await model.sync({ ...options, force: false, alter: true });
}

/** `sequelize.drop`. */
export async function drop(sequelize, options) {
  const { models } = sequelize.modelManager;
  if (options?.cascade) for (const model of models) await model.drop(options);
  const sorted = sequelize.modelManager.getModelsTopoSortedByForeignKey();
  for (const model of sorted || []) await model.drop(options);
  const queryInterface = sequelize.getQueryInterface();
  for (const model of models) {
    const table = model.getTableName();
    const keys = await queryInterface.getForeignKeyReferencesForTable(table, options);
    for (const { constraintName } of keys) await queryInterface.removeConstraint(table, constraintName, options);
  }
  for (const model of models) await model.drop(options);
}

/** `sequelize.truncate`. */
export async function truncate(sequelize, options) {
  const sorted = sequelize.modelManager.getModelsTopoSortedByForeignKey();
  if (sorted === null && !options?.cascade) {
    throw new Error('Sequelize#truncate: Some of your models have cyclic references (foreign keys). You need to use the "cascade" option to be able to delete rows from models that have cyclic references.');
  }
  const models = sorted || sequelize.modelManager.models;
  if (options?.cascade) for (const model of models) await model.truncate(options);
  // One refusal does not keep the others from being asked for.
  else await Promise.all(models.map(model => model.truncate(options)));
}
