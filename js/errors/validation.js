/** @file Values that are not allowed, each told apart by an item. */

import { BaseError } from './base.js';

/** Where an item's type comes from. */
export const ValidationErrorItemType = {
  'notnull violation': 'CORE',
  'string violation': 'CORE',
  'unique violation': 'DB',
  'validation error': 'FUNCTION',
};

/** Who found an item. */
export const ValidationErrorItemOrigin = { CORE: 'CORE', DB: 'DB', FUNCTION: 'FUNCTION' };

/** One thing that is wrong. */
export class ValidationErrorItem {
  static TypeStringMap = ValidationErrorItemType;

  static Origins = ValidationErrorItemOrigin;

  constructor(message, type, path, value, instance, validatorKey, validatorName, validatorArgs) {
    this.message = message || '';
    this.type = null;
    this.path = path || null;
    this.value = value !== undefined ? value : null;
    this.origin = null;
    this.instance = instance || null;
    this.validatorKey = validatorKey || null;
    this.validatorName = validatorName || null;
    this.validatorArgs = validatorArgs || [];
    if (!type) return;
    if (this.isValidationErrorItemOrigin(type)) {
      this.origin = type;
      return;
    }
    const origin = ValidationErrorItemType[this.normalizeString(type)];
    if (origin) {
      this.origin = origin;
      this.type = type;
    }
  }

  isValidationErrorItemOrigin(origin) {
    return ValidationErrorItemOrigin[origin] !== undefined;
  }

  normalizeString(text) {
    return text.toLowerCase().trim();
  }

  /** `validation.notempty` and the like: origin and validator, lower case. */
  getValidatorKey(useTypeAsNS = true, NSSeparator = '.') {
    const key = this.validatorKey || this.validatorName;
    const withOrigin = Boolean(useTypeAsNS && this.origin && ValidationErrorItemOrigin[this.origin]);
    if (withOrigin && (typeof NSSeparator !== 'string' || !NSSeparator.length)) {
      throw new Error('Invalid namespace separator given, must be a non-empty string');
    }
    if (typeof key !== 'string' || !key.length) return '';
    return (withOrigin ? `${this.origin}${NSSeparator}${key}` : key).toLowerCase().trim();
  }
}

/** Values that are not allowed. */
export class ValidationError extends BaseError {
  constructor(message, errors, options = {}) {
    super(message);
    this.name = 'SequelizeValidationError';
    this.message = 'Validation Error';
    this.errors = errors || [];
    if (message) this.message = message;
    else if (this.errors.length > 0 && this.errors[0].message) {
      this.message = this.errors.map(item => `${item.type || item.origin}: ${item.message}`).join(',\n');
    }
    if (options.stack) this.stack = options.stack;
  }

  /** The items of an attribute. */
  get(path) {
    return this.errors.filter(item => item.path === path);
  }
}

/** A value that is there already and may not repeat. */
export class UniqueConstraintError extends ValidationError {
  constructor(options = {}) {
    const parent = options.parent ?? { sql: '', name: '', message: '' };
    super(options.message || parent.message || 'Validation Error', options.errors ?? [], { stack: options.stack });
    this.name = 'SequelizeUniqueConstraintError';
    this.parent = parent;
    this.original = parent;
    this.fields = options.fields ?? {};
    this.sql = parent.sql;
  }
}
