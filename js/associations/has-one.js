/**
 * hasOne: the target holds the key, and the accessor gives one instance.
 */

import { Op } from '../operators.js';
import { Association } from './association.js';
import { byKey, copyOptions, keyOption } from './options.js';

/** One row of the target refers to a row of the source. */
export class HasOne extends Association {
  constructor(source, target, options) {
    super(source, target, options);
    this.associationType = 'HasOne';
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
  describe({ foreignKey, identifierField, sourceKey, sourceKeyField, accessors }) {
    Object.assign(this, { foreignKey, identifierField, sourceKey, sourceKeyField, accessors });
    this.sourceKeyAttribute = sourceKey;
    this.sourceKeyIsPrimary = sourceKey === this.source.primaryKeyAttribute;
  }

  /** The model whose table has the key. */
  get _holder() {
    return this.target;
  }

  /** The associated instance; for an array of sources, an object of them by source key. */
  async get(sources, given) {
    const options = copyOptions(given);
    const Target = this._targetFor(options);
    const many = Array.isArray(sources);
    const key = many ? { [Op.in]: sources.map((source) => source.get(this.sourceKey)) } : sources.get(this.sourceKey);
    const where = { [this.foreignKey]: key, ...this.scope };
    options.where = options.where ? { [Op.and]: [where, options.where] } : where;
    if (!many) return Target.findOne(options);
    const found = await Target.findAll(options);
    return byKey(sources, this.sourceKey, found, this.foreignKey);
  }

  /** Makes another instance, or none, the associated one; the former loses its key. */
  async set(source, associated, given) {
    const options = { ...given, scope: false };
    const former = await source[this.accessors.get](options);
    const stays = former && associated && this.#isSame(former, associated);
    if (former && !stays) {
      former[this.foreignKey] = null;
      const fields = [this.foreignKey];
      await former.save({ ...options, fields, allowNull: fields.slice(), association: true });
    }
    if (!associated || stays) return null;
    const [instance] = this.toInstanceArray([associated]);
    Object.assign(instance, this.scope);
    instance.set(this.foreignKey, source.get(this.sourceKeyAttribute));
    return instance.save(options);
  }

  #isSame(former, associated) {
    return this.target.primaryKeyAttributes.every((attribute) => {
      const value = associated.get ? associated.get(attribute, { raw: true }) : associated;
      return former.get(attribute, { raw: true }) === value;
    });
  }

  /** Creates an instance of the target that refers to the source. */
  async create(source, values, options) {
    values ??= {};
    options ??= {};
    const own = { ...this.scope, [this.foreignKey]: source.get(this.sourceKeyAttribute) };
    Object.assign(values, own);
    options.fields?.push(...Object.keys(own));
    return this.target.create(values, options);
  }
}
