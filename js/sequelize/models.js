/** @file The models of an instance of Sequelize, and the order in which their tables can be made. */

/** All defined models: `sequelize.modelManager`. */
export class ModelManager {
  constructor(sequelize) {
    this.sequelize = sequelize;
    this.models = [];
  }

  addModel(model) {
    this.models.push(model);
    this.sequelize.models[model.name] = model;
    return model;
  }

  removeModel(model) {
    this.models = this.models.filter(({ name }) => name !== model.name);
    delete this.sequelize.models[model.name];
    this.sequelize._call({ command: 'forget', model: model.name });
  }

  /** The model of which an attribute, its name unless another is asked for, has that value. */
  getModel(against, { attribute = 'name' } = {}) {
    return this.models.find(model => model[attribute] === against);
  }

  findModel(test) {
    return this.models.find(test);
  }

  get all() {
    return this.models;
  }

  /** The models so that each comes before those it references, as dropping needs it; nothing where they go in circles. */
  getModelsTopoSortedByForeignKey() {
    const { models, cyclic } = this.sequelize._call({ command: 'sorted' });
    if (cyclic) return null;
    return models.map(name => this.getModel(name)).filter(Boolean).reverse();
  }

  forEachModel(iterator, options = {}) {
    const sorted = this.getModelsTopoSortedByForeignKey();
    if (sorted === null) throw new Error('Cyclic dependency found.');
    if (options.reverse !== false) sorted.reverse();
    for (const model of sorted) iterator(model);
  }
}
