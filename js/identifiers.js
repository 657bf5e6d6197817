/** @file New identifiers: UUIDs of the first and the fourth version. */

const random = length => globalThis.crypto.getRandomValues(new Uint8Array(length));

const hex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');

function format(bytes) {
  const text = hex(bytes);
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
}

/** A random UUID. */
export function uuidV4() {
  const bytes = random(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return format(bytes);
}

/** Between the Gregorian reform and 1970, in milliseconds. */
const GREGORIAN = 12219292800000n;

let node = null;
let sequence = 0;
let last = 0n;

/** A UUID of this moment. */
export function uuidV1() {
  if (!node) {
    node = random(6);
    // The bit says that it is no real device's address.
    node[0] |= 1;
    const [high, low] = random(2);
    sequence = ((high << 8) | low) & 0x3fff;
  }
  let ticks = (BigInt(Date.now()) + GREGORIAN) * 10000n;
  if (ticks <= last) ticks = last + 1n;
  last = ticks;
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Number(ticks & 0xffffffffn));
  view.setUint16(4, Number((ticks >> 32n) & 0xffffn));
  view.setUint16(6, Number((ticks >> 48n) & 0x0fffn) | 0x1000);
  view.setUint16(8, sequence | 0x8000);
  bytes.set(node, 10);
  return format(bytes);
}
