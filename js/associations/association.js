/**
 * What the four associations share.
 *
 * Which model holds the key, under what name and with which actions is decided in Rust; an
 * association here carries that description in the properties Sequelize 6 exposes, and
 * does what its mixins promise by finds and writes.
 */

import { AssociationError } from '../errors.js';

/** A declared way from a source model to a target model. */
export class Association {
  /**
   * @param source The model it is declared on.
   * @param target The model it reaches.
   * @param options As given, with what Sequelize adds to them.
   */
  constructor(source, target, options = {}) {
    this.source = source;
    this.target = target;
    this.options = options;
    this.scope = options.scope;
    this.isSelfAssociation = source === target;
    this.as = options.as;
    this.associationType = '';
    if (source.hasAlias(options.as)) {
      throw new AssociationError(
        `You have used the alias ${options.as} in two separate associations. Aliased associations must have unique aliases.`,
      );
    }
  }

  /** Instances for instances and primary keys, one or many. */
  toInstanceArray(input) {
    return [input].flat(1).map((element) => this.#toInstance(element));
  }

  #toInstance(element) {
    if (element instanceof this.target) return element;
    return this.target.build({ [this.target.primaryKeyAttribute]: element }, { isNewRecord: false });
  }

  /** Whether an include that says `as: alias` means this association. */
  verifyAssociationAlias(alias) {
    if (typeof alias === 'string') return this.as === alias;
    const named = this.isMultiAssociation ? alias?.plural : alias?.singular;
    return named ? this.as === named : !this.isAliased;
  }

  /** Gives the class the methods of this association that it has not of its own. */
  mixin(prototype) {
    for (const method of METHODS) {
      const name = this.accessors[method];
      if (name === undefined || Object.hasOwn(prototype, name)) continue;
      const association = this;
      const does = IMPLEMENTATION[method] ?? method;
      prototype[name] = function (...given) {
        return association[does](this, ...given);
      };
    }
  }

  /** How an option that holds this association crosses to Rust. */
  toWire() {
    return { assoc: this.wireName ?? [this.source._declaredName, String(this.as)] };
  }

  /** The target as an accessor's `scope` and `schema` options want it. */
  _targetFor(options) {
    let target = this.target;
    if (Object.hasOwn(options, 'scope')) {
      target = options.scope ? target.scope(options.scope) : target.unscoped();
    }
    if (Object.hasOwn(options, 'schema')) target = target.schema(options.schema, options.schemaDelimiter);
    return target;
  }

  [Symbol.for('nodejs.util.inspect.custom')]() {
    return this.as;
  }
}

/** The accessors in the order in which a class gets them. */
const METHODS = ['get', 'count', 'hasSingle', 'hasAll', 'set', 'add', 'addMultiple', 'remove', 'removeMultiple', 'create'];

/** Accessors that another method serves. */
const IMPLEMENTATION = {
  hasSingle: 'has',
  hasAll: 'has',
  addMultiple: 'add',
  removeMultiple: 'remove',
};
