// How cases tell what calls come to, one after the other, whether they throw or not.

/** What a call returns, or the name and the words of what it throws. */
async function told(call) {
  try {
    return JSON.parse(JSON.stringify((await call()) ?? null));
  } catch ({ name, message }) {
    return { name, message };
  }
}

/** What each of the calls comes to, in their order. */
async function each(calls) {
  const all = [];
  for (const call of calls) all.push(await told(call));
  return all;
}

module.exports = { told, each };
