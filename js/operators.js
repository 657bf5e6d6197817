/** @file The operators of conditions: `Op.gt` and its kin, the same symbols as Sequelize's. */

const NAMES = [
  'eq', 'ne', 'gte', 'gt', 'lte', 'lt', 'not', 'is', 'in', 'notIn', 'like', 'notLike', 'iLike', 'notILike',
  'startsWith', 'endsWith', 'substring', 'regexp', 'notRegexp', 'iRegexp', 'notIRegexp', 'between', 'notBetween',
  'overlap', 'contains', 'contained', 'adjacent', 'strictLeft', 'strictRight', 'noExtendRight', 'noExtendLeft',
  'and', 'or', 'any', 'all', 'values', 'col', 'placeholder', 'join', 'match',
];

/** @type {Record<string, symbol>} */
export const Op = {};
const nameOfSymbol = new Map();
for (const name of NAMES) {
  Op[name] = Symbol.for(name);
  nameOfSymbol.set(Op[name], name);
}

/** The name of an operator's symbol; nothing where it is no operator. */
export const operatorName = symbol => nameOfSymbol.get(symbol);

/** An object's keys as conditions are read: its operators first. */
export function conditionKeys(object) {
  const symbols = Object.getOwnPropertySymbols(object).filter(symbol => nameOfSymbol.has(symbol));
  return symbols.length === 0 ? Object.keys(object) : [...symbols, ...Object.keys(object)];
}

const COMPARATORS = {
  eq: '=', ne: '!=', gte: '>=', gt: '>', lte: '<=', lt: '<', not: 'IS NOT', is: 'IS', in: 'IN', notIn: 'NOT IN', like: 'LIKE',
  notLike: 'NOT LIKE', iLike: 'ILIKE', notILike: 'NOT ILIKE', startsWith: 'LIKE', endsWith: 'LIKE', substring: 'LIKE', regexp: '~',
  notRegexp: '!~', iRegexp: '~*', notIRegexp: '!~*', between: 'BETWEEN', notBetween: 'NOT BETWEEN', overlap: '&&', contains: '@>',
  contained: '<@', adjacent: '-|-', strictLeft: '<<', strictRight: '>>', noExtendRight: '&<', noExtendLeft: '&>', any: 'ANY',
  all: 'ALL', and: ' AND ', or: ' OR ', match: '@@',
};

/** The comparator of `sequelize.where` as SQL has it: given as such, or as an operator. */
export const comparatorOf = given => (typeof given === 'symbol' ? COMPARATORS[operatorName(given)] ?? String(given.description) : given);
