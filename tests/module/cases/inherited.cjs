// Models by inheritance, options that are none, and what hooks are shown.

const { each } = require('../told.cjs');

const state = instance => [instance.get(), instance.changed(), instance.previous(), instance._previousDataValues];

module.exports = {
  async 'a subclass without an init of its own writes to the table of its parent'(sequelize, DataTypes, Op, { Model }) {
    class Base extends Model {
      greet() {
        return `I am ${this.name}`;
      }
    }
    Base.init({ name: DataTypes.STRING, age: DataTypes.INTEGER }, { sequelize, timestamps: false });
    class Kid extends Base {
      greet() {
        return `${super.greet()}, ${this.age}`;
      }
    }
    const Note = sequelize.define('Note', { text: DataTypes.STRING }, { timestamps: false });
    Kid.hasMany(Note, { foreignKey: 'kidId', as: 'notes' });
    await sequelize.sync();
    return each([
      async () => {
        const kid = await Kid.create({ name: 'Ann', age: 5 });
        return [kid, kid instanceof Kid, kid.constructor.name, kid.greet(), (await kid.createNote({ text: 'hi' })).get()];
      },
      () => Kid.bulkCreate([{ name: 'Bob', age: 7 }]),
      () => Kid.update({ age: 6 }, { where: { name: 'Ann' } }),
      () => Kid.increment('age', { where: { name: 'Ann' } }),
      () => Kid.upsert({ id: 2, name: 'Bert' }),
      () => Kid.destroy({ where: { name: 'Bert' } }),
      () => Base.findAll(),
      () => [Kid.name, Kid.tableName, Kid.rawAttributes === Base.rawAttributes, Object.keys(sequelize.models), sequelize.isDefined('Kid')],
    ]);
  },

  async 'types and options that are none'(sequelize, DataTypes) {
    const Thing = sequelize.define('Thing', { name: DataTypes.STRING, free: { type: DataTypes.STRING, validate: null } }, { timestamps: false });
    await Thing.sync();
    const wrong = type => () => sequelize.define('Wrong', { a: type }, { timestamps: false }).rawAttributes.a.type;
    return each([
      wrong(5), wrong({ type: {} }), wrong({ type: 7 }), wrong(true), wrong({ type: Number }),
      () => Thing.create({ name: 'a', free: 'x' }, 'x'),
      () => Thing.create({ name: 'b' }, 5),
      () => Thing.create([{ name: 'c' }]),
      () => Thing.bulkCreate([{ name: 'd' }], null),
      () => Thing.bulkCreate([{ name: 'e' }], 5),
      () => Thing.count('x'),
      () => Thing.count(5),
      () => Thing.findByPk(1, 5),
      async () => {
        const thing = await Thing.findByPk(1);
        thing.name = 'f';
        return thing.save('x');
      },
      () => Thing.bulkCreate([{ id: 1, name: 'g' }], { updateOnDuplicate: ['name'], individualHooks: true }),
      () => Thing.scope({ method: 'nope' }),
      () => sequelize.define('Named', {}, { name: 'x' }).options.name,
      () => sequelize.define('Linked', { a: { type: DataTypes.INTEGER, references: 'Things' } }).rawAttributes.a.references,
      () => String(Thing.schema('other', { schemaDelimiter: '$' }).getTableName()),
      () => Object.keys(sequelize.define('Counted', {}, { version: true, timestamps: false }).rawAttributes.version).filter(key => key !== 'Model'),
    ]);
  },

  async 'what hooks of finds are shown, and may change'(sequelize, DataTypes, Op) {
    const seen = [];
    const User = sequelize.define('User', { firstName: DataTypes.STRING, age: DataTypes.INTEGER, gone: DataTypes.DATE }, {
      underscored: true, paranoid: true, createdAt: false, updatedAt: false, deletedAt: 'gone',
    });
    await User.sync();
    await User.bulkCreate([{ firstName: 'Ann', age: 1 }, { firstName: 'Bob', age: 2 }]);
    const shown = ({ where, attributes }) => [attributes, Object.keys(where ?? {}), where?.[Op.and]?.map(part => part && Object.keys(part))];
    const Note = sequelize.define('Note', { text: DataTypes.STRING }, { timestamps: false });
    User.hasMany(Note, { foreignKey: 'userId' });
    await Note.sync();
    await Note.create({ text: 'hi', userId: 1 });
    User.addHook('beforeFindAfterOptions', 'see', options => { seen.push(shown(options)); });
    User.addHook('afterFind', 'see', (found, options) => { seen.push(shown(options)); });
    for (const kind of ['beforeBulkDestroy', 'beforeBulkRestore', 'beforeBulkUpdate', 'afterBulkUpdate']) {
      User.addHook(kind, ({ where }) => { seen.push([kind, Object.keys(where), where[Op.and]?.map(part => Object.keys(part))]); });
    }
    const answers = await each([
      () => User.findAll({ where: { firstName: 'Ann' }, attributes: ['id', 'firstName'] }),
      () => User.findAll({ order: ['id'] }),
      () => User.findAll({ attributes: ['firstName'], include: Note, order: ['id'] }),
      () => User.findByPk(1),
      () => User.update({ age: 3 }, { where: { firstName: 'Ann' } }),
      () => User.destroy({ where: { firstName: 'Bob' } }),
      () => User.restore({ where: { firstName: 'Bob' } }),
      () => User.findAndCountAll({ limit: 1, order: ['id'] }),
    ]);
    for (const kind of ['beforeFindAfterOptions', 'afterFind']) User.removeHook(kind, 'see');
    User.addHook('beforeFindAfterOptions', options => {
      options.attributes = options.attributes.slice(0, 2);
      options.where = { first_name: 'Bob' };
    });
    return [answers, seen, await each([() => User.findAll(), () => User.findAll({ raw: true })])];
  },

  async 'what hooks of definitions and writes are shown'(sequelize, DataTypes) {
    const seen = [];
    sequelize.addHook('beforeDefine', (attributes, { name, modelName }) => { seen.push([modelName, name]); });
    const Person = sequelize.define('Person', { name: DataTypes.STRING, email: { type: DataTypes.STRING, unique: true, field: 'mail' } }, { timestamps: false });
    await Person.sync();
    Person.addHook('beforeUpdate', (person, { fields, defaultFields }) => { seen.push([fields, defaultFields]); });
    return [await each([
      async () => state((await Person.upsert({ name: 'Ann', email: 'a' }))[0]),
      async () => state((await Person.upsert({ name: 'Bea', email: 'a' }))[0]),
      async () => (await Person.findOne()).update({ name: 'Cid' }),
      () => Person.update({ email: 'b' }, { where: { name: 'Cid' }, returning: true, raw: true }),
      async () => (await Person.findOne()).reload(),
    ]), seen];
  },

  async 'an enum in a schema is dropped without options'(sequelize, DataTypes) {
    await sequelize.createSchema('other');
    const Mood = sequelize.define('Mood', { kind: DataTypes.ENUM('good', 'bad') }, { schema: 'other', timestamps: false });
    await Mood.sync();
    return each([() => Mood.create({ kind: 'good' }), () => Mood.drop(), () => Mood.findAll({ searchPath: 'other' }).then(() => 'found', ({ name }) => name)]);
  },
};
