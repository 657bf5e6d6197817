/**
 * belongsToMany: a third table holds pairs of keys, and the accessors work on a list.
 *
 * What the accessors do to the pairs is in `pairs.js`.
 */

import { AssociationError } from '../errors.js';
import { Op } from '../operators.js';
import { Association } from './association.js';
import { nameMany } from './has-many.js';
import { describeInner } from './inner.js';
import { copyOptions, isPlainObject, keyOption, omit, pick } from './options.js';
import { addPairs, setPairs } from './pairs.js';
import { Utils } from '../utilities.js';

/** Rows of the source and of the target are paired by rows of the through model. */
export class BelongsToMany extends Association {
  constructor(source, target, options) {
    super(source, target, options);
    if (options.through === undefined || options.through === true || options.through === null) {
      throw new AssociationError(
        `${source.name}.belongsToMany(${target.name}) requires through option, pass either a string or a model`,
      );
    }
    if (!options.through.model) options.through = { model: options.through };
    this.associationType = 'BelongsToMany';
    this.targetAssociation = null;
    this.sequelize = source.sequelize;
    this.through = { ...options.through };
    this.isMultiAssociation = true;
    this.doubleLinked = false;
    if (!this.as && this.isSelfAssociation) {
      throw new AssociationError("'as' must be defined for many-to-many self-associations");
    }
    nameMany(this);
    const tables = [source.tableName, this.isSelfAssociation ? this.as : target.tableName];
    this.combinedTableName = tables.sort(byFoldedText).join('');
    if (this.isSelfAssociation) this.targetAssociation = this;
    this.#pair();
    Object.assign(this, keyOption(options.foreignKey), keyOption(options.otherKey, 'otherKey'));
    if (!options.targetKey) this.targetKeyDefault = true;
    if (!options.otherKey) this.otherKeyDefault = true;
    this.#defineThrough();
    this.associationAccessor = this.as;
  }

  /** The association back, over the same pairs, where it is declared already. */
  #pair() {
    for (const other of Object.values(this.target.associations)) {
      if (other.associationType !== 'BelongsToMany' || other.target !== this.source) continue;
      if (other.options.through.model !== this.options.through.model) continue;
      this.paired = other;
      other.paired = this;
    }
  }

  /** A `through` by name is a model: one of that name, or a new one with the source's options. */
  #defineThrough() {
    const { options, sequelize, through } = this;
    if (typeof through.model === 'string') {
      if (sequelize.isDefined(through.model)) {
        through.model = sequelize.model(through.model);
      } else {
        const tableName = through.model;
        const paranoid = through.paranoid ? through.paranoid : false;
        Object.assign(options, { tableName, indexes: [], paranoid, validate: {} });
        if (this.isAliased && !isPlainObject(options.as)) {
          const { singular } = sequelize._call({ command: 'inflect', word: this.as });
          options.name = { plural: this.as, singular };
        }
        through.model = sequelize.define(tableName, {}, omit(options, NOT_OF_A_MODEL));
        options.modelName = tableName;
      }
    }
    if (!through.model.rawAttributes) throw new TypeError(`Cannot read properties of undefined (reading '${this.#defaultKey()}')`);
    Object.assign(options, pick(through.model.options, FROM_THE_THROUGH));
    this.throughModel = through.model;
    this.combinedName = through.model.tableName;
    options.tableName = this.combinedName;
  }

  /** The key that Sequelize looks for in a `through` that is no model. */
  #defaultKey() {
    const { source, options } = this;
    return this.foreignKey || Utils.camelize(`${source.options.name.singular}_${options.sourceKey || source.primaryKeyAttribute}`);
  }

  /** Takes over what Rust made of the options. */
  describe(description) {
    const { singular, plural, foreignKey, identifierField, accessors, through } = description;
    Object.assign(this, pick(description, ['sourceKey', 'sourceKeyField', 'targetKey', 'targetKeyField']));
    Object.assign(this, { foreignKey, identifierField, accessors });
    if (this.isAliased && !isPlainObject(this.options.as)) this.options.name = { plural, singular };
    this.otherKey = through.otherKey;
    this.identifier = foreignKey;
    this.foreignIdentifier = through.otherKey;
    this.foreignIdentifierField = through.otherKeyField;
    describeInner(this);
  }

  /** The model whose table has the keys. */
  get _holder() {
    return this.through.model;
  }

  /** The associated instances, each with its pair unless `joinTableAttributes` is empty. */
  async get(source, given) {
    const options = copyOptions(given);
    const { scope, through } = this;
    options.where = { [Op.and]: [scope ? { ...scope } : undefined, options.where] };
    let where = { [this.foreignKey]: source.get(this.sourceKey), ...through.scope };
    if (options.through?.where) where = { [Op.and]: [where, options.through.where] };
    const pair = {
      association: this.oneFromTarget,
      attributes: options.joinTableAttributes,
      required: true,
      paranoid: options.through?.paranoid ?? true,
      where,
    };
    options.include ||= [];
    options.include.push(pair);
    return this._targetFor(options).findAll(options);
  }

  /** How many are associated. */
  async count(source, given) {
    const { sequelize } = this.target;
    const column = sequelize.col(`${this.target.name}.${this.targetKeyField}`);
    const result = await this.get(source, {
      ...copyOptions(given),
      attributes: [[sequelize.fn('COUNT', column), 'count']],
      joinTableAttributes: [],
      raw: true,
      plain: true,
    });
    return parseInt(result.count, 10);
  }

  /** Whether all of the given instances or keys are associated. */
  async has(source, given, options) {
    const key = this.targetKey;
    const targets = [given].flat(1);
    const any = targets.map((target) => (target instanceof this.target ? target.where() : { [key]: target }));
    const found = await this.get(source, {
      raw: true,
      ...options,
      scope: false,
      attributes: [key],
      joinTableAttributes: [],
      where: { [Op.and]: [{ [Op.or]: any }, options?.where] },
    });
    return any.every((one) => found.some((other) => isSameKey(one[key], other[key])));
  }

  /** Associates exactly these: other pairs go, missing ones are made, the rest may get values. */
  async set(source, given, options) {
    return setPairs(this, source, given === null ? [] : this.toInstanceArray(given), options ?? {});
  }

  /** Associates these too; a pair that exists gets the values given for it. */
  async add(source, given, options) {
    if (!given) return undefined;
    return addPairs(this, source, this.toInstanceArray(given), { ...options });
  }

  /** Takes the pairs of these away. */
  remove(source, given, options) {
    const targets = this.toInstanceArray(given);
    const where = {
      [this.identifier]: source.get(this.sourceKey),
      [this.foreignIdentifier]: targets.map((target) => target.get(this.targetKey)),
    };
    return this.through.model.destroy({ ...options, where });
  }

  /** Creates an instance of the target and its pair. */
  async create(source, values, given) {
    values ??= {};
    const options = Array.isArray(given) ? { fields: given } : (given ?? {});
    if (this.scope) {
      Object.assign(values, this.scope);
      if (options.fields) options.fields = options.fields.concat(Object.keys(this.scope));
    }
    const made = await this.target.create(values, options);
    await source[this.accessors.add](made, omit(options, ['fields']));
    return made;
  }
}

/** Options of the association itself, which a through model made for it does not get. */
const NOT_OF_A_MODEL = [
  ...['as', 'foreignKey', 'otherKey', 'sourceKey', 'targetKey', 'through', 'scope', 'uniqueKey'],
  ...['constraints', 'onDelete', 'onUpdate', 'keyType', 'hooks', 'useHooks', 'modelName', 'sequelize'],
];

const FROM_THE_THROUGH = ['timestamps', 'createdAt', 'updatedAt', 'deletedAt', 'paranoid'];

function byFoldedText(one, other) {
  const [a, b] = [String(one).toLowerCase(), String(other).toLowerCase()];
  return a < b ? -1 : Number(a > b);
}

function isSameKey(one, other) {
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime();
  if (ArrayBuffer.isView(one) && ArrayBuffer.isView(other)) return String(one) === String(other);
  return one === other;
}
