'use strict';
// Finds with includes, in the blog.

const { blog, caught } = require('../blog.cjs');

const ids = { attributes: ['id'] };
/** A case that gives one find's answer. */
const find = (make) => async (sequelize, DataTypes, Op, Sequelize) => make({ ...(await blog(sequelize, DataTypes)), sequelize, Op, Sequelize, DataTypes });

module.exports = {
  'every spelling of an include': find(async ({ User, Post, Group, Profile }) => {
    const order = ['id', ['posts', 'id', 'ASC']];
    const all = [];
    for (const include of ['posts', ['posts'], { model: Post, as: 'posts' }, { association: 'posts' }, { association: User.associations.posts }, User.associations.posts, [User.associations.posts], [{ association: 'posts' }]]) {
      all.push(JSON.stringify(await User.findAll({ include, order })));
    }
    return [new Set(all).size, JSON.parse(all[0]), await User.findOne({ where: { id: 1 }, include: [{ model: Profile, as: 'profile' }, { model: Group, as: 'groups' }], order: [['groups', 'id', 'ASC']] })];
  }),
  'required true and false': find(async ({ User }) => [
    await User.findAll({ ...ids, include: { association: 'profile', required: true }, order: ['id'] }),
    await User.findAll({ ...ids, include: { association: 'posts', required: true, ...ids }, order: ['id', ['posts', 'id']] }),
    await User.findAll({ ...ids, include: { association: 'groups', required: true, ...ids, through: { attributes: [] } }, order: ['id', ['groups', 'id']] }),
    await User.findAll({ ...ids, include: { association: 'posts', where: { likes: 5 }, required: false, ...ids }, order: ['id'] }),
  ]),
  'nesting with required inside': find(async ({ User, Comment }) => [
    await User.findAll({ ...ids, include: { association: 'posts', ...ids, include: { association: 'comments', ...ids, required: true } }, order: ['id', ['posts', 'id'], ['posts', 'comments', 'id']] }),
    await User.findAll({ ...ids, include: { association: 'posts', ...ids, required: true, include: { association: 'comments', ...ids, where: { score: { [Symbol.for('gt')]: 2 } }, required: false } }, order: ['id', ['posts', 'id']] }),
    await Comment.findAll({ ...ids, include: { association: 'post', include: { association: 'author', include: ['profile', 'groups'] } }, order: ['id', ['post', 'author', 'groups', 'id', 'ASC']] }),
  ]),
  'where with every operator': find(async ({ User, Op }) => {
    const list = [
      { title: { [Op.like]: '%a' } }, { title: { [Op.iLike]: 'A%' } }, { title: { [Op.notLike]: '%a%' } }, { title: { [Op.startsWith]: 'al' } }, { title: { [Op.endsWith]: 'ta' } }, { title: { [Op.substring]: 'm' } },
      { likes: { [Op.between]: [2, 6] } }, { likes: { [Op.notBetween]: [2, 6] } }, { likes: { [Op.in]: [5, 9] } }, { likes: { [Op.notIn]: [5, 9] } }, { likes: { [Op.not]: 5 } }, { likes: { [Op.ne]: 5 } },
      { likes: { [Op.gte]: 5, [Op.lt]: 9 } }, { [Op.or]: [{ likes: 5 }, { title: 'delta' }] }, { [Op.not]: { likes: 5 } }, { likes: { [Op.or]: [5, { [Op.gt]: 7 }] } }, { [Op.and]: [{ likes: { [Op.gt]: 1 } }, { likes: { [Op.lt]: 6 } }] },
      { title: { [Op.regexp]: '^[ab]' } }, { title: { [Op.iRegexp]: '^G' } }, { title: { [Op.notRegexp]: '^[ab]' } }, { title: { [Op.any]: ['alpha', 'beta'] } }, { likes: { [Op.eq]: null } }, { likes: [] }, { likes: { [Op.in]: [] } }, { likes: { [Op.notIn]: [] } },
      { title: { [Op.like]: { [Op.any]: ['al%', 'be%'] } } }, { title: { [Op.notILike]: 'A%' } }, { likes: { [Op.gt]: { [Op.col]: 'posts.id' } } }, { id: { [Op.is]: null } }, {},
    ];
    const out = [];
    for (const where of list) out.push(await caught(User.findAll({ ...ids, include: { association: 'posts', attributes: ['id'], where }, order: ['id', ['posts', 'id']] })));
    return out;
  }),
  'nested columns in where': find(async ({ User, Post, Op }) => [
    await User.findAll({ ...ids, where: { '$posts.title$': 'alpha' }, include: { association: 'posts', ...ids } }),
    await User.findAll({ ...ids, where: { [Op.or]: [{ '$posts.likes$': { [Op.gt]: 6 } }, { age: 41 }] }, include: { association: 'posts', ...ids }, order: ['id', ['posts', 'id']] }),
    await Post.findAll({ ...ids, where: { '$author.profile.bio$': 'likes sql' }, include: { association: 'author', ...ids, include: 'profile' }, order: ['id'] }),
    await User.findAll({ ...ids, where: { '$groups.UserGroup.role$': 'owner' }, include: { association: 'groups', ...ids }, order: ['id'] }),
    await caught(User.findAll({ ...ids, where: { '$posts.title$': 'alpha' }, include: { association: 'posts', ...ids }, limit: 1 }).then(() => 1)),
    await User.findAll({ ...ids, where: { '$posts.title$': 'alpha' }, include: { association: 'posts', ...ids }, limit: 1, subQuery: false }),
  ]),
  'attributes of includes': find(async ({ User, sequelize }) => [
    await User.findAll({ attributes: ['name'], include: { association: 'posts', attributes: ['title'] }, order: ['id', ['posts', 'id']] }),
    await User.findAll({ attributes: [], include: { association: 'posts', attributes: ['title'] }, order: ['id', ['posts', 'id']] }),
    await User.findAll({ ...ids, include: { association: 'posts', attributes: { exclude: ['userId', 'likes'] } }, order: ['id', ['posts', 'id']] }),
    await User.findAll({ ...ids, include: { association: 'posts', attributes: { include: [[sequelize.literal('"posts"."likes" * 2'), 'double']], exclude: ['title'] } }, order: ['id', ['posts', 'id']] }),
    await User.findAll({ ...ids, include: { association: 'posts', attributes: [['title', 'heading']] }, order: ['id', ['posts', 'id']] }),
    await User.findAll({ ...ids, include: { association: 'posts', attributes: [] }, order: ['id'] }),
    await User.findAll({ ...ids, include: { association: 'groups', attributes: ['name'], through: { attributes: ['role'] } }, order: ['id', ['groups', 'id']] }),
    await User.findAll({ ...ids, include: { association: 'groups', attributes: [], through: { attributes: [] } }, order: ['id'] }),
  ]),
  'through where, as, paranoid': find(async ({ User, Group, UserGroup }) => [
    await User.findAll({ ...ids, include: { association: 'groups', ...ids, through: { where: { role: 'owner' } } }, order: ['id', ['groups', 'id']] }),
    await User.findAll({ ...ids, include: { association: 'groups', ...ids, required: false, through: { where: { role: 'owner' }, as: 'pair' } }, order: ['id', ['groups', 'id']] }),
    await Group.findAll({ include: { model: User, as: 'users', where: { name: 'ann' }, through: { attributes: ['role'], where: { role: ['owner', 'member'] } } }, order: ['id'] }),
    await caught(User.findAll({ include: [{ model: UserGroup }] })),
  ]),
  'order in its spellings': find(async ({ User, Post, Group, UserGroup, sequelize }) => {
    const include = [{ association: 'posts', ...ids }, { association: 'groups', ...ids, through: { attributes: ['role'] } }];
    const orders = [
      [['id', 'DESC'], ['posts', 'id', 'DESC'], ['groups', 'id', 'DESC']],
      [['id', 'ASC'], [{ model: Post, as: 'posts' }, 'likes', 'DESC'], [{ model: Group, as: 'groups' }, 'name', 'DESC']],
      [[User.associations.posts, 'likes', 'ASC'], ['id', 'ASC'], [User.associations.groups, 'id', 'ASC']],
      [['id', 'ASC'], ['posts', 'id', 'ASC'], [{ model: Group, as: 'groups' }, UserGroup, 'role', 'DESC'], ['groups', 'id', 'ASC']],
      [sequelize.col('User.id'), sequelize.literal('"posts"."id" DESC'), [sequelize.fn('upper', sequelize.col('groups.name')), 'DESC']],
      [['id'], ['posts', 'id', 'DESC NULLS LAST'], ['groups', 'id']],
      [[sequelize.literal('"User"."id"'), 'DESC'], [sequelize.col('posts.id'), 'ASC'], ['groups', 'id', 'ASC']],
    ];
    const out = [];
    for (const order of orders) out.push(await caught(User.findAll({ ...ids, include, order })));
    return out;
  }),
  'limit in its situations': find(async ({ User, Post, Op }) => [
    await User.findAll({ ...ids, include: { association: 'posts', ...ids }, limit: 2, order: ['id', ['posts', 'id']] }),
    await User.findAll({ ...ids, include: { association: 'posts', ...ids }, limit: 2, offset: 1, order: [['id', 'DESC'], ['posts', 'id']] }),
    await User.findAll({ ...ids, include: { association: 'posts', ...ids, required: true }, limit: 2, order: [['id', 'DESC'], ['posts', 'id']] }),
    await User.findAll({ ...ids, include: { association: 'posts', ...ids, where: { likes: { [Op.gt]: 4 } } }, limit: 2, order: ['id', ['posts', 'id']] }),
    await User.findAll({ ...ids, include: { association: 'groups', ...ids, where: { name: 'guests' }, through: { attributes: [] } }, limit: 1, order: [['id', 'DESC']] }),
    await User.findAll({ ...ids, include: { association: 'groups', ...ids, required: true, through: { where: { role: 'owner' }, attributes: [] } }, limit: 5, order: ['id'] }),
    await User.findAll({ ...ids, include: [{ association: 'profile', ...ids }, { association: 'posts', ...ids, include: { association: 'comments', ...ids } }], limit: 2, order: ['id', ['posts', 'id'], ['posts', 'comments', 'id']] }),
    await Post.findAll({ attributes: ['id', 'likes'], include: { association: 'author', ...ids, include: { association: 'groups', ...ids, through: { attributes: [] } } }, limit: 3, order: [['likes', 'DESC'], ['author', 'groups', 'id', 'ASC']] }),
    await Post.findAll({ ...ids, include: { association: 'author', ...ids, where: { name: 'ann' } }, limit: 2, offset: 1, order: [['author', 'name', 'ASC'], ['id', 'ASC']] }),
    await User.findAll({ ...ids, include: { association: 'posts', ...ids, include: { association: 'comments', ...ids, where: { score: { [Op.gt]: 2 } } } }, limit: 2, order: ['id', ['posts', 'id'], ['posts', 'comments', 'id']] }),
    await User.findAll({ ...ids, where: { age: { [Op.gt]: 20 } }, include: [{ association: 'posts', ...ids, required: true }, { association: 'groups', ...ids, required: true, through: { attributes: [] } }], limit: 2, order: ['id', ['posts', 'id'], ['groups', 'id']] }),
    await User.findAll({ ...ids, include: { association: 'posts', ...ids }, limit: 3, subQuery: false, order: ['id', ['posts', 'id']] }),
    await User.findAll({ ...ids, include: { association: 'posts', ...ids }, limit: 0, order: ['id'] }),
    await User.findOne({ include: { association: 'posts', ...ids }, order: [['id', 'DESC']] }),
    await User.findAll({ ...ids, include: { association: 'posts', ...ids, separate: true, limit: 1, order: [['likes', 'DESC']] }, limit: 2, order: ['id'] }),
  ]),
  'separate': find(async ({ User, Op }) => [
    await User.findAll({ ...ids, include: { association: 'posts', separate: true, order: [['id', 'DESC']] }, order: ['id'] }),
    await User.findAll({ ...ids, include: { association: 'posts', separate: true, attributes: ['title'], where: { likes: { [Op.gt]: 1 } }, order: ['id'], include: { association: 'comments', separate: true, attributes: ['body'], order: ['id'] } }, order: ['id'] }),
    await User.findAll({ attributes: ['name'], include: { association: 'posts', limit: 1, order: [['id', 'DESC']], attributes: ['id', 'title'] }, order: [['name', 'DESC']] }),
    await User.findOne({ where: { id: 99 }, include: { association: 'posts', separate: true } }),
    await caught(User.findAll({ include: { association: 'groups', limit: 1 } })),
    await caught(User.findAll({ include: { association: 'profile', separate: true } })),
  ]),
  'findAndCountAll and count': find(async ({ User, Post, Op, sequelize }) => {
    // The order of groups is the database's own.
    const sorted = (list) => list.map((it) => JSON.stringify(it)).sort();
    return [
    await User.findAndCountAll({ ...ids, include: { association: 'posts', ...ids }, order: ['id', ['posts', 'id']], limit: 2 }),
    await User.findAndCountAll({ ...ids, include: { association: 'posts', ...ids, required: true }, distinct: true, order: ['id', ['posts', 'id']], limit: 1 }),
    await User.findAndCountAll({ ...ids, where: { age: { [Op.gt]: 26 } }, offset: 1, limit: 1, order: ['id'] }),
    await User.findAndCountAll({ ...ids, include: [{ association: 'posts', where: { likes: 5 }, ...ids }, { association: 'groups', ...ids, through: { attributes: [] } }], order: ['id', ['groups', 'id']] }),
    await Post.findAndCountAll({ attributes: ['userId'], group: ['userId'], order: [['userId', 'ASC']] }).then(({ count, rows }) => [sorted(count), rows]),
    await User.count({ include: 'posts' }), await User.count({ include: 'posts', distinct: true }), await User.count({ include: { association: 'posts', required: true }, distinct: true, col: 'id' }),
    sorted(await Post.count({ group: ['userId'] })), await Post.count({ col: 'userId' }), await Post.count({ col: 'userId', distinct: true }), await Post.count({ where: { likes: { [Op.gt]: 4 } } }),
    sorted(await Post.count({ attributes: ['userId', [sequelize.fn('max', sequelize.col('likes')), 'most']], group: ['userId'] })),
    await User.count({ include: { association: 'groups', where: { name: 'staff' } } }),
    ];
  }),
  'grouping and aggregates': find(async ({ User, Post, sequelize, Op }) => [
    await Post.findAll({ attributes: ['userId', [sequelize.fn('COUNT', sequelize.col('id')), 'n'], [sequelize.fn('AVG', sequelize.col('likes')), 'mean']], group: ['userId'], order: [['userId', 'ASC']] }),
    await Post.findAll({ attributes: ['userId', [sequelize.fn('SUM', sequelize.col('likes')), 'sum']], group: 'userId', having: { userId: { [Op.gt]: 1 } }, raw: true, order: ['userId'] }),
    await Post.findAll({ attributes: ['author.name', [sequelize.fn('COUNT', sequelize.col('Post.id')), 'n']], include: { association: 'author', attributes: [] }, group: ['author.id', 'author.name'], raw: true, order: [[sequelize.literal('n'), 'DESC'], [sequelize.col('author.name'), 'ASC']] }),
    await User.findAll({ attributes: { include: [[sequelize.fn('COUNT', sequelize.col('posts.id')), 'n']] }, include: { association: 'posts', attributes: [] }, group: ['User.id'], having: sequelize.literal('COUNT("posts"."id") > 0'), order: ['id'] }),
    await Post.sum('likes'), await Post.min('likes'), await Post.max('title'), await Post.sum('likes', { where: { userId: 99 } }), await Post.max('likes', { where: { userId: 99 } }),
    await Post.aggregate('likes', 'avg', { dataType: 'float' }), await Post.sum('likes', { group: ['userId'], attributes: ['userId'], plain: false }).then((rows) => rows.length),
    await Post.aggregate('likes', 'count', { distinct: true }), await Post.aggregate('userId', 'DISTINCT', { plain: false }).then((rows) => rows.length),
  ]),
  'all and nested': find(async ({ User, Post, Comment }) => [
    await Post.findAll({ ...ids, include: { all: true }, order: ['id', ['comments', 'id']] }),
    await Comment.findAll({ where: { id: 1 }, include: { all: true, nested: true }, order: ['id'] }).then((rows) => Object.keys(rows[0].toJSON())),
    await User.findAll({ where: { id: 2 }, include: [{ all: 'HasMany', ...ids }] }),
    await User.findAll({ where: { id: 2 }, include: [{ all: 'BelongsTo' }] }),
    await User.findAll({ where: { id: 2 }, include: [{ all: 'One' }] }),
    await caught(User.findAll({ include: [{ all: 'Nope' }] })), await caught(User.findAll({ include: [{ all: ['HasOne', 'HasMany'] }], where: { id: 3 } })),
  ]),
  'raw and nest': find(async ({ User, Post }) => [
    await User.findAll({ raw: true, include: { association: 'posts', ...ids }, order: ['id', ['posts', 'id']] }),
    await User.findAll({ raw: true, nest: true, include: [{ association: 'posts', ...ids }, 'profile'], order: ['id', ['posts', 'id']] }),
    await Post.findOne({ raw: true, include: { association: 'author', include: 'profile' }, order: ['id'] }),
    await Post.findByPk(1, { raw: true, nest: true, include: 'author' }),
    await User.findAll({ raw: true, include: { association: 'groups', ...ids }, where: { id: 1 }, order: [['groups', 'id', 'ASC']] }),
  ]),
  'on and or': find(async ({ User, Op, sequelize }) => [
    await User.findAll({ ...ids, include: { association: 'posts', ...ids, on: { likes: { [Op.gt]: sequelize.col('User.id') } } }, order: ['id', ['posts', 'id']] }),
    await User.findAll({ ...ids, include: { association: 'posts', ...ids, where: { likes: 9 }, or: true }, order: ['id', ['posts', 'id']] }),
    await User.findAll({ ...ids, include: { association: 'profile', ...ids, on: sequelize.where(sequelize.col('profile.id'), '=', sequelize.col('User.id')) }, order: ['id'] }),
    await User.findAll({ ...ids, include: { association: 'posts', ...ids, right: true }, order: [['posts', 'id', 'ASC']] }),
    await User.findAll({ ...ids, include: { association: 'groups', ...ids, right: true, through: { attributes: [] } }, order: ['id', ['groups', 'id', 'ASC']] }),
  ]),
  'findByPk and findOne': find(async ({ User, Post }) => [
    await User.findByPk(1, { include: ['profile', { association: 'posts', order: ['id'] }], order: [['posts', 'id', 'ASC']] }), await User.findByPk(99), await User.findByPk(null), await User.findByPk(undefined), await User.findByPk('1'),
    await caught(User.findByPk({ id: 1 })), await caught(User.findByPk(true)), await User.findByPk(1, { where: { name: 'zz' }, ...ids }), await User.findOne(), await User.findOne({ where: { name: 'zz' } }), await Post.findOne({ where: { title: 'beta' }, include: 'author' }),
    await caught(User.findByPk(99, { rejectOnEmpty: true })), await caught(User.findAll({ where: { id: 99 }, rejectOnEmpty: true })), await User.findByPk(1, { attributes: { exclude: ['age'] }, plain: true }),
  ]),
  'errors of includes': find(async ({ User, Post, Group, Profile }) => {
    const list = [
      Post, [Post], { model: Post }, { model: Post, as: 'nope' }, 'nope', { association: 'nope' }, { association: Post.associations.author }, 5, {}, null, [null], { model: 'Post' }, { model: Profile, as: 'profile', separate: true },
      { association: 'posts', include: 'nope' }, { association: 'posts', include: [Group] }, { association: 'posts', attributes: ['nope'] }, { association: 'posts', where: 'x' }, { association: 'posts', where: { nope: 1 } }, { as: 'posts' },
    ];
    const out = [];
    for (const include of list) out.push(await caught(User.findAll({ include, order: ['id'] }).then(() => 1)));
    return out;
  }),
  'errors of options': find(async ({ User, sequelize, Op }) => {
    const list = [
      { order: [['id', 'SIDEWAYS']] }, { order: 'id' }, { order: [['nope', 'ASC']] }, { attributes: 'id' }, { attributes: ['nope'] }, { where: 'id = 1' }, { where: [] }, { where: { name: undefined } }, { where: { nope: 1 } }, { limit: 'x' }, { limit: -1 }, { offset: 'y' },
      { where: { id: { [Op.gt]: 'x' } } }, { where: { name: { foo: 1 } } }, { where: { id: {} } }, { group: ['name'] }, { where: sequelize.literal('nope') }, { having: 1 }, { order: [[]] }, { order: [{}] }, { where: { '$nope.x$': 1 } }, { where: 5 }, { include: true }, { where: { age: NaN } }, { where: { name: ['a', 1] } }, { where: { id: 1.5 } }, { where: { id: true } },
    ];
    const out = [];
    for (const options of list) out.push(await caught(User.findAll(options).then((rows) => rows.length)));
    return [out, await caught(User.findOne('x')), await caught(User.findAll('x')), await caught(User.findAll(5)), await caught(User.findOne(5))];
  }),
  'scopes with includes': async (sequelize, DataTypes, Op) => {
    const { User, Post } = await blog(sequelize, DataTypes, { post: { defaultScope: { where: { likes: { [Op.gt]: 1 } }, attributes: ['id', 'title', 'userId'] }, scopes: { top: { order: [['likes', 'DESC']], limit: 2 }, by: (id) => ({ where: { userId: id } }), withAuthor: { include: 'author' } } } });
    return [
      await User.findAll({ include: 'posts', order: ['id', ['posts', 'id']] }), await User.findAll({ include: { model: Post.unscoped(), as: 'posts' }, order: ['id', ['posts', 'id']] }), await User.findAll({ include: { model: Post.scope('top'), as: 'posts' }, order: ['id'] }).then((rows) => rows.length),
      await User.findAll({ include: { model: Post.scope({ method: ['by', 1] }), as: 'posts' }, order: ['id', ['posts', 'id']] }), await Post.scope('defaultScope', 'top').findAll(), await Post.scope('top', { method: ['by', 1] }).findAll(), await Post.scope(['withAuthor']).findAll({ order: ['id'] }),
      await Post.scope('withAuthor', 'top').findAll({ where: { title: 'gamma' } }), await Post.scope({ where: { title: 'beta' } }).findOne(), await Post.unscoped().count(), await Post.count(), await Post.scope(null).count(), await caught((async () => Post.scope(['top', null]).findAll())()),
      await caught((async () => Post.scope('nope').findAll())()),
    ];
  },
};
