/** @file Spans of time, as node-pg gives them. */

const FORM = /^(?:(-?\d+) years? ?)?(?:(-?\d+) mons? ?)?(?:(-?\d+) days? ?)?(?:(-?)(\d+):(\d\d):(\d\d)(\.\d+)?)?$/;

/** A span by its parts, those that are none left out. */
class PostgresInterval {}

/**
 * The span of Postgres' text: `1 year 2 mons`, `3 days 04:05:06.5`.
 * @param {string | null} text
 */
export function intervalOf(text) {
  const match = text?.match(FORM);
  if (!match) return text;
  const [, years, months, days, sign, hours, minutes, seconds, fraction = 0] = match;
  const back = sign ? -1 : 1;
  const parts = {
    years: Number(years), months: Number(months), days: Number(days),
    hours: back * hours, minutes: back * minutes, seconds: back * seconds, milliseconds: back * Math.round(1e6 * fraction) / 1e3,
  };
  const interval = new PostgresInterval();
  for (const [name, count] of Object.entries(parts)) if (count) interval[name] = count;
  return interval;
}
