/**
 * @file Replies in turn.
 *
 * The engine answers at once, a database over a wire does not: of two queries that are under
 * way together, what hangs on the first one's answer, hooks above all, runs before the second
 * answer is there. So an answer waits until what the one before has set going is done.
 */

const turns = new WeakMap();

/** As many steps as what hangs on an answer may take. */
const STEPS = 48;

async function settle() {
  for (let step = 0; step < STEPS; step += 1) await null;
}

/**
 * Runs at once what gives an answer, and hands it over in turn.
 * @template T
 * @param {object} owner whose answers wait for each other
 * @param {() => T} run
 * @returns {Promise<T>}
 */
export async function inTurn(owner, run) {
  const turn = turns.get(owner) || Promise.resolve();
  let give;
  try {
    const answer = run();
    give = () => answer;
  } catch (error) {
    give = () => {
      throw error;
    };
  }
  turns.set(owner, turn.then(settle));
  await turn;
  return give();
}
