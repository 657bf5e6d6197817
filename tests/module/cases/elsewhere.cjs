// Models elsewhere and under other names: another schema, a subclass; lists of enumerated values.

const { each } = require('../told.cjs');

const options = { timestamps: false };

module.exports = {
  async 'includes in another schema'(sequelize, DataTypes) {
    await sequelize.createSchema('acme');
    const Customer = sequelize.define('Customer', { name: DataTypes.STRING }, options);
    const Invoice = sequelize.define('Invoice', { total: DataTypes.INTEGER }, options);
    const Tag = sequelize.define('Tag', { name: DataTypes.STRING }, options);
    Customer.hasMany(Invoice, { as: 'invoices', foreignKey: 'customerId' });
    Invoice.belongsTo(Customer, { as: 'customer', foreignKey: 'customerId' });
    Invoice.belongsToMany(Tag, { through: 'InvoiceTags', as: 'tags', foreignKey: 'invoiceId', otherKey: 'tagId', ...options });
    await sequelize.sync();
    const [customers, invoices, tags] = [Customer, Invoice, Tag].map(model => model.schema('acme'));
    for (const model of [customers, invoices, tags]) await model.sync();
    const include = { model: invoices, as: 'invoices' };
    await customers.create({ name: 'Ann', invoices: [{ total: 5 }] }, { include: [{ ...include }] });
    return each([
      () => customers.findAll({ include: [{ ...include }] }),
      () => customers.findAll({ include: [{ ...include, required: true }], limit: 1 }),
      () => customers.findAndCountAll({ include: [{ ...include, where: { total: 5 } }] }),
      () => customers.findAll({ include: [{ ...include, include: [{ model: tags, as: 'tags' }] }] }),
      () => invoices.findAll({ include: [{ model: customers, as: 'customer' }], order: [[{ model: customers, as: 'customer' }, 'name']] }),
      () => customers.findAll({ include: 'invoices' }),
    ]);
  },

  async 'a subclass is ordered and joined under its own name'(sequelize, DataTypes) {
    const User = sequelize.define('User', { name: DataTypes.STRING, data: DataTypes.JSONB }, options);
    const Post = sequelize.define('Post', { title: DataTypes.STRING }, options);
    User.hasMany(Post, { as: 'posts' });
    await sequelize.sync();
    class Admin extends User {}
    await User.bulkCreate([{ name: 'b', posts: [{ title: 'x' }] }, { name: 'a' }], { include: ['posts'] });
    return each([
      () => Admin.findAll({ order: ['name'] }),
      () => Admin.findAll({ order: [['id', 'DESC']], limit: 1, include: 'posts' }),
      () => Admin.findAll({ include: [{ association: 'posts', required: true }], limit: 1, order: [['posts', 'id']] }),
      () => Admin.findAndCountAll({ include: 'posts', order: ['id'], distinct: true }),
      () => Admin.findAll({ include: { association: 'posts', separate: true }, order: ['id'] }),
      () => Admin.findAll({ order: ['data.x'], raw: true }),
      () => Admin.count({ include: 'posts' }),
    ]);
  },

  async 'lists of enumerated values'(sequelize, DataTypes, Op) {
    await sequelize.createSchema('app');
    const columns = () => ({ moods: { type: DataTypes.ARRAY(DataTypes.ENUM('up', 'down')), defaultValue: [] }, kind: DataTypes.ENUM('a', 'b') });
    const Here = sequelize.define('Here', columns(), options);
    const There = sequelize.define('There', columns(), { ...options, schema: 'app' });
    return each([Here, There].flatMap(model => [
      () => model.sync().then(() => null),
      () => model.create({ kind: 'a' }),
      () => model.bulkCreate([{ moods: ['up'] }, {}]),
      () => model.findAll({ where: { moods: { [Op.contains]: ['up'] } } }),
      () => model.update({ moods: ['down'] }, { where: { kind: 'a' }, returning: true }),
    ]).concat([
      () => sequelize.query(`SELECT 'a'::"app"."enum_There_kind" AS kind`, { type: 'SELECT' }),
    ]));
  },
};
