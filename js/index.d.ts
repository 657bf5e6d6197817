/**
 * Types of the module, in the shape of Sequelize 6's public API.
 *
 * What only makes sense with a server or another dialect (pools, hosts, collations) is
 * accepted where code passes it, and does nothing.
 */

// --- Small things -----------------------------------------------------------------------

declare const NonAttributeBrand: unique symbol;
declare const CreationBrand: unique symbol;
declare const ForeignKeyBrand: unique symbol;
type Branded<T, Brand extends symbol> = T extends null | undefined ? T : T & { [key in Brand]?: true };

/** Marks a property of a model class that is no attribute: an association, a method, a getter. */
export type NonAttribute<T> = Branded<T, typeof NonAttributeBrand>;
/** Marks an attribute that need not be given when an instance is created. */
export type CreationOptional<T> = T extends null | undefined ? T : T & { [CreationBrand]?: true };
/** Marks an attribute that an association holds its key in. */
export type ForeignKey<T> = Branded<T, typeof ForeignKeyBrand>;

type IsBranded<T, Brand extends symbol> = keyof NonNullable<T> extends keyof Omit<NonNullable<T>, Brand> ? false : true;
type AttributeKey<M extends Model, K extends keyof M, Omitted extends PropertyKey> =
  K extends Omitted | keyof Model ? never
  : M[K] extends AnyFunction ? never
  : IsBranded<M[K], typeof NonAttributeBrand> extends true ? never
  : K;

/** The attributes of a model class, read off its declared properties. */
export type InferAttributes<M extends Model, Options extends { omit: PropertyKey } = { omit: never }> = {
  [K in keyof M as AttributeKey<M, K, Options['omit']>]: M[K];
};
/** What `create` and `build` of a model class take. */
export type InferCreationAttributes<M extends Model, Options extends { omit: PropertyKey } = { omit: never }> = {
  [K in keyof M as AttributeKey<M, K, Options['omit']>]: IsBranded<M[K], typeof CreationBrand> extends true ? M[K] | undefined : M[K];
};
export type Attributes<M extends Model> = M['_attributes'];
export type CreationAttributes<M extends Model> = MakeNullishOptional<M['_creationAttributes']>;
export type MakeNullishOptional<T extends object> =
  & { [K in NullishKeys<T>]?: T[K] }
  & { [K in Exclude<keyof T, NullishKeys<T>>]: T[K] };
type NullishKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? K : null extends T[K] ? K : never }[keyof T];
export type Optional<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

type AnyFunction = (...args: any[]) => any;
type MaybePromise<T> = T | Promise<T>;
export type Identifier = number | bigint | string | Buffer;
type Buffer = Uint8Array;
type NonConstructor<T> = Pick<T, keyof T>;
export type ModelType<M extends Model = any> = NonConstructor<typeof Model> & { new (): M };
export type ModelStatic<M extends Model> = NonConstructor<typeof Model> & { new (): M };
export type ModelCtor<M extends Model> = ModelStatic<M>;
export type ModelDefined<S extends {}, T extends {}> = ModelStatic<Model<S, T>>;

// --- Expressions and operators ----------------------------------------------------------

export class Literal { constructor(val: unknown); val: unknown; }
export class Fn { constructor(fn: string, args: unknown[]); fn: string; args: unknown[]; }
export class Col { constructor(col: string); col: string; }
export class Cast { constructor(val: unknown, type?: string); val: unknown; type: string; }
export class Json { private readonly conditions; constructor(conditionsOrPath: object | string, value?: unknown); }
export class Where { private readonly attribute; constructor(attribute: unknown, comparator: unknown, logic?: unknown); }
type Expression = Literal | Fn | Col | Cast | Json | Where;

export const Op: OpTypes;
export interface OpTypes {
  readonly adjacent: unique symbol; readonly all: unique symbol; readonly and: unique symbol; readonly any: unique symbol;
  readonly between: unique symbol; readonly col: unique symbol; readonly contained: unique symbol; readonly contains: unique symbol;
  readonly endsWith: unique symbol; readonly eq: unique symbol; readonly gt: unique symbol; readonly gte: unique symbol;
  readonly iLike: unique symbol; readonly in: unique symbol; readonly iRegexp: unique symbol; readonly is: unique symbol;
  readonly like: unique symbol; readonly lt: unique symbol; readonly lte: unique symbol; readonly match: unique symbol;
  readonly ne: unique symbol; readonly noExtendLeft: unique symbol; readonly noExtendRight: unique symbol; readonly not: unique symbol;
  readonly notBetween: unique symbol; readonly notILike: unique symbol; readonly notIn: unique symbol; readonly notIRegexp: unique symbol;
  readonly notLike: unique symbol; readonly notRegexp: unique symbol; readonly or: unique symbol; readonly overlap: unique symbol;
  readonly placeholder: unique symbol; readonly regexp: unique symbol; readonly startsWith: unique symbol;
  readonly strictLeft: unique symbol;
  readonly strictRight: unique symbol;
  readonly substring: unique symbol;
  readonly values: unique symbol;
}

type Comparable<T> = T | Expression | (T extends Date ? string | number : never) | { [Op.col]: string };
/** Conditions on one attribute's value. */
export interface WhereOperators<T = any> {
  [Op.eq]?: Comparable<T> | null | WhereOperators<T>; [Op.ne]?: Comparable<T> | null | WhereOperators<T>;
  [Op.is]?: null | boolean | Literal; [Op.not]?: WhereValue<T>;
  [Op.gt]?: Comparable<T> | AnyAll<T>;
  [Op.gte]?: Comparable<T> | AnyAll<T>;
  [Op.lt]?: Comparable<T> | AnyAll<T>;
  [Op.lte]?: Comparable<T> | AnyAll<T>;
  [Op.between]?: readonly [Comparable<T>, Comparable<T>]; [Op.notBetween]?: readonly [Comparable<T>, Comparable<T>];
  [Op.in]?: readonly Comparable<T | null>[] | Literal; [Op.notIn]?: readonly Comparable<T | null>[] | Literal;
  [Op.like]?: string | Literal | AnyAll<string>; [Op.notLike]?: string | Literal | AnyAll<string>;
  [Op.iLike]?: string | Literal | AnyAll<string>; [Op.notILike]?: string | Literal | AnyAll<string>;
  [Op.startsWith]?: string | Literal; [Op.endsWith]?: string | Literal; [Op.substring]?: string | Literal;
  [Op.regexp]?: string; [Op.notRegexp]?: string; [Op.iRegexp]?: string; [Op.notIRegexp]?: string;
  [Op.overlap]?: unknown; [Op.contains]?: unknown; [Op.contained]?: unknown; [Op.match]?: Fn; [Op.col]?: string;
  [Op.and]?: WhereValue<T> | readonly WhereValue<T>[]; [Op.or]?: WhereValue<T> | readonly WhereValue<T>[];
}
type AnyAll<T> = { [Op.any]: readonly T[] | Literal } | { [Op.all]: readonly T[] | Literal };
type WhereValue<T> = Comparable<NonNullable<T>> | null | readonly (Comparable<NonNullable<T>> | null)[] | WhereOperators<NonNullable<T>> | (T extends object ? JsonConditions : never);
interface JsonConditions { [key: string]: any }
type WhereAttributes<A> = { [K in keyof A]?: WhereValue<A[K]> } & { [path: `$${string}$`]: WhereValue<any> } & { [jsonPath: `${string}.${string}`]: WhereValue<any> };
export type WhereOptions<A = any> =
  | (WhereAttributes<A> & { [Op.and]?: WhereOptions<A> | readonly WhereOptions<A>[]; [Op.or]?: WhereOptions<A> | readonly WhereOptions<A>[]; [Op.not]?: WhereOptions<A> | readonly WhereOptions<A>[] })
  | Expression
  | readonly WhereOptions<A>[];

// --- Data types -------------------------------------------------------------------------

export interface AbstractDataType {
  readonly key: string;
  toSql(): string;
  toString(options?: object): string;
  validate(value: unknown): boolean;
}
interface Numeric<Self> { readonly UNSIGNED: Self; readonly ZEROFILL: Self }
interface PlainType<Args extends unknown[] = []> extends AbstractDataType { new (...args: Args): AbstractDataType; (...args: Args): AbstractDataType }
type Length = [length?: number | { length?: number; binary?: boolean }, binary?: boolean];
interface StringType extends PlainType<Length> { readonly BINARY: StringType }
interface NumberType extends PlainType<[options?: number | object, decimals?: number]>, Numeric<NumberType> {}
export type DataType = string | AbstractDataType | PlainType<any>;
export namespace DataTypes {
  const ABSTRACT: PlainType;
  const STRING: StringType;
  const CHAR: StringType;
  const TEXT: PlainType<[options?: 'tiny' | 'medium' | 'long' | object]>;
  const CITEXT: PlainType; const TSVECTOR: PlainType;
  const NUMBER: NumberType;
  const TINYINT: NumberType;
  const SMALLINT: NumberType;
  const MEDIUMINT: NumberType;
  const INTEGER: NumberType;
  const BIGINT: NumberType;
  const FLOAT: NumberType; const REAL: NumberType; const DOUBLE: NumberType; const DECIMAL: NumberType; const NUMERIC: NumberType;
  const BOOLEAN: PlainType;
  const DATE: PlainType<[precision?: number | string]>;
  const DATEONLY: PlainType;
  const TIME: PlainType;
  const NOW: PlainType;
  const UUID: PlainType;
  const UUIDV1: PlainType;
  const UUIDV4: PlainType;
  const HSTORE: PlainType;
  const JSON: PlainType;
  const JSONB: PlainType;
  const BLOB: PlainType<[length?: 'tiny' | 'medium' | 'long']>; const RANGE: PlainType<[subtype?: DataType]>;
  const ENUM: PlainType<[values: readonly string[] | { values: readonly string[] }]> & ((...values: string[]) => AbstractDataType);
  const ARRAY: PlainType<[type: DataType | { type: DataType }]>; const VIRTUAL: PlainType<[returns?: DataType, fields?: readonly string[]]>;
  const GEOMETRY: PlainType<[type?: string, srid?: number]>; const GEOGRAPHY: PlainType<[type?: string, srid?: number]>;
  const INET: PlainType; const CIDR: PlainType; const MACADDR: PlainType;
}

// --- Options ----------------------------------------------------------------------------

export interface Logging { logging?: boolean | ((sql: string, timing?: any) => void); benchmark?: boolean }
export interface Transactionable { transaction?: Transaction | null }
export interface Hookable { hooks?: boolean }
export interface Paranoid { paranoid?: boolean }
export interface SearchPathable { searchPath?: string }
export interface Filterable<A = any> { where?: WhereOptions<A> }
type CallOptions = Logging & Transactionable & SearchPathable & { benchmark?: boolean; plain?: boolean };

export type ProjectionAlias = readonly [string | Expression, string];
export type FindAttributeOptions =
  | readonly (string | ProjectionAlias)[]
  | { exclude: readonly string[]; include?: readonly (string | ProjectionAlias)[] }
  | { exclude?: readonly string[]; include: readonly (string | ProjectionAlias)[] };
type OrderTarget = string | Fn | Col | Literal | Cast | Association | ModelStatic<any> | { model: ModelStatic<any>; as?: string };
export type OrderItem = OrderTarget | readonly [...OrderTarget[], string] | readonly OrderTarget[] | { raw: string };
export type Order = OrderItem | readonly OrderItem[];
export type GroupOption = string | Fn | Col | Literal | readonly (string | Fn | Col | Literal)[];
export type Includeable = ModelStatic<any> | Association | IncludeOptions | { all: true | string; nested?: true } | string;
export interface IncludeThroughOptions extends Filterable, Paranoid {
  as?: string;
  attributes?: FindAttributeOptions;
  model?: ModelStatic<any>;
}
export interface IncludeOptions extends Filterable, Paranoid {
  model?: ModelStatic<any>; association?: Association | string; as?: string; all?: true | string; nested?: boolean;
  required?: boolean; right?: boolean; or?: boolean; on?: WhereOptions; attributes?: FindAttributeOptions; through?: IncludeThroughOptions;
  include?: Includeable | readonly Includeable[];
  order?: Order;
  limit?: number;
  offset?: number;
  separate?: boolean;
  subQuery?: boolean;
  duplicating?: boolean;
}
export interface QueryOptionsBase extends CallOptions { raw?: boolean; nest?: boolean }
export interface FindOptions<A = any> extends QueryOptionsBase, Filterable<A>, Paranoid, Hookable {
  attributes?: FindAttributeOptions;
  include?: Includeable | readonly Includeable[];
  order?: Order;
  group?: GroupOption;
  having?: WhereOptions;
  limit?: number; offset?: number; lock?: boolean | LOCK | { level: LOCK; of: ModelStatic<any> }; skipLocked?: boolean;
  subQuery?: boolean; rejectOnEmpty?: boolean | Error; benchmark?: boolean; indexHints?: unknown[];
}
export interface NonNullFindOptions<A = any> extends FindOptions<A> { rejectOnEmpty: true | Error }
export interface FindAndCountOptions<A = any> extends CountOptions<A>, Omit<FindOptions<A>, keyof CountOptions<A>> {}
export interface CountOptions<A = any> extends QueryOptionsBase, Filterable<A>, Paranoid, Hookable {
  include?: Includeable | readonly Includeable[]; distinct?: boolean; col?: string; attributes?: FindAttributeOptions; group?: GroupOption;
}
export interface CountWithOptions<A = any> extends CountOptions<A> { group: GroupOption }
export interface AggregateOptions<A = any> extends QueryOptionsBase, Filterable<A>, Paranoid { distinct?: boolean; dataType?: DataType; limit?: number; attributes?: FindAttributeOptions; group?: GroupOption; plain?: boolean }
export interface BuildOptions {
  raw?: boolean;
  isNewRecord?: boolean;
  include?: Includeable | readonly Includeable[];
  attributes?: readonly string[];
}
export interface Silent { silent?: boolean }
export interface SaveOptions<A = any> extends CallOptions, Silent, Hookable { fields?: (keyof A)[]; validate?: boolean; omitNull?: boolean; association?: boolean }
export interface CreateOptions<A = any> extends BuildOptions, CallOptions, Silent, Hookable { fields?: (keyof A)[]; ignoreDuplicates?: boolean; returning?: boolean | (keyof A)[]; validate?: boolean }
export interface BulkCreateOptions<A = any> extends CallOptions, Hookable {
  fields?: (keyof A)[]; validate?: boolean; individualHooks?: boolean; ignoreDuplicates?: boolean; updateOnDuplicate?: (keyof A)[];
  conflictAttributes?: (keyof A)[];
  conflictWhere?: WhereOptions<A>;
  include?: Includeable | readonly Includeable[];
  returning?: boolean | (keyof A)[];
}
export interface UpdateOptions<A = any> extends CallOptions, Paranoid, Hookable, Silent {
  where: WhereOptions<A>;
  fields?: (keyof A)[];
  validate?: boolean;
  sideEffects?: boolean;
  individualHooks?: boolean;
  returning?: boolean | (keyof A)[];
  limit?: number;
}
export interface UpsertOptions<A = any> extends CallOptions, Hookable { fields?: (keyof A)[]; returning?: boolean | (keyof A)[]; validate?: boolean; conflictFields?: (keyof A)[]; conflictWhere?: WhereOptions<A> }
export interface DestroyOptions<A = any> extends CallOptions, Hookable, Filterable<A> { individualHooks?: boolean; limit?: number; force?: boolean; truncate?: boolean; cascade?: boolean; restartIdentity?: boolean }
export interface TruncateOptions<A = any> extends DestroyOptions<A> {}
export interface RestoreOptions<A = any> extends CallOptions, Hookable, Filterable<A> { individualHooks?: boolean; limit?: number }
export interface IncrementDecrementOptions<A = any> extends CallOptions, Silent, Filterable<A> {}
export interface IncrementDecrementOptionsWithBy<A = any> extends IncrementDecrementOptions<A> { by?: number }
export interface FindOrCreateOptions<A = any, C = any> extends CallOptions, Hookable { where: WhereOptions<A>; defaults?: C; fields?: (keyof A)[]; paranoid?: boolean }
export interface InstanceDestroyOptions extends CallOptions, Hookable { force?: boolean }
export interface InstanceUpdateOptions<A = any> extends SaveOptions<A> { raw?: boolean }
export interface SetOptions { raw?: boolean; reset?: boolean }
export interface SyncOptions extends Logging, Hookable {
  force?: boolean;
  alter?: boolean | { drop?: boolean };
  match?: RegExp;
  schema?: string;
  searchPath?: string;
}
export interface DropOptions extends Logging { cascade?: boolean }
export interface ScopeOptions { method: string | readonly [string, ...unknown[]] }

// --- Models -----------------------------------------------------------------------------

export interface ModelValidateOptions { [validator: string]: any }
export interface ModelAttributeColumnReferencesOptions {
  model?: string | { tableName: string; schema?: string } | ModelStatic<any>;
  key?: string;
  deferrable?: unknown;
}
export interface ColumnOptions { allowNull?: boolean; field?: string; defaultValue?: unknown }
export interface ModelAttributeColumnOptions<M extends Model = Model> extends ColumnOptions {
  type: DataType;
  unique?: boolean | string | { name: string; msg?: string };
  primaryKey?: boolean;
  autoIncrement?: boolean;
  autoIncrementIdentity?: boolean;
  comment?: string;
  references?: string | ModelAttributeColumnReferencesOptions;
  onUpdate?: string;
  onDelete?: string;
  validate?: ModelValidateOptions;
  values?: readonly string[];
  get?(this: M): unknown; set?(this: M, value: any): void;
}
export type ModelAttributes<M extends Model = Model, A = any> = { [K in keyof A]: DataType | ModelAttributeColumnOptions<M> };
export interface IndexesOptions {
  name?: string;
  type?: string;
  unique?: boolean;
  using?: string;
  concurrently?: boolean;
  operator?: string;
  where?: WhereOptions;
  prefix?: string;
  msg?: string;
  fields?: readonly (string | Literal | Fn | { name: string; length?: number; order?: 'ASC' | 'DESC'; collate?: string; operator?: string })[];
}
export interface ModelNameOptions { singular?: string; plural?: string }
type HookName = keyof ModelHooks;
export interface ModelHooks<M extends Model = Model, A = any> {
  beforeValidate(instance: M, options: any): MaybePromise<void>;
  afterValidate(instance: M, options: any): MaybePromise<void>;
  validationFailed(instance: M, options: any, error: unknown): MaybePromise<void>;
  beforeCreate(instance: M, options: CreateOptions<A>): MaybePromise<void>;
  afterCreate(instance: M, options: CreateOptions<A>): MaybePromise<void>;
  beforeDestroy(instance: M, options: InstanceDestroyOptions): MaybePromise<void>;
  afterDestroy(instance: M, options: InstanceDestroyOptions): MaybePromise<void>;
  beforeRestore(instance: M, options: any): MaybePromise<void>; afterRestore(instance: M, options: any): MaybePromise<void>;
  beforeUpdate(instance: M, options: InstanceUpdateOptions<A>): MaybePromise<void>;
  afterUpdate(instance: M, options: InstanceUpdateOptions<A>): MaybePromise<void>;
  beforeUpsert(values: any, options: UpsertOptions<A>): MaybePromise<void>;
  afterUpsert(result: [M, boolean | null], options: UpsertOptions<A>): MaybePromise<void>;
  beforeSave(instance: M, options: SaveOptions<A>): MaybePromise<void>; afterSave(instance: M, options: SaveOptions<A>): MaybePromise<void>;
  beforeBulkCreate(instances: M[], options: BulkCreateOptions<A>): MaybePromise<void>;
  afterBulkCreate(instances: readonly M[], options: BulkCreateOptions<A>): MaybePromise<void>;
  beforeBulkDestroy(options: DestroyOptions<A>): MaybePromise<void>; afterBulkDestroy(options: DestroyOptions<A>): MaybePromise<void>;
  beforeBulkRestore(options: RestoreOptions<A>): MaybePromise<void>; afterBulkRestore(options: RestoreOptions<A>): MaybePromise<void>;
  beforeBulkUpdate(options: UpdateOptions<A>): MaybePromise<void>; afterBulkUpdate(options: UpdateOptions<A>): MaybePromise<void>;
  beforeFind(options: FindOptions<A>): MaybePromise<void>;
  beforeFindAfterExpandIncludeAll(options: FindOptions<A>): MaybePromise<void>;
  beforeFindAfterOptions(options: FindOptions<A>): MaybePromise<void>;
  afterFind(found: readonly M[] | M | null, options: FindOptions<A>): MaybePromise<void>;
  beforeCount(options: CountOptions<A>): MaybePromise<void>;
  beforeSync(options: SyncOptions): MaybePromise<void>;
  afterSync(options: SyncOptions): MaybePromise<void>;
  beforeBulkSync(options: SyncOptions): MaybePromise<void>;
  afterBulkSync(options: SyncOptions): MaybePromise<void>;
  beforeAssociate(data: any, options: any): void;
  afterAssociate(data: any, options: any): void;
  beforeDefine(attributes: any, options: any): void;
  afterDefine(model: ModelStatic<any>): void;
  beforeQuery(options: any, query: unknown): MaybePromise<void>; afterQuery(options: any, query: unknown): MaybePromise<void>;
}
export interface ModelOptions<M extends Model = Model> {
  timestamps?: boolean;
  createdAt?: string | boolean;
  updatedAt?: string | boolean;
  deletedAt?: string | boolean;
  version?: boolean | string;
  paranoid?: boolean;
  underscored?: boolean;
  freezeTableName?: boolean;
  tableName?: string;
  modelName?: string;
  schema?: string;
  schemaDelimiter?: string;
  name?: ModelNameOptions;
  comment?: string;
  omitNull?: boolean;
  hasTrigger?: boolean;
  engine?: string;
  charset?: string;
  collate?: string;
  initialAutoIncrement?: string;
  indexes?: readonly IndexesOptions[];
  rejectOnEmpty?: boolean;
  noPrimaryKey?: boolean;
  defaultScope?: FindOptions<Attributes<M>>;
  scopes?: { [name: string]: FindOptions<Attributes<M>> | ((...args: any[]) => FindOptions<Attributes<M>>) };
  hooks?: { [K in HookName]?: ModelHooks<M, Attributes<M>>[K] | readonly ModelHooks<M, Attributes<M>>[K][] };
  validate?: { [name: string]: ((this: M) => void) | ((this: M, done: (error?: unknown) => void) => void) };
  getterMethods?: { [name: string]: (this: M) => unknown }; setterMethods?: { [name: string]: (this: M, value: any) => void };
}
export interface InitOptions<M extends Model = Model> extends ModelOptions<M> { sequelize: Sequelize }
type Static<M extends Model> = ModelStatic<M>;

export abstract class Model<TModelAttributes extends {} = any, TCreationAttributes extends {} = TModelAttributes> {
  /** For types only. */
  readonly _attributes: TModelAttributes;
  /** For types only. */
  readonly _creationAttributes: TCreationAttributes;

  static readonly tableName: string;
  static readonly primaryKeyAttribute: string;
  static readonly primaryKeyAttributes: readonly string[];
  static readonly primaryKeyField: string;
  static readonly associations: { [alias: string]: Association };
  static readonly options: InitOptions & { name: Required<ModelNameOptions> };
  static readonly rawAttributes: { [attribute: string]: ModelAttributeColumnOptions & { fieldName?: string; field?: string } };
  static readonly sequelize?: Sequelize;
  static readonly name: string;
  static getAttributes<M extends Model>(this: Static<M>): { readonly [K in keyof Attributes<M>]: ModelAttributeColumnOptions & { fieldName: string } };
  static init<MS extends Static<Model>, M extends InstanceType<MS>>(this: MS, attributes: ModelAttributes<M, Partial<Attributes<M>>>, options: InitOptions<M>): MS;
  static removeAttribute(attribute: string): void;
  static refreshAttributes(): void;
  static getTableName(): string | { tableName: string; schema: string; delimiter: string };
  static sync<M extends Model>(this: Static<M>, options?: SyncOptions): Promise<M>;
  static drop(options?: DropOptions): Promise<void>;
  static describe(schema?: string, options?: Logging): Promise<object>;
  static schema<M extends Model>(this: Static<M>, schema: string, options?: string | object): ModelCtor<M>;
  static scope<M extends Model>(this: Static<M>, options?: string | ScopeOptions | readonly (string | ScopeOptions)[] | WhereOptions<Attributes<M>> | null): ModelCtor<M>;
  static unscoped<M extends Model>(this: Static<M>): ModelCtor<M>;
  static addScope<M extends Model>(this: Static<M>, name: string, scope: FindOptions<Attributes<M>> | ((...args: any[]) => FindOptions<Attributes<M>>), options?: { override: boolean }): void;
  static hasAlias(alias: string): boolean;

  static findAll<M extends Model>(this: Static<M>, options?: FindOptions<Attributes<M>>): Promise<M[]>;
  static findByPk<M extends Model>(this: Static<M>, identifier: Identifier, options: Omit<NonNullFindOptions<Attributes<M>>, 'where'>): Promise<M>;
  static findByPk<M extends Model>(this: Static<M>, identifier?: Identifier | null, options?: Omit<FindOptions<Attributes<M>>, 'where'>): Promise<M | null>;
  static findOne<M extends Model>(this: Static<M>, options: NonNullFindOptions<Attributes<M>>): Promise<M>;
  static findOne<M extends Model>(this: Static<M>, options?: FindOptions<Attributes<M>>): Promise<M | null>;
  static findAndCountAll<M extends Model>(this: Static<M>, options: FindAndCountOptions<Attributes<M>> & { group: GroupOption }): Promise<{ rows: M[]; count: GroupedCountResultItem[] }>;
  static findAndCountAll<M extends Model>(this: Static<M>, options?: FindAndCountOptions<Attributes<M>>): Promise<{ rows: M[]; count: number }>;
  static count<M extends Model>(this: Static<M>, options: CountWithOptions<Attributes<M>>): Promise<GroupedCountResultItem[]>;
  static count<M extends Model>(this: Static<M>, options?: CountOptions<Attributes<M>>): Promise<number>;
  static aggregate<T, M extends Model>(this: Static<M>, field: keyof Attributes<M> | '*', fn: string, options?: AggregateOptions<Attributes<M>>): Promise<T>;
  static max<T = any, M extends Model = Model>(this: Static<M>, field: keyof Attributes<M>, options?: AggregateOptions<Attributes<M>>): Promise<T>;
  static min<T = any, M extends Model = Model>(this: Static<M>, field: keyof Attributes<M>, options?: AggregateOptions<Attributes<M>>): Promise<T>;
  static sum<T = number, M extends Model = Model>(this: Static<M>, field: keyof Attributes<M>, options?: AggregateOptions<Attributes<M>>): Promise<T>;
  static build<M extends Model>(this: Static<M>, record?: CreationAttributes<M>, options?: BuildOptions): M;
  static bulkBuild<M extends Model>(this: Static<M>, records: readonly CreationAttributes<M>[], options?: BuildOptions): M[];
  static create<M extends Model>(this: Static<M>, values?: CreationAttributes<M>, options?: CreateOptions<Attributes<M>>): Promise<M>;
  static findOrBuild<M extends Model>(this: Static<M>, options: FindOrCreateOptions<Attributes<M>, Partial<CreationAttributes<M>>>): Promise<[M, boolean]>;
  static findOrCreate<M extends Model>(this: Static<M>, options: FindOrCreateOptions<Attributes<M>, Partial<CreationAttributes<M>>>): Promise<[M, boolean]>;
  static findCreateFind<M extends Model>(this: Static<M>, options: FindOrCreateOptions<Attributes<M>, Partial<CreationAttributes<M>>>): Promise<[M, boolean]>;
  static upsert<M extends Model>(this: Static<M>, values: CreationAttributes<M>, options?: UpsertOptions<Attributes<M>>): Promise<[M, boolean | null]>;
  static bulkCreate<M extends Model>(this: Static<M>, records: readonly CreationAttributes<M>[], options?: BulkCreateOptions<Attributes<M>>): Promise<M[]>;
  static truncate<M extends Model>(this: Static<M>, options?: TruncateOptions<Attributes<M>>): Promise<void>;
  static destroy<M extends Model>(this: Static<M>, options?: DestroyOptions<Attributes<M>>): Promise<number>;
  static restore<M extends Model>(this: Static<M>, options?: RestoreOptions<Attributes<M>>): Promise<void>;
  static update<M extends Model>(this: Static<M>, values: { [K in keyof Attributes<M>]?: Attributes<M>[K] | Expression }, options: UpdateOptions<Attributes<M>> & { returning: true | (keyof Attributes<M>)[] }): Promise<[affectedCount: number, affectedRows: M[]]>;
  static update<M extends Model>(this: Static<M>, values: { [K in keyof Attributes<M>]?: Attributes<M>[K] | Expression }, options: UpdateOptions<Attributes<M>>): Promise<[affectedCount: number]>;
  static increment<M extends Model>(this: Static<M>, fields: keyof Attributes<M> | readonly (keyof Attributes<M>)[] | { [K in keyof Attributes<M>]?: number }, options?: IncrementDecrementOptionsWithBy<Attributes<M>>): Promise<[affectedRows: M[], affectedCount?: number]>;
  static decrement<M extends Model>(this: Static<M>, fields: keyof Attributes<M> | readonly (keyof Attributes<M>)[] | { [K in keyof Attributes<M>]?: number }, options?: IncrementDecrementOptionsWithBy<Attributes<M>>): Promise<[affectedRows: M[], affectedCount?: number]>;

  static addHook<M extends Model, K extends HookName>(this: Static<M>, hook: K, name: string, fn: ModelHooks<M, Attributes<M>>[K]): ModelCtor<M>;
  static addHook<M extends Model, K extends HookName>(this: Static<M>, hook: K, fn: ModelHooks<M, Attributes<M>>[K]): ModelCtor<M>;
  static removeHook(hook: HookName, name: string | AnyFunction): void;
  static hasHook(hook: HookName): boolean;
  static hasHooks(hook: HookName): boolean;
  static beforeCreate<M extends Model>(this: Static<M>, ...hook: HookArguments<M, 'beforeCreate'>): void;
  static afterCreate<M extends Model>(this: Static<M>, ...hook: HookArguments<M, 'afterCreate'>): void;
  static beforeUpdate<M extends Model>(this: Static<M>, ...hook: HookArguments<M, 'beforeUpdate'>): void;
  static afterUpdate<M extends Model>(this: Static<M>, ...hook: HookArguments<M, 'afterUpdate'>): void;
  static beforeSave<M extends Model>(this: Static<M>, ...hook: HookArguments<M, 'beforeSave'>): void;
  static afterSave<M extends Model>(this: Static<M>, ...hook: HookArguments<M, 'afterSave'>): void;
  static beforeDestroy<M extends Model>(this: Static<M>, ...hook: HookArguments<M, 'beforeDestroy'>): void;
  static afterDestroy<M extends Model>(this: Static<M>, ...hook: HookArguments<M, 'afterDestroy'>): void;
  static beforeValidate<M extends Model>(this: Static<M>, ...hook: HookArguments<M, 'beforeValidate'>): void;
  static afterValidate<M extends Model>(this: Static<M>, ...hook: HookArguments<M, 'afterValidate'>): void;
  static beforeBulkCreate<M extends Model>(this: Static<M>, ...hook: HookArguments<M, 'beforeBulkCreate'>): void;
  static afterBulkCreate<M extends Model>(this: Static<M>, ...hook: HookArguments<M, 'afterBulkCreate'>): void;
  static beforeBulkUpdate<M extends Model>(this: Static<M>, ...hook: HookArguments<M, 'beforeBulkUpdate'>): void;
  static afterBulkUpdate<M extends Model>(this: Static<M>, ...hook: HookArguments<M, 'afterBulkUpdate'>): void;
  static beforeBulkDestroy<M extends Model>(this: Static<M>, ...hook: HookArguments<M, 'beforeBulkDestroy'>): void;
  static afterBulkDestroy<M extends Model>(this: Static<M>, ...hook: HookArguments<M, 'afterBulkDestroy'>): void;
  static beforeFind<M extends Model>(this: Static<M>, ...hook: HookArguments<M, 'beforeFind'>): void;
  static afterFind<M extends Model>(this: Static<M>, ...hook: HookArguments<M, 'afterFind'>): void;

  static hasOne<M extends Model, T extends Model>(this: Static<M>, target: Static<T>, options?: HasOneOptions): HasOne<M, T>;
  static belongsTo<M extends Model, T extends Model>(this: Static<M>, target: Static<T>, options?: BelongsToOptions): BelongsTo<M, T>;
  static hasMany<M extends Model, T extends Model>(this: Static<M>, target: Static<T>, options?: HasManyOptions): HasMany<M, T>;
  static belongsToMany<M extends Model, T extends Model>(this: Static<M>, target: Static<T>, options: BelongsToManyOptions): BelongsToMany<M, T>;
  static getAssociations(target: Static<any>): Association[];
  static getAssociationForAlias(target: Static<any>, alias?: string): Association | null;

  isNewRecord: boolean; sequelize: Sequelize; dataValues: TModelAttributes; readonly isSoftDeletedFlag?: never;
  constructor(values?: MakeNullishOptional<TCreationAttributes>, options?: BuildOptions);
  where(checkVersion?: boolean): object;
  getDataValue<K extends keyof TModelAttributes>(key: K): TModelAttributes[K];
  setDataValue<K extends keyof TModelAttributes>(key: K, value: TModelAttributes[K]): void;
  get(options?: { plain?: boolean; clone?: boolean; raw?: boolean }): TModelAttributes;
  get<K extends keyof this>(key: K, options?: { plain?: boolean; raw?: boolean }): this[K];
  get(key: string, options?: object): unknown;
  set<K extends keyof TModelAttributes>(key: K, value: TModelAttributes[K], options?: SetOptions): this;
  set(keys: Partial<TModelAttributes>, options?: SetOptions): this;
  setAttributes(keys: Partial<TModelAttributes>, options?: SetOptions): this;
  changed<K extends keyof this>(key: K): boolean;
  changed<K extends keyof this>(key: K, dirty: boolean): void;
  changed(): false | string[];
  previous(): Partial<TModelAttributes>;
  previous<K extends keyof TModelAttributes>(key: K): TModelAttributes[K] | undefined;
  save(options?: SaveOptions<TModelAttributes>): Promise<this>;
  reload(options?: FindOptions<TModelAttributes>): Promise<this>;
  validate(options?: { skip?: readonly string[]; hooks?: boolean }): Promise<void>;
  update(values: { [K in keyof TModelAttributes]?: TModelAttributes[K] | Expression }, options?: InstanceUpdateOptions<TModelAttributes>): Promise<this>;
  destroy(options?: InstanceDestroyOptions): Promise<void>;
  restore(options?: CallOptions & Hookable): Promise<void>;
  isSoftDeleted(): boolean;
  increment<K extends keyof TModelAttributes>(fields: K | readonly K[] | Partial<TModelAttributes>, options?: IncrementDecrementOptionsWithBy<TModelAttributes>): Promise<this>;
  decrement<K extends keyof TModelAttributes>(fields: K | readonly K[] | Partial<TModelAttributes>, options?: IncrementDecrementOptionsWithBy<TModelAttributes>): Promise<this>;
  equals(other: this): boolean; equalsOneOf(others: readonly this[]): boolean; toJSON<T extends TModelAttributes>(): T; toJSON(): object;
}
type HookArguments<M extends Model, K extends HookName> = [fn: ModelHooks<M, Attributes<M>>[K]] | [name: string, fn: ModelHooks<M, Attributes<M>>[K]];
export interface GroupedCountResultItem { [key: string]: unknown; count: number }

// --- Associations -----------------------------------------------------------------------

export interface ForeignKeyOptions extends Partial<ModelAttributeColumnOptions> { name?: string; fieldName?: string }
export interface AssociationOptions extends Hookable {
  as?: string | { singular: string; plural: string };
  foreignKey?: string | ForeignKeyOptions;
  constraints?: boolean;
  foreignKeyConstraint?: boolean;
  onDelete?: string;
  onUpdate?: string;
  scope?: { [attribute: string]: any }
}
export interface HasOneOptions extends AssociationOptions { as?: string; sourceKey?: string; keyType?: DataType }
export interface HasManyOptions extends AssociationOptions { sourceKey?: string; keyType?: DataType }
export interface BelongsToOptions extends AssociationOptions { as?: string; targetKey?: string; keyType?: DataType }
export interface ThroughOptions extends Paranoid {
  model: ModelStatic<any> | string;
  scope?: { [attribute: string]: any };
  unique?: boolean;
}
export interface BelongsToManyOptions extends AssociationOptions {
  through: ModelStatic<any> | string | ThroughOptions;
  otherKey?: string | ForeignKeyOptions;
  sourceKey?: string;
  targetKey?: string;
  timestamps?: boolean;
  uniqueKey?: string;
}
export abstract class Association<S extends Model = Model, T extends Model = Model> {
  associationType: string;
  source: ModelStatic<S>;
  target: ModelStatic<T>;
  as: string;
  isSelfAssociation: boolean;
  isSingleAssociation: boolean;
  isMultiAssociation: boolean;
  isAliased: boolean;
  foreignKey: string;
  identifierField: string;
  associationAccessor: string;
  accessors: { [method: string]: string };
  options: any;
  scope?: object;
  static BelongsTo: typeof BelongsTo;
  static HasOne: typeof HasOne;
  static HasMany: typeof HasMany;
  static BelongsToMany: typeof BelongsToMany;
}
export class HasOne<S extends Model = Model, T extends Model = Model> extends Association<S, T> { sourceKey: string; sourceKeyField: string }
export class HasMany<S extends Model = Model, T extends Model = Model> extends Association<S, T> { sourceKey: string; sourceKeyField: string; foreignKeyField: string }
export class BelongsTo<S extends Model = Model, T extends Model = Model> extends Association<S, T> { identifier: string; targetKey: string; targetKeyField: string }
export class BelongsToMany<S extends Model = Model, T extends Model = Model> extends Association<S, T> {
  otherKey: string;
  identifier: string;
  foreignIdentifier: string;
  foreignIdentifierField: string;
  sourceKey: string;
  sourceKeyField: string;
  targetKey: string;
  targetKeyField: string;
  through: ThroughOptions;
  throughModel: ModelStatic<any>;
  paired?: BelongsToMany;
  toSource: BelongsTo;
  toTarget: BelongsTo;
  manyFromSource: HasMany;
  manyFromTarget: HasMany;
  oneFromSource: HasOne;
  oneFromTarget: HasOne;
}
export interface GetOptions<T extends Model> extends FindOptions<Attributes<T>> {
  scope?: string | readonly string[] | boolean | null;
  schema?: string;
  schemaDelimiter?: string;
}
interface PairOptions { through?: any }
interface JoinTable { joinTableAttributes?: FindAttributeOptions; through?: { where?: WhereOptions; paranoid?: boolean } }
export type HasOneGetAssociationMixin<T extends Model> = (options?: GetOptions<T>) => Promise<T | null>;
export type HasOneSetAssociationMixin<T extends Model, PK> = (instance?: T | PK | null, options?: SaveOptions<any>) => Promise<void>;
export type HasOneCreateAssociationMixin<T extends Model> = (values?: CreationAttributes<T>, options?: CreateOptions<any>) => Promise<T>;
export type BelongsToGetAssociationMixin<T extends Model> = (options?: GetOptions<T>) => Promise<T | null>;
export type BelongsToSetAssociationMixin<T extends Model, PK> = (instance?: T | PK | null, options?: SaveOptions<any> & { save?: boolean }) => Promise<void>;
export type BelongsToCreateAssociationMixin<T extends Model> = (values?: CreationAttributes<T>, options?: CreateOptions<any>) => Promise<T>;
export type HasManyGetAssociationsMixin<T extends Model> = (options?: GetOptions<T>) => Promise<T[]>;
export type HasManySetAssociationsMixin<T extends Model, PK> = (instances?: readonly (T | PK)[] | null, options?: UpdateCall) => Promise<void>;
export type HasManyAddAssociationMixin<T extends Model, PK> = (instance?: T | PK, options?: UpdateCall) => Promise<void>;
export type HasManyAddAssociationsMixin<T extends Model, PK> = (instances?: readonly (T | PK)[], options?: UpdateCall) => Promise<void>;
export type HasManyRemoveAssociationMixin<T extends Model, PK> = (instance?: T | PK, options?: UpdateCall) => Promise<void>;
export type HasManyRemoveAssociationsMixin<T extends Model, PK> = (instances?: readonly (T | PK)[], options?: UpdateCall) => Promise<void>;
export type HasManyHasAssociationMixin<T extends Model, PK> = (instance: T | PK, options?: GetOptions<T>) => Promise<boolean>;
export type HasManyHasAssociationsMixin<T extends Model, PK> = (instances: readonly (T | PK)[], options?: GetOptions<T>) => Promise<boolean>;
export type HasManyCountAssociationsMixin = (options?: CountOptions & { scope?: string | false | null }) => Promise<number>;
export type HasManyCreateAssociationMixin<T extends Model, ForeignKey extends keyof CreationAttributes<T> = never, Scope extends keyof CreationAttributes<T> = never> = (values?: Omit<CreationAttributes<T>, ForeignKey | Scope>, options?: CreateOptions<any>) => Promise<T>;
export type BelongsToManyGetAssociationsMixin<T extends Model> = (options?: Omit<GetOptions<T>, 'through'> & JoinTable) => Promise<T[]>;
export type BelongsToManySetAssociationsMixin<T extends Model, PK> = (instances?: readonly (T | PK)[] | null, options?: UpdateCall & PairOptions) => Promise<void>;
export type BelongsToManyAddAssociationMixin<T extends Model, PK> = (instance?: T | PK, options?: UpdateCall & PairOptions) => Promise<void>;
export type BelongsToManyAddAssociationsMixin<T extends Model, PK> = (instances?: readonly (T | PK)[], options?: UpdateCall & PairOptions) => Promise<void>;
export type BelongsToManyRemoveAssociationMixin<T extends Model, PK> = (instance?: T | PK, options?: UpdateCall) => Promise<void>;
export type BelongsToManyRemoveAssociationsMixin<T extends Model, PK> = (instances?: readonly (T | PK)[], options?: UpdateCall) => Promise<void>;
export type BelongsToManyHasAssociationMixin<T extends Model, PK> = (instance: T | PK, options?: GetOptions<T> & JoinTable) => Promise<boolean>;
export type BelongsToManyHasAssociationsMixin<T extends Model, PK> = (instances: readonly (T | PK)[], options?: GetOptions<T> & JoinTable) => Promise<boolean>;
export type BelongsToManyCountAssociationsMixin = (options?: CountOptions & JoinTable & { scope?: string | false | null }) => Promise<number>;
export type BelongsToManyCreateAssociationMixin<T extends Model> = (values?: CreationAttributes<T>, options?: CreateOptions<any> & PairOptions) => Promise<T>;
type UpdateCall = CallOptions & Hookable & { individualHooks?: boolean; validate?: boolean; ignoreDuplicates?: boolean };

// --- Sequelize, transactions, queries ---------------------------------------------------

export enum QueryTypes {
  SELECT = 'SELECT', INSERT = 'INSERT', UPDATE = 'UPDATE', BULKUPDATE = 'BULKUPDATE', BULKDELETE = 'BULKDELETE', DELETE = 'DELETE', UPSERT = 'UPSERT', VERSION = 'VERSION',
  SHOWTABLES = 'SHOWTABLES', SHOWINDEXES = 'SHOWINDEXES', DESCRIBE = 'DESCRIBE', RAW = 'RAW', FOREIGNKEYS = 'FOREIGNKEYS', SHOWCONSTRAINTS = 'SHOWCONSTRAINTS',
}
export enum LOCK { UPDATE = 'UPDATE', SHARE = 'SHARE', KEY_SHARE = 'KEY SHARE', NO_KEY_UPDATE = 'NO KEY UPDATE' }
export interface TransactionOptions extends Logging {
  autocommit?: boolean;
  isolationLevel?: string;
  type?: string;
  deferrable?: unknown;
  transaction?: Transaction | null;
  readOnly?: boolean;
}
export class Transaction {
  readonly id: string;
  readonly LOCK: typeof LOCK;
  finished?: 'commit' | 'rollback';
  options: TransactionOptions;
  parent: Transaction | null;
  commit(): Promise<void>; rollback(): Promise<void>; afterCommit(fn: (transaction: this) => MaybePromise<void>): void;
  static readonly LOCK: typeof LOCK;
  static readonly ISOLATION_LEVELS: { READ_UNCOMMITTED: string; READ_COMMITTED: string; REPEATABLE_READ: string; SERIALIZABLE: string };
  static readonly TYPES: { DEFERRED: string; IMMEDIATE: string; EXCLUSIVE: string };
}
type Replacements = { [key: string]: unknown } | readonly unknown[];
export interface QueryOptions extends CallOptions {
  type?: string;
  raw?: boolean;
  nest?: boolean;
  plain?: boolean;
  replacements?: Replacements;
  bind?: Replacements;
  instance?: Model;
  mapToModel?: boolean;
  model?: ModelStatic<any>;
  fieldMap?: { [column: string]: string };
  retry?: object;
  supportsSearchPath?: boolean;
}
export interface SequelizeOptions extends Logging {
  dialect?: string;
  dialectModule?: object;
  dialectOptions?: object;
  host?: string;
  port?: number | string;
  username?: string;
  password?: string;
  database?: string;
  storage?: string;
  protocol?: string;
  native?: boolean;
  define?: ModelOptions;
  query?: QueryOptions;
  set?: object;
  sync?: SyncOptions;
  timezone?: string;
  omitNull?: boolean;
  replication?: unknown;
  pool?: object;
  quoteIdentifiers?: boolean;
  isolationLevel?: string;
  transactionType?: string;
  typeValidation?: boolean;
  benchmark?: boolean;
  minifyAliases?: boolean;
  logQueryParameters?: boolean;
  retry?: object;
  schema?: string;
  hooks?: { [name: string]: AnyFunction | AnyFunction[] };
  ssl?: boolean;
  [other: string]: unknown;
}
export type Options = SequelizeOptions;
export class Sequelize {
  constructor(database: string, username?: string, password?: string, options?: SequelizeOptions);
  constructor(uri: string, options?: SequelizeOptions);
  constructor(options?: SequelizeOptions);
  static readonly Sequelize: typeof Sequelize;
  static readonly Model: typeof Model;
  static readonly DataTypes: typeof DataTypes;
  static readonly Op: typeof Op;
  static readonly Transaction: typeof Transaction;
  static readonly QueryTypes: typeof QueryTypes;
  static readonly Association: typeof Association;
  static readonly Error: typeof BaseError;
  static readonly version: string;
  static fn(fn: string, ...args: unknown[]): Fn;
  static col(col: string): Col;
  static cast(val: unknown, type: string): Cast;
  static literal(val: string | number): Literal;
  static and(...conditions: any[]): any;
  static or(...conditions: any[]): any;
  static json(conditionsOrPath: string | object, value?: unknown): Json;
  static where(attribute: unknown, comparator: unknown, logic?: unknown): Where;
  static useCLS(namespace: object): typeof Sequelize; static addHook(hook: string, ...fn: any[]): void;
  static readonly STRING: typeof DataTypes.STRING;
  static readonly CHAR: typeof DataTypes.CHAR;
  static readonly TEXT: typeof DataTypes.TEXT;
  static readonly INTEGER: typeof DataTypes.INTEGER;
  static readonly BIGINT: typeof DataTypes.BIGINT;
  static readonly SMALLINT: typeof DataTypes.SMALLINT;
  static readonly FLOAT: typeof DataTypes.FLOAT;
  static readonly REAL: typeof DataTypes.REAL;
  static readonly DOUBLE: typeof DataTypes.DOUBLE;
  static readonly DECIMAL: typeof DataTypes.DECIMAL;
  static readonly NUMERIC: typeof DataTypes.NUMERIC;
  static readonly BOOLEAN: typeof DataTypes.BOOLEAN;
  static readonly DATE: typeof DataTypes.DATE;
  static readonly DATEONLY: typeof DataTypes.DATEONLY;
  static readonly TIME: typeof DataTypes.TIME;
  static readonly NOW: typeof DataTypes.NOW;
  static readonly UUID: typeof DataTypes.UUID;
  static readonly UUIDV1: typeof DataTypes.UUIDV1;
  static readonly UUIDV4: typeof DataTypes.UUIDV4;
  static readonly JSON: typeof DataTypes.JSON;
  static readonly JSONB: typeof DataTypes.JSONB;
  static readonly BLOB: typeof DataTypes.BLOB;
  static readonly ENUM: typeof DataTypes.ENUM;
  static readonly ARRAY: typeof DataTypes.ARRAY;
  static readonly VIRTUAL: typeof DataTypes.VIRTUAL;
  static readonly RANGE: typeof DataTypes.RANGE;

  readonly Sequelize: typeof Sequelize;
  readonly models: { [name: string]: ModelCtor<any> };
  readonly options: SequelizeOptions;
  readonly config: any;
  define<M extends Model, A extends {} = Attributes<M>>(modelName: string, attributes?: ModelAttributes<M, A>, options?: ModelOptions<M>): ModelCtor<M>;
  model<M extends Model = any>(modelName: string): ModelCtor<M>; isDefined(modelName: string): boolean;
  query(sql: string | { query: string; values?: unknown[]; bind?: unknown[] }, options: QueryOptions & { type: QueryTypes.SELECT; plain: true }): Promise<any>;
  query<T extends object>(sql: string | { query: string; values?: unknown[]; bind?: unknown[] }, options: QueryOptions & { type: QueryTypes.SELECT }): Promise<T[]>;
  query<M extends Model>(sql: string, options: QueryOptions & { model: ModelStatic<M> }): Promise<M[]>;
  query(sql: string | { query: string; values?: unknown[]; bind?: unknown[] }, options?: QueryOptions): Promise<[any[], any]>;
  transaction<T>(autoCallback: (transaction: Transaction) => PromiseLike<T>): Promise<T>;
  transaction<T>(options: TransactionOptions, autoCallback: (transaction: Transaction) => PromiseLike<T>): Promise<T>;
  transaction(options?: TransactionOptions): Promise<Transaction>;
  sync(options?: SyncOptions): Promise<this>;
  drop(options?: DropOptions): Promise<unknown[]>;
  truncate(options?: DestroyOptions): Promise<unknown[]>;
  authenticate(options?: QueryOptions): Promise<void>;
  validate(options?: QueryOptions): Promise<void>;
  close(): Promise<void>;
  getQueryInterface(): QueryInterface;
  getDialect(): string;
  getDatabaseName(): string;
  databaseVersion(options?: object): Promise<string>;
  escape(value: unknown): string;
  random(): Fn;
  createSchema(schema: string, options?: Logging): Promise<unknown>;
  dropSchema(schema: string, options?: Logging): Promise<unknown>;
  showAllSchemas(options?: Logging): Promise<object[]>;
  dropAllSchemas(options?: Logging): Promise<unknown>;
  fn: typeof Sequelize.fn;
  col: typeof Sequelize.col;
  cast: typeof Sequelize.cast;
  literal: typeof Sequelize.literal;
  and: typeof Sequelize.and;
  or: typeof Sequelize.or;
  json: typeof Sequelize.json;
  where: typeof Sequelize.where;
  addHook(hook: string, name: string, fn: AnyFunction): this;
  addHook(hook: string, fn: AnyFunction): this;
  removeHook(hook: string, name: string | AnyFunction): this;
  hasHook(hook: string): boolean;
  beforeDefine(fn: (attributes: any, options: any) => void): void;
  afterDefine(fn: (model: ModelStatic<any>) => void): void;
}
export const fn: typeof Sequelize.fn;
export const col: typeof Sequelize.col;
export const cast: typeof Sequelize.cast;
export const literal: typeof Sequelize.literal;
export const and: typeof Sequelize.and;
export const or: typeof Sequelize.or;
export const json: typeof Sequelize.json;
export const where: typeof Sequelize.where;

type TableName = string | { tableName: string; schema?: string };
export type QueryInterfaceColumns = { [column: string]: DataType | ModelAttributeColumnOptions };
export interface QueryInterfaceOptions extends CallOptions { [other: string]: unknown }
export interface ColumnDescription {
  type: string;
  allowNull: boolean;
  defaultValue: unknown;
  primaryKey: boolean;
  autoIncrement?: boolean;
  comment: string | null;
  special?: string[];
}
export interface AddConstraintOptions extends QueryInterfaceOptions {
  type: 'unique' | 'check' | 'primary key' | 'foreign key' | 'default' | (string & {});
  name?: string;
  fields: readonly string[];
  where?: WhereOptions;
  references?: { table: TableName; field?: string; fields?: readonly string[] };
  onDelete?: string;
  onUpdate?: string;
  defaultValue?: unknown;
  deferrable?: unknown;
}
export class QueryInterface {
  readonly sequelize: Sequelize; readonly queryGenerator: any;
  createTable(table: TableName, attributes: QueryInterfaceColumns, options?: QueryInterfaceOptions & { uniqueKeys?: { [name: string]: { fields: readonly string[]; customIndex?: boolean } } }): Promise<void>;
  dropTable(table: TableName, options?: QueryInterfaceOptions): Promise<void>;
  dropAllTables(options?: QueryInterfaceOptions): Promise<void>;
  dropAllEnums(options?: QueryInterfaceOptions): Promise<void>;
  renameTable(before: TableName, after: TableName, options?: QueryInterfaceOptions): Promise<void>;
  showAllTables(options?: QueryInterfaceOptions): Promise<string[]>;
  tableExists(table: TableName, options?: QueryInterfaceOptions): Promise<boolean>;
  describeTable(table: TableName, options?: string | object): Promise<{ [column: string]: ColumnDescription }>;
  createSchema(schema: string, options?: QueryInterfaceOptions): Promise<void>;
  dropSchema(schema: string, options?: QueryInterfaceOptions): Promise<void>;
  showAllSchemas(options?: QueryInterfaceOptions): Promise<string[]>;
  addColumn(table: TableName, column: string, attribute: DataType | ModelAttributeColumnOptions, options?: QueryInterfaceOptions): Promise<void>;
  removeColumn(table: TableName, column: string, options?: QueryInterfaceOptions): Promise<void>;
  renameColumn(table: TableName, before: string, after: string, options?: QueryInterfaceOptions): Promise<void>;
  changeColumn(table: TableName, column: string, attribute: DataType | Partial<ModelAttributeColumnOptions>, options?: QueryInterfaceOptions): Promise<void>;
  addIndex(table: TableName, fields: readonly string[], options?: QueryInterfaceOptions & IndexesOptions): Promise<void>;
  addIndex(table: TableName, options: QueryInterfaceOptions & IndexesOptions): Promise<void>;
  removeIndex(table: TableName, index: string | readonly string[], options?: QueryInterfaceOptions): Promise<void>;
  showIndex(table: TableName, options?: QueryInterfaceOptions): Promise<object[]>;
  addConstraint(table: TableName, options: AddConstraintOptions): Promise<void>;
  removeConstraint(table: TableName, name: string, options?: QueryInterfaceOptions): Promise<void>;
  showConstraint(table: TableName, name?: string, options?: QueryInterfaceOptions): Promise<object[]>;
  getForeignKeyReferencesForTable(table: TableName, options?: QueryInterfaceOptions): Promise<object[]>;
  insert(instance: Model | null, table: TableName, values: object, options?: QueryInterfaceOptions): Promise<object>;
  bulkInsert(table: TableName, rows: object[], options?: QueryInterfaceOptions | null, attributes?: object): Promise<object | number>;
  bulkUpdate(table: TableName, values: object, where: WhereOptions, options?: QueryInterfaceOptions): Promise<object>;
  bulkDelete(table: TableName, where: WhereOptions | null, options?: QueryInterfaceOptions & { truncate?: boolean }, model?: ModelStatic<any>): Promise<object>;
  select(model: ModelStatic<any> | null, table: TableName, options?: QueryOptions & FindOptions): Promise<object[]>;
  rawSelect(table: TableName, options: FindOptions, attributeSelector: string, model?: ModelStatic<any>): Promise<any>;
  increment(...args: any[]): Promise<object>;
  quoteIdentifier(identifier: string): string;
}

// --- Errors -----------------------------------------------------------------------------

export class BaseError extends Error {}
export class ValidationErrorItem {
  readonly message: string;
  readonly type: string | null;
  readonly path: string | null;
  readonly value: unknown;
  readonly origin: string | null;
  readonly instance: Model | null;
  readonly validatorKey: string | null;
  readonly validatorName: string | null;
  readonly validatorArgs: readonly unknown[];
  constructor(message?: string, type?: string, path?: string, value?: unknown, instance?: Model, validatorKey?: string, fnName?: string, fnArgs?: unknown[]);
}
export class ValidationError extends BaseError {
  readonly errors: ValidationErrorItem[];
  constructor(message?: string | null, errors?: ValidationErrorItem[]);
  get(path: string): ValidationErrorItem[];
}
export class DatabaseError extends BaseError {
  readonly parent: Error & { code?: string; detail?: string; table?: string; column?: string; constraint?: string };
  readonly original: Error;
  readonly sql: string;
  readonly parameters: object;
}
export class UniqueConstraintError extends ValidationError {
  readonly parent: Error;
  readonly original: Error;
  readonly sql: string;
  readonly fields: { [field: string]: unknown }
}
export class ForeignKeyConstraintError extends DatabaseError {
  readonly table: string;
  readonly fields: { [field: string]: string };
  readonly value: unknown;
  readonly index: string;
}
export class ExclusionConstraintError extends DatabaseError { readonly constraint: string; readonly table: string }
export class UnknownConstraintError extends DatabaseError { readonly constraint: string; readonly table: string }
export class TimeoutError extends DatabaseError {}
export class ConnectionError extends BaseError { readonly parent: Error }
export class OptimisticLockError extends BaseError { readonly modelName: string; readonly values: object; readonly where: object }
export class AggregateError extends BaseError { readonly errors: Error[]; constructor(errors: Error[]) }
export class BulkRecordError extends BaseError { readonly errors: Error; readonly record: Model }
export class AssociationError extends BaseError {}
export class EagerLoadingError extends BaseError {}
export class EmptyResultError extends BaseError {}
export class InstanceError extends BaseError {}
export class QueryError extends BaseError {}
export class SequelizeScopeError extends BaseError {}
export class AsyncQueueError extends BaseError {}
export interface ScopeError extends SequelizeScopeError {}

// --- Migrations -------------------------------------------------------------------------

/** A migration or seeder as sequelize-cli writes it. */
export interface Migration {
  up?(queryInterface: QueryInterface, Sequelize: any): unknown;
  down?(queryInterface: QueryInterface, Sequelize: any): unknown;
}
export interface NamedMigration extends Migration { name: string }
/** Finds and loads migration files; in Node there is one for folders. */
export interface MigrationLoader {
  list(path: string): MaybePromise<readonly string[]>;
  load(path: string, name: string): MaybePromise<any>;
}
export type MigrationSource = readonly NamedMigration[] | string | { path: string; pattern?: RegExp; loader?: MigrationLoader } | (() => MaybePromise<readonly NamedMigration[]>);
export interface MigratorOptions {
  sequelize: Sequelize;
  migrations: MigrationSource;
  tableName?: string;
  params?: unknown[];
  logging?: false | ((line: string) => void);
}
export interface MigrateOptions { to?: string | 0; from?: string; step?: number; migrations?: readonly string[] }
export class Migrator {
  constructor(options: MigratorOptions);
  pending(): Promise<{ name: string }[]>;
  executed(): Promise<{ name: string }[]>;
  status(): Promise<{ name: string; state: 'up' | 'down' }[]>;
  up(options?: MigrateOptions | string | readonly string[]): Promise<{ name: string }[]>;
  down(options?: MigrateOptions | string | readonly string[]): Promise<{ name: string }[]>;
}
export class Seeder extends Migrator { constructor(options: Omit<MigratorOptions, 'migrations'> & { seeders: MigrationSource }) }

export default Sequelize;
