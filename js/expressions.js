/** @file What `sequelize.fn`, `col`, `cast`, `literal`, `json` and `where` give: parts of SQL as values. */

/** What all of them are. */
export class SequelizeMethod {}

/** `sequelize.fn(name, …arguments)`. */
export class Fn extends SequelizeMethod {
  constructor(fn, args) {
    super();
    this.fn = fn;
    this.args = args;
  }

  clone() {
    return new Fn(this.fn, this.args);
  }
}

/** `sequelize.col(name)`. */
export class Col extends SequelizeMethod {
  constructor(col, ...more) {
    super();
    this.col = more.length > 0 ? more : col;
  }
}

/** `sequelize.cast(value, type)`. */
export class Cast extends SequelizeMethod {
  constructor(val, type, json) {
    super();
    this.val = val;
    this.type = (type || '').trim();
    this.json = json || false;
  }
}

/** `sequelize.literal(sql)`. */
export class Literal extends SequelizeMethod {
  constructor(val) {
    super();
    this.val = val;
  }
}

/** `sequelize.json(conditions)` or `sequelize.json(path, value)`. */
export class Json extends SequelizeMethod {
  constructor(conditionsOrPath, value) {
    super();
    if (typeof conditionsOrPath === 'object' && conditionsOrPath !== null) {
      this.conditions = conditionsOrPath;
      return;
    }
    this.path = conditionsOrPath;
    if (value) this.value = value;
  }
}

/** `sequelize.where(attribute, comparator, logic)`; without a comparator it is `=`. */
export class Where extends SequelizeMethod {
  constructor(attribute, comparator, logic) {
    super();
    this.attribute = attribute;
    this.comparator = logic === undefined ? '=' : comparator;
    this.logic = logic === undefined ? comparator : logic;
  }
}
