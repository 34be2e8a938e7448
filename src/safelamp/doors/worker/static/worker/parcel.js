// Writes the parcel that one sealed report travels in, as engines/sealing/parcels.py reads it.
import { fromBase64 } from "./receipt.js";

export const PARTS = { head: 1, words: 2, photo: 3, voice: 4, work: 5 };
const WAITED_AT = 17;
const UNKNOWN = 0xffff;

export const hexOf = (bytes) => Array.from(bytes, (byte) => (byte < 16 ? "0" : "") + byte.toString(16)).join("");

export function bytesOfHex(hex) {
  return Uint8Array.from(hex.match(/../g) || [], (pair) => parseInt(pair, 16));
}

export function joined(pieces) {
  const all = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function part(kind, content) {
  const head = new Uint8Array(5);
  head[0] = PARTS[kind];
  new DataView(head.buffer).setUint32(1, content.length);
  return joined([head, content]);
}

// `parts` are sealed bytes by name, in the order of PARTS.
export function written(id, parts) {
  const names = Object.keys(PARTS).filter((name) => parts[name] && parts[name].length);
  return joined([
    Uint8Array.of(1), bytesOfHex(id), Uint8Array.of(0xff, 0xff), ...names.map((name) => part(name, parts[name])),
  ]);
}

// The same parcel with the whole days that it has waited on this phone; anything else means: nobody knows.
export function withWaited(parcel, days) {
  const same = parcel.slice();
  const known = Number.isInteger(days) && days >= 0 && days < UNKNOWN;
  new DataView(same.buffer).setUint16(WAITED_AT, known ? days : UNKNOWN);
  return same;
}

// The same parcel with the proof that a server in a flood asked for, in place of any earlier one.
export function withWork(parcel, challenge, answer) {
  let end = WAITED_AT + 2;
  const view = new DataView(parcel.buffer, parcel.byteOffset, parcel.byteLength);
  while (end < parcel.length && parcel[end] !== PARTS.work) end += 5 + view.getUint32(end + 1);
  return joined([parcel.subarray(0, end), part("work", joined([fromBase64(challenge), answer]))]);
}
