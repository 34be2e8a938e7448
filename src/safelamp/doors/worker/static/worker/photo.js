// Makes a photo small on the phone: upright, drawn anew, so that neither place nor day nor phone stays inside.
// An <img> and not createImageBitmap: of 48 megapixels it decodes only what is drawn (50 MB instead of 260, measured).
const SIDE = 1600, QUALITY = 0.8, HEAD = 262144, MOST_PIXELS = 150e6;
const TURNS = {3: 2, 4: 2, 5: 3, 6: 1, 7: 1, 8: 3}, MIRRORED = [2, 4, 5, 7];

export class NotAPhoto extends Error {}

/** The picture as JPEG bytes (Uint8Array), at most 1600 pixels a side; throws NotAPhoto. */
export async function shrunk(file) {
  const head = await bytesOf(file.slice(0, HEAD));
  if (!isPicture(head)) throw new NotAPhoto();
  const place = orientationIn(head);
  const way = place ? head[place] : 1;
  if (place) head[place] = 1; // old browsers do not turn pictures, new ones do: none may, we do
  const address = URL.createObjectURL(place ? new Blob([head, file.slice(head.length)], {type: "image/jpeg"}) : file);
  const canvas = document.createElement("canvas");
  try {
    draw(await loaded(address), canvas, way);
    const drawn = await new Promise(done => canvas.toBlob(done, "image/jpeg", QUALITY));
    if (!drawn) throw new NotAPhoto();
    return bare(await bytesOf(drawn));
  } finally {
    canvas.width = canvas.height = 0; // its memory, at once
    URL.revokeObjectURL(address);
  }
}

/** Wires the photo field below `root`; its `bytes()` is a promise of the small photo, or of null. */
export function photoPart(root) {
  const field = root.querySelector("#photo"), part = root.querySelector("#photo-part");
  const say = part.querySelector("p"), out = part.querySelector("button");
  let photo = Promise.resolve(null), count = 0;
  async function chosen() {
    const file = field.files[0], mine = ++count;
    part.hidden = !file;
    out.hidden = true;
    say.className = "quiet";
    if (!file) return null;
    say.textContent = part.dataset.wait;
    const bytes = await shrunk(file).catch(() => null);
    if (mine !== count) return null; // another one was chosen meanwhile
    out.hidden = !bytes;
    say.textContent = bytes ? part.dataset.there : part.dataset.not;
    if (bytes) replace(field, bytes);
    else { say.className = "error"; field.value = ""; }
    return bytes;
  }
  function clear() { field.value = ""; photo = chosen(); }
  field.addEventListener("change", () => { photo = chosen(); });
  out.addEventListener("click", () => { clear(); field.focus(); });
  return {bytes: () => photo, clear};
}

function replace(field, bytes) { // so that a form that is sent in the old way sends the small one too
  try {
    const held = new DataTransfer();
    held.items.add(new File([bytes], "photo.jpg", {type: "image/jpeg"}));
    field.files = held.files;
  } catch (e) { /* an old browser: the form's field keeps what was chosen */ }
}

function bytesOf(blob) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(new Uint8Array(reader.result));
    reader.onerror = () => failed(new NotAPhoto());
    reader.readAsArrayBuffer(blob);
  });
}

function loaded(address) {
  return new Promise((done, failed) => {
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = () => failed(new NotAPhoto());
    image.src = address;
  });
}

function draw(image, canvas, way) {
  const {naturalWidth: width, naturalHeight: height} = image;
  if (!width || !height || width * height > MOST_PIXELS) throw new NotAPhoto();
  const scale = Math.min(1, SIDE / Math.max(width, height)), turns = TURNS[way] || 0;
  const w = Math.max(1, Math.round(width * scale)), h = Math.max(1, Math.round(height * scale));
  canvas.width = turns % 2 ? h : w;
  canvas.height = turns % 2 ? w : h;
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff"; // what is clear in a PNG
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.translate(canvas.width / 2, canvas.height / 2);
  pen.rotate(turns * Math.PI / 2);
  if (MIRRORED.includes(way)) pen.scale(-1, 1);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(image, -w / 2, -h / 2, w, h);
}

function isPicture(head) { // by its first bytes: a film named .jpg and a drawing with a script are none
  const text = String.fromCharCode(...head.subarray(0, 16));
  return text.startsWith("\xff\xd8\xff") || text.startsWith("\x89PNG") || text.startsWith("GIF8")
    || /^RIFF[^]{4}WEBP/.test(text) || /^[^]{4}ftyp(avi[fs]|hei[cx]|mif1|msf1)/.test(text);
}

function orientationIn(head) { // where a JPEG's first byte of weight says how the phone was held; 0 where it does not
  const view = new DataView(head.buffer);
  for (let at = 2; at + 14 < head.length && head[at] === 0xff && head[at + 1] >= 0xe0; at += 2 + view.getUint16(at + 2)) {
    if (head[at + 1] !== 0xe1 || view.getUint32(at + 4) !== 0x45786966) continue;
    const start = at + 10, little = head[start] === 0x49, end = Math.min(head.length, at + 2 + view.getUint16(at + 2));
    if (start + 8 > end) return 0;
    const list = start + view.getUint32(start + 4, little);
    if (list + 2 > end) return 0;
    for (let n = 0, row = list + 2; n < view.getUint16(list, little) && row + 12 <= end; n++, row += 12) {
      if (view.getUint16(row, little) === 0x112) return row + (little ? 8 : 9);
    }
  }
  return 0;
}

function bare(jpeg) { // without what a browser may have written beside the picture
  const kept = [jpeg.subarray(0, 2)];
  let at = 2;
  while (at + 4 < jpeg.length && jpeg[at] === 0xff && jpeg[at + 1] !== 0xda) {
    const next = at + 2 + jpeg[at + 2] * 256 + jpeg[at + 3], mark = jpeg[at + 1];
    if (!(mark > 0xe0 && mark <= 0xef && mark !== 0xee) && mark !== 0xfe) kept.push(jpeg.subarray(at, next));
    at = next;
  }
  kept.push(jpeg.subarray(at));
  const whole = new Uint8Array(kept.reduce((sum, part) => sum + part.length, 0));
  kept.reduce((to, part) => (whole.set(part, to), to + part.length), 0);
  return whole;
}
