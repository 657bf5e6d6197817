// What is timed, and how long the module may take beside Sequelize on SQLite.

const nested = [{ association: 'posts', include: ['comments'] }];

/**
 * A case: the rows it needs, what is awaited, and `must`, the greatest share of real
 * Sequelize's time. `repeat` calls make one sample where a single one is too short.
 */
export const CASES = [
  { name: 'findByPk + hasMany 10', rows: { users: 1000, posts: 10 }, must: 1, repeat: 50, run: ({ User }) => User.findByPk(500, { include: 'posts' }) },
  { name: 'findByPk + N:M 10', rows: { users: 1000, groups: 10 }, must: 1, repeat: 50, run: ({ User }) => User.findByPk(500, { include: 'groups' }) },
  { name: 'findByPk + 3 levels 10×5', rows: { users: 1000, posts: 10, comments: 5 }, must: 1, repeat: 50, run: ({ User }) => User.findByPk(500, { include: nested }) },
  { name: 'findAll + hasMany 1k×10', rows: { users: 1000, posts: 10 }, must: 0.25, run: ({ User }) => User.findAll({ include: 'posts' }) },
  { name: 'findAll + hasMany 10k×10', rows: { users: 10_000, posts: 10 }, must: 0.25, run: ({ User }) => User.findAll({ include: 'posts' }) },
  { name: 'findAll + N:M 1k×10', rows: { users: 1000, groups: 10 }, must: 0.25, run: ({ User }) => User.findAll({ include: 'groups' }) },
  { name: 'findAll + 3 levels 1k×10×5', rows: { users: 1000, posts: 10, comments: 5 }, must: 0.25, run: ({ User }) => User.findAll({ include: nested }) },
  { name: 'limit 20 + hasMany over 10k×10', rows: { users: 10_000, posts: 10 }, must: 0.5, repeat: 5, run: ({ User }) => User.findAll({ include: 'posts', limit: 20, order: [['id', 'ASC']] }) },
  {
    name: 'bulkCreate of 10k rows',
    rows: { users: 0 },
    must: 0.5,
    run: ({ User }) => User.bulkCreate(Array.from({ length: 10_000 }, (_, at) => ({ name: `user ${at}` }))),
    after: ({ User }) => User.destroy({ where: {} }),
  },
];

/** Rows of the tables when the memory is read: 100k in all. */
export const MEMORY = { name: 'memory (RSS) at 100k rows', rows: { users: 10_000, posts: 9 }, must: 2 };
