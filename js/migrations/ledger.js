/**
 * The table that remembers which migrations ran, as sequelize-cli keeps it.
 *
 * It goes by the query interface, so that no model of it appears among the user's.
 */

/** A table of one column, the names of what ran. */
export class Ledger {
  /**
   * @param sequelize The database.
   * @param table Its name, `SequelizeMeta` for migrations.
   */
  constructor(sequelize, table) {
    this.sequelize = sequelize;
    this.table = table;
  }

  /** The names of what ran, in their order. */
  async names() {
    await this.#create();
    const found = await this.#queries.select(null, this.table, { attributes: ['name'], order: [['name', 'ASC']], raw: true });
    return found.map(({ name }) => name);
  }

  /** Remembers one. */
  async add(name) {
    await this.#queries.bulkInsert(this.table, [{ name }]);
  }

  /** Forgets one. */
  async remove(name) {
    await this.#queries.bulkDelete(this.table, { name });
  }

  get #queries() {
    return this.sequelize.getQueryInterface();
  }

  async #create() {
    const { STRING } = this.sequelize.constructor.DataTypes;
    const name = { type: STRING, allowNull: false, unique: true, primaryKey: true, autoIncrement: false };
    await this.#queries.createTable(this.table, { name });
  }
}
