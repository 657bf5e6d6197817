// A program of the usual parts; it is compiled, never run.

import SequelizeDefault, {
  BelongsToGetAssociationMixin, BelongsToManyAddAssociationMixin, BelongsToManyGetAssociationsMixin, CreationOptional, DataTypes, ForeignKey,
  HasManyCreateAssociationMixin, HasManyGetAssociationsMixin, InferAttributes, InferCreationAttributes, Migrator, Model, ModelDefined, NonAttribute, Op,
  Optional, QueryInterface, QueryTypes, Sequelize, UniqueConstraintError, ValidationError,
} from 'sequelize';

const sequelize = new Sequelize({ logging: (sql: string) => console.log(sql), define: { underscored: true } });
new SequelizeDefault('database', 'user', 'password', { dialect: 'postgres', host: 'localhost' });
declare const console: { log(...args: unknown[]): void };

class User extends Model<InferAttributes<User>, InferCreationAttributes<User>> {
  declare id: CreationOptional<number>;
  declare name: string;
  declare nickname: string | null;
  declare createdAt: CreationOptional<Date>;
  declare getPosts: HasManyGetAssociationsMixin<Post>;
  declare createPost: HasManyCreateAssociationMixin<Post, 'userId'>;
  declare getGroups: BelongsToManyGetAssociationsMixin<Group>;
  declare addGroup: BelongsToManyAddAssociationMixin<Group, number>;
  declare posts?: NonAttribute<Post[]>;
  get shout(): NonAttribute<string> {
    return this.name.toUpperCase();
  }
  greet() {
    return `hi ${this.name}`;
  }
}
User.init(
  {
    id: { type: DataTypes.INTEGER, autoIncrement: true, primaryKey: true },
    name: { type: new DataTypes.STRING(128), allowNull: false, validate: { len: [1, 128] } },
    nickname: { type: DataTypes.STRING(50), get() { return this.getDataValue('nickname'); } },
    createdAt: DataTypes.DATE,
  },
  { sequelize, tableName: 'users', paranoid: true, hooks: { beforeCreate: (user) => { user.name = user.name.trim(); } }, scopes: { named: (name: string) => ({ where: { name } }) } },
);

class Post extends Model<InferAttributes<Post>, InferCreationAttributes<Post>> {
  declare id: CreationOptional<number>;
  declare title: string;
  declare likes: CreationOptional<number>;
  declare userId: ForeignKey<User['id']>;
  declare author?: NonAttribute<User>;
  declare getAuthor: BelongsToGetAssociationMixin<User>;
}
Post.init(
  { id: { type: DataTypes.INTEGER.UNSIGNED, primaryKey: true }, title: DataTypes.TEXT, likes: { type: DataTypes.INTEGER, defaultValue: 0 } },
  { sequelize, indexes: [{ fields: ['title'], unique: true }] },
);

interface GroupAttributes { id: number; name: string; kind: 'a' | 'b' }
type GroupCreation = Optional<GroupAttributes, 'id'>;
class Group extends Model<GroupAttributes, GroupCreation> implements GroupAttributes {
  declare id: number;
  declare name: string;
  declare kind: 'a' | 'b';
}
Group.init({ id: { type: DataTypes.INTEGER, primaryKey: true }, name: DataTypes.STRING, kind: DataTypes.ENUM('a', 'b') }, { sequelize });
const Note: ModelDefined<{ id: number; body: string }, { body: string }> = sequelize.define('Note', { id: { type: DataTypes.INTEGER, primaryKey: true }, body: DataTypes.TEXT });

User.hasMany(Post, { as: 'posts', foreignKey: 'userId', onDelete: 'CASCADE' });
const author = Post.belongsTo(User, { as: 'author', foreignKey: { name: 'userId', allowNull: false }, targetKey: 'id' });
User.belongsToMany(Group, { through: 'user_groups', as: 'groups', foreignKey: 'userId', otherKey: 'groupId', timestamps: false });
User.hasOne(Note, { as: 'note' });

export async function run(): Promise<void> {
  await sequelize.sync({ force: true });
  const user = await User.create({ name: 'Ann' });
  const again: string | null = user.nickname;
  const post = await user.createPost({ title: 'one' });
  const posts: Post[] = await user.getPosts({ where: { title: { [Op.like]: 'o%' } }, limit: 2, scope: false });
  await user.addGroup(3, { through: { role: 'x' } });
  const owner: User | null = await post.getAuthor();
  await Post.findAll({
    attributes: ['id', [sequelize.fn('COUNT', sequelize.col('id')), 'n']],
    where: { [Op.or]: [{ title: ['a', 'b'] }, { likes: { [Op.gt]: 3, [Op.not]: null } }], userId: user.id, '$author.name$': 'Ann' },
    include: [{ association: author, required: true, where: { nickname: null } }, 'author', { model: User, as: 'author', include: [{ all: true, nested: true }] }, User],
    order: [['title', 'DESC'], [{ model: User, as: 'author' }, 'name', 'ASC'], sequelize.literal('1'), ['author', 'name', 'ASC']],
    group: ['title'], having: sequelize.where(sequelize.fn('COUNT', '*'), { [Op.gt]: 1 }), limit: 3, subQuery: false,
  });
  const found: User = await User.findByPk(1, { rejectOnEmpty: true });
  const maybe: User | null = await User.findOne({ where: { name: 'x' }, paranoid: false });
  const { rows, count } = await User.findAndCountAll({ distinct: true, offset: 1 });
  const total: number = count;
  const [made, isNew]: [User, boolean] = await User.findOrCreate({ where: { name: 'Bob' }, defaults: { nickname: 'b' } });
  const [affected] = await User.update({ nickname: sequelize.literal('upper(name)') }, { where: { id: { [Op.in]: [1, 2] } } });
  const [, changed] = await Post.update({ likes: 2 }, { where: {}, returning: true });
  await User.destroy({ where: { name: ['a', 'b'] }, force: true });
  await Post.increment('likes', { by: 2, where: { id: 1 } });
  await User.scope({ method: ['named', 'Ann'] }).findAll();
  await sequelize.transaction(async (transaction) => {
    await User.create({ name: 'in' }, { transaction });
    await User.findAll({ transaction, lock: transaction.LOCK.UPDATE });
  });
  const answer = await sequelize.query<{ n: number }>('SELECT 1 AS n WHERE 1 = :one', { type: QueryTypes.SELECT, replacements: { one: 1 } });
  const note = Note.build({ body: 'text' });
  note.set('body', 'other');
  try {
    await user.save({ fields: ['name'] });
  } catch (error) {
    if (error instanceof UniqueConstraintError) console.log(error.fields, error.errors[0].path);
    if (error instanceof ValidationError) console.log(error.errors.map((item) => item.message));
  }
  console.log(again, posts.length, owner?.greet(), found.shout, maybe?.name, rows[0].name, total, made.id, isNew, affected, changed[0].title, answer[0].n, user.posts?.[0].title);

  // @ts-expect-error A name is needed.
  await User.create({});
  // @ts-expect-error An attribute it has not.
  await User.findAll({ where: { nope: 1 } });
  // @ts-expect-error A number is no title.
  await post.update({ title: 3 });
}

export const migration = {
  async up(queryInterface: QueryInterface, { INTEGER, STRING, NOW }: typeof Sequelize) {
    await queryInterface.createTable('users', { id: { type: INTEGER, primaryKey: true }, name: STRING(20), at: { type: DataTypes.DATE, defaultValue: NOW } });
    await queryInterface.addIndex('users', ['name'], { unique: true });
    await queryInterface.addConstraint('users', { type: 'foreign key', fields: ['id'], references: { table: 'others', field: 'id' }, onDelete: 'cascade' });
    await queryInterface.bulkInsert('users', [{ id: 1, name: 'x' }]);
  },
  down: (queryInterface: QueryInterface) => queryInterface.dropTable('users'),
};
export const migrator = new Migrator({ sequelize, migrations: [{ name: '1', ...migration }], logging: console.log });
void migrator.up({ to: '1' }).then(() => migrator.down({ step: 1 }));
