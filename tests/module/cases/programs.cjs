// What code looks at that goes on to print: transactions' names, refusals, options that hooks get, instances made together.

const { inspect } = require('node:util');

/** What a call returns, or what of the error it throws is seen where it is logged. */
async function told(call) {
  try {
    return JSON.parse(JSON.stringify((await call()) ?? null));
  } catch (error) {
    const { name, message, stack, parent } = error;
    const shown = inspect(error, { depth: 0 }).replace(/\n +at .*/g, '').split('\n');
    return { name, message, text: String(error), head: stack.split('\n')[0], keys: Object.keys(error), shown, parent: parent && [parent.constructor.name, Object.keys(parent)] };
  }
}

async function each(calls) {
  const all = [];
  for (const call of calls) all.push(await told(call));
  return all;
}

module.exports = {
  async 'refusals as they are logged'(sequelize, DataTypes, Op, Sequelize) {
    const User = sequelize.define('User', { name: { type: DataTypes.STRING(5), unique: true }, age: DataTypes.INTEGER }, { timestamps: false });
    const Pet = sequelize.define('Pet', {}, { timestamps: false });
    Pet.belongsTo(User);
    await sequelize.sync();
    await User.create({ name: 'ann' });
    const refused = await each([() => User.create({ name: 'ann' }), () => Pet.create({ UserId: 9 }), () => User.findAll({ where: { age: 'x' } })]);
    const wrong = await each([
      () => User.update({ age: 1 }),
      () => User.update({ age: 1 }, { where: 5 }),
      () => new Sequelize({ dialect: 'nosql' }),
    ]);
    // What a database says of its own code is its own.
    return [refused.map(({ name, head, keys, shown, parent }) => [name, head, keys, shown.slice(0, 6), parent]), wrong];
  },

  async 'names of transactions'(sequelize) {
    const outer = await sequelize.transaction();
    const nameOf = ({ name }) => name?.replace(outer.id, 'id');
    const seen = [nameOf(outer), Object.keys(outer)];
    const first = await sequelize.transaction({ transaction: outer });
    seen.push(nameOf(outer), nameOf(first));
    const second = await sequelize.transaction({ transaction: outer });
    const third = await sequelize.transaction({ transaction: second });
    seen.push(nameOf(outer), nameOf(second), nameOf(third));
    await third.rollback();
    await second.rollback();
    seen.push(nameOf(outer));
    await outer.commit();
    return [...seen, outer.finished];
  },

  async 'options that hooks get of bulk writes'(sequelize, DataTypes) {
    const seen = [];
    const note = hook => (...given) => { seen.push([hook, Object.keys(given.at(-1)).filter(key => key !== 'logging')]); };
    const hooks = Object.fromEntries(['beforeFind', 'afterUpdate', 'afterBulkUpdate', 'afterDestroy'].map(hook => [hook, note(hook)]));
    const Doc = sequelize.define('Doc', { title: DataTypes.STRING }, { timestamps: false, hooks });
    await Doc.sync();
    await Doc.create({ title: 'a' });
    await Doc.update({ title: 'b' }, { where: { id: 1 } });
    await Doc.update({ title: 'c' }, { where: { id: 1 }, individualHooks: true });
    await Doc.destroy({ where: { id: 1 }, individualHooks: true });
    return seen;
  },

  async 'one row of an update'(sequelize, DataTypes) {
    const Doc = sequelize.define('Doc', { title: DataTypes.STRING }, { timestamps: false });
    await Doc.sync();
    await Doc.bulkCreate([{ title: 'a' }, { title: 'b' }]);
    return each([
      () => Doc.update({ title: 'c' }, { where: { id: 1 }, returning: true, plain: true }),
      () => Doc.update({ title: 'd' }, { where: {}, returning: ['title'], plain: true }),
      async () => (await told(() => Doc.update({ title: 'e' }, { where: { id: 9 }, returning: true, plain: true }))).message,
    ]);
  },

  async 'instances made together, and one that is bound'(sequelize, DataTypes) {
    const Key = sequelize.define('Key', { key: { type: DataTypes.STRING, primaryKey: true }, value: DataTypes.INTEGER }, { timestamps: false });
    await Key.sync();
    const made = await Key.bulkCreate([{ key: 'a', value: 1 }, { key: 'b' }]);
    made[1].isNewRecord = true;
    const [key] = made;
    return [
      inspect(made, { depth: 2 }).split('\n'), made[1].changed(), made[1].previous(),
      await sequelize.query('SELECT $key::text AS key', { bind: { key }, type: 'SELECT' }),
    ];
  },
};
