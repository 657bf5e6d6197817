'use strict';
// Includes whose models or associations are scoped, and those that select nothing.

const N = { timestamps: false };

const each = async runs => {
  const told = {};
  for (const [name, run] of Object.entries(runs)) {
    try {
      told[name] = JSON.parse(JSON.stringify(await run() ?? null));
    } catch (error) {
      told[name] = [error.name, error.message];
    }
  }
  return told;
};

async function shop(s, D) {
  const Shop = s.define('Shop', { name: D.STRING }, N);
  const Item = s.define('Item', { title: D.STRING, price: { type: D.INTEGER, field: 'price_x' } }, {
    ...N,
    scopes: { titles: { attributes: ['title'] }, bare: { attributes: { exclude: ['id', 'price'] } }, named: { attributes: [['title', 'named']] } },
  });
  const Note = s.define('Note', { text: D.STRING }, { ...N, defaultScope: { attributes: ['text'] } });
  Shop.hasMany(Item, { as: 'items' });
  Shop.hasMany(Item, { as: 'cheap', foreignKey: 'ShopId', scope: { price: 1 }, constraints: false });
  Shop.hasOne(Item, { as: 'best', foreignKey: 'bestId' });
  Item.belongsTo(Shop);
  Item.hasMany(Note, { as: 'notes' });
  await s.sync({ force: true });
  await Shop.bulkCreate([{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
  await Item.bulkCreate([{ title: 'x', price: 1, ShopId: 1, bestId: 1 }, { title: 'y', price: 2, ShopId: 1 }, { title: 'z', price: 3, ShopId: 2 }]);
  await Note.bulkCreate([{ text: 'n', ItemId: 1 }, { text: 'm', ItemId: 1 }]);
  return { Shop, Item, Note };
}

module.exports = {
  'what a scope selects has no key added': async (s, D) => {
    const { Shop, Item } = await shop(s, D);
    const runs = {};
    for (const scope of ['titles', 'bare', 'named']) {
      for (const as of ['items', 'best']) {
        const find = more => () => Shop.findAll({ include: { model: Item.scope(scope), as, ...more }, order: ['id'] });
        runs[`${scope} ${as}`] = find({});
        runs[`${scope} ${as} and more`] = find({ attributes: ['price'] });
      }
    }
    runs.default = () => Item.findAll({ include: 'notes', order: ['id'] });
    runs.chosen = () => Item.findAll({ include: { association: 'notes', attributes: ['id'] }, order: ['id', ['notes', 'id', 'ASC']] });
    return each(runs);
  },

  'an association\'s scope goes by attributes where nothing is selected': async (s, D) => {
    const { Shop } = await shop(s, D);
    return each({
      find: () => Shop.findAll({ include: 'cheap', order: ['id'] }),
      raw: () => Shop.findAll({ include: 'cheap', order: ['id'], raw: true }),
      limited: () => Shop.findAll({ include: { association: 'cheap', required: true }, limit: 1 }),
      count: () => Shop.count({ include: 'cheap' }),
      both: () => Shop.findAndCountAll({ include: 'cheap', order: ['id'] }),
    });
  },

  'separate includes that select nothing': async (s, D) => {
    const { Shop } = await shop(s, D);
    const find = (where, more) => () => Shop.findAll({ where, include: { association: 'items', separate: true, attributes: [], ...more } });
    return each({
      bare: find({}), none: find({ id: 9 }), childless: find({ id: 3 }), limited: find({ id: 1 }, { limit: 1 }),
      more: find({}, { include: 'notes' }), childlessMore: find({ id: 3 }, { include: 'notes' }),
      count: () => Shop.count({ include: { association: 'items', separate: true, attributes: [] } }),
    });
  },

  'a limited separate include below one row twice': async (s, D) => {
    const { Item } = await shop(s, D);
    const items = { association: 'items', separate: true, limit: 1, order: [['id', 'DESC']] };
    const owner = { association: 'Shop', include: [items] };
    return Item.findAll({ include: { association: 'Shop', include: { association: 'items', include: owner } }, order: ['id', ['Shop', 'items', 'id', 'ASC']] });
  },

  'pairs below what limits a find': async (s, D) => {
    const User = s.define('User', { name: D.STRING }, N);
    const Group = s.define('Group', { name: D.STRING }, N);
    User.belongsToMany(Group, { through: 'Pair', as: 'groups', timestamps: false });
    Group.belongsToMany(User, { through: 'Pair', as: 'users', timestamps: false });
    await s.sync({ force: true });
    const user = await User.create({ name: 'u' });
    await user.addGroup(await Group.create({ name: 'g' }));
    const find = (limit, required, attributes) => () => User.findAll({
      limit, include: { association: 'groups', include: { association: 'users', required, through: { attributes } } },
    });
    return each({
      one: find(1, true, ['UserId']), free: find(1, false, ['UserId']), all: find(undefined, true, ['UserId']), none: find(1, true, []),
    });
  },
};
