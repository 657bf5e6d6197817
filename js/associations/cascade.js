/**
 * Destroying what hangs on an instance one by one.
 *
 * The database cascades by itself, but then no hook of the dependents runs. An association
 * declared with `hooks: true` and `onDelete: 'cascade'` asks for the slow way.
 */

/**
 * Destroys the dependents of an instance that is about to be deleted.
 *
 * @param instance What is deleted.
 * @param options Those of its `destroy`; each dependent's `destroy` gets them too.
 */
export async function destroyDependents(instance, options) {
  const associations = Object.values(instance.constructor.associations ?? {}).filter(destroysOneByOne);
  for (const { accessors } of associations) {
    // The DELETE has no limit, and its options are those of this find.
    const found = await instance[accessors.get]({ limit: null, ...options });
    for (const dependent of [found ?? []].flat()) await dependent.destroy({ ...options });
  }
}

function destroysOneByOne({ options }) {
  return options?.useHooks === true && options.onDelete?.toLowerCase?.() === 'cascade';
}
