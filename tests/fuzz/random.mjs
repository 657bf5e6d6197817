// Random choices that a seed repeats.

/** A source of choices (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const int = (from, to) => from + Math.floor(next() * (to - from + 1));
  const pick = (list) => list[int(0, list.length - 1)];
  return {
    int,
    pick,
    /** True in so many of a hundred. */
    chance: (percent) => next() * 100 < percent,
    /** Some of a list, in its order, at least `least`. */
    some(list, least = 0) {
      const count = int(Math.min(least, list.length), list.length);
      const left = [...list];
      while (left.length > count) left.splice(int(0, left.length - 1), 1);
      return left;
    },
    /** One of `[weight, value]` pairs. */
    weighted(pairs) {
      let at = next() * pairs.reduce((sum, [weight]) => sum + weight, 0);
      return pairs.find(([weight]) => (at -= weight) < 0)?.[1] ?? pairs[0][1];
    },
  };
}
