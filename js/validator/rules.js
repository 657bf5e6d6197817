/** @file The built-in validators: those of the package `validator`, which Sequelize itself uses, and Sequelize's own. */

import base from 'validator';

const isRegExp = value => Object.prototype.toString.call(value) === '[object RegExp]';
const matches = (text, pattern, modifiers) => String(text).match(isRegExp(pattern) ? pattern : new RegExp(pattern, modifiers));

/** Validators by name: each takes the value as text, then its arguments. */
export const validator = {
  ...base,

  /** Adds a validator. */
  extend(name, rule) {
    this[name] = rule;
    return this;
  },

  notEmpty: text => !text.match(/^[\s\t\r\n]*$/),
  len: (text, min, max) => base.isLength(text, min, max),
  isUrl: text => base.isURL(text),
  isIPv6: text => base.isIP(text, 6),
  isIPv4: text => base.isIP(text, 4),
  notIn: (text, values) => !base.isIn(text, values),
  regex: matches,
  is: matches,
  notRegex: (text, pattern, modifiers) => !matches(text, pattern, modifiers),
  not: (text, pattern, modifiers) => !matches(text, pattern, modifiers),
  isDecimal: text => text !== '' && Boolean(text.match(/^(?:-?(?:[0-9]+))?(?:\.[0-9]*)?(?:[eE][+-]?(?:[0-9]+))?$/)),
  min(text, least) {
    const number = parseFloat(text);
    return Number.isNaN(number) || number >= least;
  },
  max(text, most) {
    const number = parseFloat(text);
    return Number.isNaN(number) || number <= most;
  },
  contains: (text, part) => Boolean(part) && text.includes(part),
  notContains: (text, part) => !(Boolean(part) && text.includes(part)),
  isNull: base.isEmpty,
  notNull: value => value !== null && value !== undefined,
  isImmutable: (value, args, field, instance) => instance.isNewRecord || instance.dataValues[field] === instance._previousDataValues[field],
  isDate: text => !Number.isNaN(Date.parse(text)),
};
