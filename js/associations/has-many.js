/**
 * hasMany: the target holds the key, and the accessors work on a list.
 */

import { Op } from '../operators.js';
import { Association } from './association.js';
import { copyOptions, isPlainObject, keyOption } from './options.js';

/** Any number of the target's rows refer to a row of the source. */
export class HasMany extends Association {
  constructor(source, target, options) {
    super(source, target, options);
    this.associationType = 'HasMany';
    this.targetAssociation = null;
    this.sequelize = source.sequelize;
    this.isMultiAssociation = true;
    if (options.through) {
      throw new Error('N:M associations are not supported with hasMany. Use belongsToMany instead');
    }
    if (this.isSelfAssociation) this.targetAssociation = this;
    nameMany(this);
    Object.assign(this, keyOption(options.foreignKey));
    this.associationAccessor = this.as;
  }

  /** Takes over what Rust made of the options. */
  describe({ singular, plural, foreignKey, identifierField, sourceKey, sourceKeyField, accessors }) {
    Object.assign(this, { foreignKey, identifierField, sourceKey, sourceKeyField, accessors });
    if (this.isAliased && !isPlainObject(this.options.as)) this.options.name = { plural, singular };
    this.foreignKeyField = identifierField;
    this.sourceKeyAttribute = sourceKey;
  }

  /** The model whose table has the key. */
  get _holder() {
    return this.target;
  }

  /** The associated instances; for an array of sources, an object of lists by source key. */
  async get(sources, given = {}) {
    const options = { ...given };
    const many = Array.isArray(sources);
    const keyOf = (source) => source.get(this.sourceKey, { raw: true });
    const where = { ...this.scope };
    if (many && options.limit && sources.length > 1) {
      // A limit holds for each source.
      options.groupedLimit = { limit: options.limit, column: this.identifierField, values: sources.map(keyOf) };
      delete options.limit;
    } else {
      where[this.foreignKey] = many ? { [Op.in]: sources.map(keyOf) } : keyOf(sources);
    }
    options.where = options.where ? { [Op.and]: [where, options.where] } : where;
    const found = await this._targetFor(options).findAll(options);
    return many ? this.#bySource(sources, found) : found;
  }

  /** What was found for each source, by the source's key. */
  #bySource(sources, found) {
    const result = {};
    for (const source of sources) result[source.get(this.sourceKey, { raw: true })] = [];
    for (const instance of found) result[instance.get(this.foreignKey, { raw: true })].push(instance);
    return result;
  }

  /** How many are associated. */
  async count(source, given) {
    const { sequelize, target } = this;
    const column = sequelize.col(`${target.name}.${target.primaryKeyField}`);
    const attributes = [[sequelize.fn('COUNT', column), 'count']];
    const result = await this.get(source, { ...copyOptions(given), attributes, raw: true, plain: true });
    return parseInt(result.count, 10);
  }

  /** Whether all of the given instances or primary keys are associated. */
  async has(source, given, options) {
    const targets = [given].flat(1);
    const key = this.target.primaryKeyAttribute;
    const any = targets.map((target) => (target instanceof this.target ? target.where() : { [key]: target }));
    const found = await this.get(source, {
      ...options,
      scope: false,
      attributes: [key],
      raw: true,
      where: { [Op.and]: [{ [Op.or]: any }, options?.where] },
    });
    return found.length === targets.length;
  }

  /** Associates exactly these: others lose their key, and these get it. */
  async set(source, given, options) {
    const targets = given === null ? [] : this.toInstanceArray(given);
    const key = this.target.primaryKeyAttribute;
    const former = await this.get(source, { ...options, scope: false, raw: true });
    const isIn = (list, one) => list.some((other) => other[key] === one[key]);
    const obsolete = former.filter((old) => !isIn(targets, old));
    const added = targets.filter((target) => !isIn(former, target));
    const update = (values, list) =>
      this.target.unscoped().update(values, { ...options, where: { [key]: list.map((one) => one[key]) } });
    const writes = [];
    if (obsolete.length > 0) writes.push(update({ [this.foreignKey]: null }, obsolete));
    if (added.length > 0) {
      writes.push(update({ [this.foreignKey]: source.get(this.sourceKey), ...this.scope }, added));
    }
    await Promise.all(writes);
    return source;
  }

  /** Associates these too. */
  async add(source, given, options = {}) {
    if (!given) return undefined;
    const values = { [this.foreignKey]: source.get(this.sourceKey), ...this.scope };
    await this.target.unscoped().update(values, { ...options, where: this.#areTargets(given) });
    return source;
  }

  /** Takes the key of the source from these. */
  async remove(source, given, options = {}) {
    const where = { [this.foreignKey]: source.get(this.sourceKey), ...this.#areTargets(given) };
    await this.target.unscoped().update({ [this.foreignKey]: null }, { ...options, where });
    return this;
  }

  #areTargets(given) {
    const key = this.target.primaryKeyAttribute;
    return { [key]: this.toInstanceArray(given).map((instance) => instance.get(key)) };
  }

  /** Creates an instance of the target that refers to the source. */
  async create(source, values = {}, given = {}) {
    const options = Array.isArray(given) ? { fields: given } : given;
    const own = { ...this.scope, [this.foreignKey]: source.get(this.sourceKey) };
    // One by one: what is no object says which of them cannot be set.
    for (const [name, value] of Object.entries(own)) values[name] = value;
    options.fields?.push(...Object.keys(own));
    return this.target.create(values, options);
  }
}

/** The alias of an association to many, and whether one was given. */
export function nameMany(association) {
  const { options, target } = association;
  if (!association.as) {
    association.as = target.options.name.plural;
    options.name = target.options.name;
    return;
  }
  association.isAliased = true;
  if (isPlainObject(association.as)) {
    options.name = association.as;
    association.as = association.as.plural;
  }
}
