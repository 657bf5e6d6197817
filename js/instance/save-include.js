/** @file What is created along with an instance: first what it belongs to, afterwards the others. */

import { includeOptions, pairValues, setKey } from '../model/bulk-create-include.js';

const isA = (include, type) => include.association?.associationType === type;

/** Saves the instances this one belongs to, and takes their keys. */
export async function saveBelongsTo(instance, options) {
  await Promise.all(instance._options.include.filter(include => isA(include, 'BelongsTo')).map(async include => {
    const associated = instance.get(include.as);
    if (!associated) return;
    await associated.save(includeOptions(include, options, { parentRecord: instance }));
    await instance[include.association.accessors.set](associated, { save: false, logging: options.logging });
  }));
}

/** Saves the instances that have the key of this one, and the pairs of a belongsToMany. */
export async function saveOthers(instance, options) {
  const others = instance._options.include.filter(include => !include._pseudo && !isA(include, 'BelongsTo')
    && !(include.parent && isA(include.parent, 'BelongsToMany')));
  await Promise.all(others.map(async include => {
    const associated = [instance.get(include.as)].flat().filter(Boolean);
    const own = includeOptions(include, options, { parentRecord: instance });
    await Promise.all(associated.map(async one => {
      if (!isA(include, 'BelongsToMany')) {
        setKey(include.association, instance, one);
        await one.save(own);
        return;
      }
      await one.save(own);
      const { include: nested, includeNames, includeMap, attributes, ...pairOptions } = own;
      await include.association.throughModel.create(pairValues(include.association, instance, one), pairOptions);
    }));
  }));
}
