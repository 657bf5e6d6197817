/** @file Classes that can be called without `new`: `DataTypes.STRING(40)`. */

/** The class, callable. */
export function invokable(Class) {
  return new Proxy(Class, {
    apply: (target, self, args) => new target(...args),
    construct: (target, args) => new target(...args),
  });
}
