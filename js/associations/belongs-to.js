/**
 * belongsTo: the source holds the key, and the accessor gives one instance.
 */

import { Op } from '../operators.js';
import { Association } from './association.js';
import { byKey, copyOptions, keyOption } from './options.js';

/** A row of the source refers to one of the target. */
export class BelongsTo extends Association {
  constructor(source, target, options) {
    super(source, target, options);
    this.associationType = 'BelongsTo';
    this.isSingleAssociation = true;
    if (this.as) {
      this.isAliased = true;
      options.name = { singular: this.as };
    } else {
      this.as = target.options.name.singular;
      options.name = target.options.name;
    }
    Object.assign(this, keyOption(options.foreignKey));
    this.associationAccessor = this.as;
  }

  /** Takes over what Rust made of the options. */
  describe({ foreignKey, identifierField, targetKey, targetKeyField, accessors }) {
    Object.assign(this, { foreignKey, identifierField, targetKey, targetKeyField, accessors });
    this.identifier = foreignKey;
    this.targetIdentifier = targetKey;
    this.targetKeyIsPrimary = targetKey === this.target.primaryKeyAttribute;
  }

  /** The model whose table has the key. */
  get _holder() {
    return this.source;
  }

  /** The instance referred to; for an array of sources, an object of them by key. */
  async get(sources, given) {
    const options = copyOptions(given);
    const Target = this._targetFor(options);
    const many = Array.isArray(sources);
    if (!many && this.targetKeyIsPrimary && !options.where) {
      return Target.findByPk(sources.get(this.foreignKey), options);
    }
    const key = many ? { [Op.in]: sources.map((source) => source.get(this.foreignKey)) } : sources.get(this.foreignKey);
    const where = { [this.targetKey]: key };
    options.where = options.where ? { [Op.and]: [where, options.where] } : where;
    // A limit of null keeps `findOne` from adding one: the key is unique.
    if (!many) return Target.findOne({ ...options, limit: null });
    const found = await Target.findAll(options);
    return byKey(sources, this.foreignKey, found, this.targetKey);
  }

  /** Refers to another instance, or to none, and saves the key unless `save` is false. */
  async set(source, associated, options = {}) {
    const value = associated instanceof this.target ? associated[this.targetKey] : associated;
    source.set(this.foreignKey, value);
    if (options.save === false) return undefined;
    const fields = [this.foreignKey];
    return source.save({ fields, allowNull: fields.slice(), association: true, ...options });
  }

  /** Creates an instance of the target and refers to it. */
  async create(source, values, options) {
    values ??= {};
    options ??= {};
    const made = await this.target.create(values, options);
    await source[this.accessors.set](made, options);
    return made;
  }
}
