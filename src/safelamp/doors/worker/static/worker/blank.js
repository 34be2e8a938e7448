// Blanks what a recording says of itself: which program wrote it, and when. Lengths stay, so nothing else moves.
const SPACE = 32;
const ROOMS = new Set([0x18538067, 0x1549a966, 0x1654ae6b, 0xae, 0x1254c367, 0x7373, 0x67c8, 0x1f43b675]);
const NAMES = new Set([0x4d80, 0x5741, 0x7ba9, 0x7384, 0x536e, 0x258688, 0x45a3, 0x4487]);
const DATE = 0x4461;
const BOXES = new Set(["moov", "trak", "mdia", "minf", "moof", "traf"]);
const TIMES = new Set(["mvhd", "tkhd", "mdhd"]), NOTES = new Set(["udta", "meta", "uuid"]);

/** The recording (Uint8Array, changed in place) without names of programs and dates: WebM, Ogg or MP4. */
export function blanked(bytes) {
  const kind = String.fromCharCode(...bytes.subarray(0, 8));
  if (kind.startsWith("\x1aE\xdf\xa3")) webm(bytes);
  else if (kind.startsWith("OggS")) ogg(bytes);
  else if (kind.slice(4) === "ftyp") mp4(bytes);
  return bytes;
}

function webm(bytes) {
  for (let at = 0; at < bytes.length;) {
    const id = number(bytes, at, true), size = id && number(bytes, id.next, false);
    if (!size) return;
    const start = size.next, end = Math.min(bytes.length, start + size.value);
    if (ROOMS.has(id.value)) { at = start; continue; } // what is in a room stands behind its head: one flat walk
    if (NAMES.has(id.value)) bytes.fill(SPACE, start, end);
    if (id.value === DATE) bytes.fill(0, start, end);
    at = end;
  }
}

function number(bytes, at, marked) { // EBML's numbers: the first byte's zeros tell the length
  const length = Math.clz32(bytes[at]) - 23;
  if (!(length >= 1 && length <= 8) || at + length > bytes.length) return null;
  let value = marked ? bytes[at] : bytes[at] & (0xff >> length);
  for (let n = 1; n < length; n++) value = value * 256 + bytes[at + n];
  return {value, next: at + length};
}

function ogg(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at + 27 < bytes.length && view.getUint32(at) === 0x4f676753;) {
    const table = at + 27, body = table + bytes[at + 26];
    let end = body;
    for (let n = table; n < body; n++) end += bytes[n];
    if (end > bytes.length) return;
    if (String.fromCharCode(...bytes.subarray(body, body + 8)) === "OpusTags") {
      const vendor = Math.min(end, body + 12 + view.getUint32(body + 8, true));
      bytes.fill(SPACE, body + 12, vendor);
      bytes.fill(0, vendor, end); // no comments; the rest is padding
      view.setUint32(at + 22, 0);
      view.setUint32(at + 22, check(bytes.subarray(at, end)), true);
    }
    at = end;
  }
}

function check(page) { // Ogg's own CRC-32
  let sum = 0;
  for (const byte of page) {
    sum ^= byte << 24;
    for (let n = 0; n < 8; n++) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}

function mp4(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at + 8 <= bytes.length;) {
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8)), short = view.getUint32(at);
    const long = short === 1 && at + 16 <= bytes.length;
    const size = long ? view.getUint32(at + 8) * 2 ** 32 + view.getUint32(at + 12) : short || bytes.length - at;
    const start = at + (long ? 16 : 8), end = Math.min(bytes.length, at + size);
    if (end < start) return;
    if (TIMES.has(name)) bytes.fill(0, start + 4, Math.min(end, start + (bytes[start] ? 20 : 12)));
    if (name === "hdlr") bytes.fill(0, Math.min(end, start + 24), end);
    if (NOTES.has(name)) {
      bytes.set([0x66, 0x72, 0x65, 0x65], at + 4); // "free"
      bytes.fill(0, start, end);
    }
    at = BOXES.has(name) ? start : end;
  }
}
