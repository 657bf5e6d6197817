'use strict';
// What values become on their way into columns, what is refused, and what that leaves behind.

const N = { timestamps: false };

const tell = async run => {
  try {
    return await run();
  } catch (error) {
    return [error.name, error.message];
  }
};

const each = async runs => {
  const told = [];
  for (const run of runs) told.push(JSON.parse(JSON.stringify(await tell(run) ?? null)));
  return told;
};

module.exports = {
  'what is no value of its column takes no number': async (s, D) => {
    const A = s.define('A', { n: D.INTEGER, t: D.STRING(3), e: D.ENUM('a', 'b'), u: { type: D.STRING, unique: true } }, N);
    await s.sync({ force: true });
    const after = run => async () => [await tell(run), (await A.create({})).id];
    return each([
      after(() => A.create({ t: 'abcd' })), after(() => A.create({ n: 3e9 })), after(() => A.create({ e: 'z' })),
      after(() => A.bulkCreate([{ t: 'a' }, { t: 'abcd' }])), after(() => A.bulkCreate([{ n: 1 }, { n: 3e9 }])),
      after(() => A.create({ u: 'x' })), after(() => A.create({ u: 'x' })), after(() => A.bulkCreate([{ u: 'y' }, { u: 'y' }])),
      after(() => s.query('INSERT INTO "As" (t) VALUES (\'abcd\')')),
    ]);
  },

  'columns name what they do not take': async (s, D) => {
    const A = s.define('A', { n: D.INTEGER, b: D.BOOLEAN, u: D.UUID, t: D.TIME, s: D.STRING, j: D.JSON }, N);
    await s.sync({ force: true });
    return each([
      () => A.bulkCreate([{ n: true }]), () => A.bulkCreate([{ b: 2 }]), () => A.bulkCreate([{ u: 5 }]), () => A.bulkCreate([{ t: 'x' }]),
      () => A.bulkCreate([{ s: ['x'] }, { s: new Date(0) }]), () => A.findAll({ where: { j: [1, 2] } }), () => A.findAll({ where: { j: 'x' } }),
    ]);
  },

  'numbers as moments, texts as floats, reals as they are kept': async (s, D) => {
    const A = s.define('A', { d: D.DATE, o: D.DATEONLY, f: D.FLOAT, r: D.REAL, l: D.ARRAY(D.DECIMAL(10, 2)) }, N);
    await s.sync({ force: true });
    return each([
      () => A.create({ d: 0, o: 0 }), () => A.create({ f: 'x' }), () => A.create({ r: 16777217 }), () => A.create({ l: [1.5, '2.25'] }),
      () => A.bulkCreate([{ d: 0, f: 'x', r: 16777217 }]), () => A.count({ where: { d: 0 } }), () => A.count({ where: { f: 'x' } }),
      () => A.count({ where: { o: {} } }), () => A.count({ where: { d: {} } }), () => A.findAll({ order: ['id'] }),
    ]);
  },

  'bulkCreate keeps the order of columns': async (s, D) => {
    const A = s.define('A', { n: D.INTEGER, f: D.FLOAT, t: D.STRING, b: D.BOOLEAN, r: D.RANGE(D.INTEGER) }, N);
    await s.sync({ force: true });
    return A.bulkCreate([{ n: 1, f: 1, t: 'x', b: true, r: [1, 5] }, {}, { t: 'y' }]);
  },

  'an update of VIRTUAL attributes alone': async (s, D) => {
    const A = s.define('A', { n: D.INTEGER, v: D.VIRTUAL }, N);
    await s.sync({ force: true });
    await A.create({ n: 1 });
    return each([() => A.update({ v: 1 }, { where: {}, returning: true }), () => A.update({ v: 1 }, { where: {} })]);
  },

  'sequences by name': async (s, D) => {
    const A = s.define('A', { n: D.INTEGER }, N);
    await s.sync({ force: true });
    await A.bulkCreate([{ id: 7 }]);
    const first = sql => () => s.query(sql, { type: 'SELECT' });
    return each([
      first('SELECT pg_get_serial_sequence(\'"As"\', \'id\')'),
      first('SELECT setval(pg_get_serial_sequence(\'"As"\', \'id\'), (SELECT MAX(id) FROM "As"))'),
      () => A.create({}), first('SELECT setval(\'"As_id_seq"\', 50)'), () => A.create({}),
      first('SELECT currval(\'"As_id_seq"\')'), first('SELECT nextval(\'"nope"\')'),
    ]);
  },

  'names that are none': async (s, D) => {
    const A = s.define('A', { n: D.INTEGER }, N);
    const B = s.define('B', { n: D.INTEGER }, N);
    A.hasMany(B, { as: 'bs' });
    await s.sync({ force: true });
    return each([
      () => A.findAll({ order: [[undefined, 'ASC']] }), () => A.findAll({ order: [[null, 'ASC']] }), () => s.query('SELECT "" AS n'),
      () => A.findAll({ include: 'bs', order: [['bs', s.fn('abs', s.col('bs.n')), 'ASC']] }),
      () => A.findAll({ include: { association: 'bs', attributes: 'n' } }), () => A.findAll({ attributes: ['n', undefined] }),
      () => A.findAll({ attributes: [null], include: 'bs' }), () => A.findAll({ attributes: [[undefined, 'x']] }),
      ...[undefined, null, s.col('n')].map(nothing => () => A.findAll({ include: { association: 'bs', attributes: [nothing] } })),
      () => A.findOne({ raw: true, attributes: ['n'], include: 'bs', order: ['id'] }), () => A.findOne({ attributes: ['n'], include: 'bs', order: ['id'] }),
    ]);
  },

  'what was changed of those that are built and created': async (s, D) => {
    const A = s.define('A', { n: D.INTEGER, t: D.STRING, b: D.BOOLEAN, d: { type: D.STRING, defaultValue: 'x' } }, N);
    const B = s.define('B', { n: D.INTEGER, t: D.STRING });
    const C = s.define('C', { k: { type: D.STRING, primaryKey: true }, n: D.INTEGER, v: { type: D.STRING, field: 'w' } }, N);
    await s.sync({ force: true });
    const state = it => [
      it.changed(), it.previous(), it.previous('n') ?? null, it.isNewRecord, it._previousDataValues.n ?? null, it.changed('n'), it.changed('id'), Object.keys(it.dataValues),
    ];
    const given = [{ n: 1, t: 'a' }, { n: 0 }, { t: null, n: 2 }, { n: undefined, t: 'b' }, {}, { id: 7, n: 3 }, { n: 4, other: 1 }, { id: null, n: 5 }];
    const built = M => given.map(values => state(M.build(values)));
    const touched = M => given.map(values => {
      const it = M.build(values);
      it.n = 9;
      const first = state(it);
      it.set('t', 'z', { raw: true });
      it.setDataValue('n', 10);
      return [first, state(it), (it.set({ n: 9 }), state(it))];
    });
    const many = async M => {
      const told = [];
      M.addHook('beforeBulkCreate', 'tell', list => { told.push(list.map(state)); });
      const list = await M.bulkCreate(given.map(({ id, ...values }) => values));
      M.removeHook('beforeBulkCreate', 'tell');
      told.push(list.map(state).map(all => all.slice(0, 1).concat(all.slice(2, 7))));
      const [first] = list;
      first.n = 12;
      told.push(first.changed(), first.previous('n'));
      await first.save();
      return [...told, first.changed(), first.previous('n')];
    };
    return each([
      () => built(A), () => built(B), () => touched(A), () => touched(B), () => many(A), () => many(B),
      () => [C.build({ n: 1 }), C.build({ k: 'a', v: 'b' })].map(state),
      async () => (await C.bulkCreate([{ k: 'a', v: 'b', n: 1 }, { k: 'c', v: 'd' }])).map(state).map(all => [all[0], all[7]]),
      async () => state(await B.create({ n: 1, t: 'a' })).slice(2, 7),
      async () => {
        let refused = [];
        B.addHook('beforeBulkCreate', 'keep', list => { refused = list; });
        await tell(() => B.bulkCreate([{ n: 1, t: 'a' }, { n: 3e9 }]));
        B.removeHook('beforeBulkCreate', 'keep');
        return refused.map(it => [it.changed(), Object.keys(it.previous()), it.isNewRecord]);
      },
      async () => {
        const [first] = await B.bulkCreate([{ n: 1, t: 'a' }]);
        first.isNewRecord = true;
        return [first.changed(), Object.keys(first.previous())];
      },
    ]);
  },

  async 'the moments of a bulkCreate are each row\'s own'(sequelize, DataTypes) {
    const Note = sequelize.define('Note', { text: DataTypes.STRING, at: DataTypes.DATE, day: DataTypes.DATEONLY });
    await Note.sync();
    const notes = await Note.bulkCreate([{ text: 'a', at: new Date(5) }, { text: 'b', at: new Date(6), day: '2024-02-03' }, { text: 'c' }]);
    const [first, second] = notes;
    first.createdAt.setUTCFullYear(1999);
    const shared = new Date(7);
    const both = await Note.bulkCreate([{ at: shared, day: shared }, { at: shared, day: shared }], { fields: ['day', 'at', 'createdAt', 'updatedAt'] });
    both[0].at.setTime(9);
    const found = await Note.findAll({ attributes: ['text', 'at', 'day'], order: ['id'] });
    return [
      notes.map(({ at, day, createdAt, updatedAt }) => [at, day ?? null, createdAt instanceof Date, createdAt === updatedAt]),
      second.createdAt.getUTCFullYear() !== 1999,
      first.changed(),
      both.map(({ at, day }) => [at, day]),
      shared,
      found.map(note => note.toJSON()),
    ];
  },
};
