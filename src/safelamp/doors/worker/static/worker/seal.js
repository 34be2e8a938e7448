// Seals a report on this phone before it is stored or sent: only whom it is meant for can open its words.
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "./hpke.js";
import { hexOf, joined, withWaited, withWork, written } from "./parcel.js";
import { solve } from "./proof.js";
import { base64, bytesOf, fromBase64, newReceipt, ownPair, receiptKeys } from "./receipt.js";

export { solve, withWaited, withWork };

const RESTRICTED_KINDS = ["retaliation", "forced"];
const RESTRICTED_HAZARDS = ["violence"];
const NOBODY_YET = "00000000000000000000000000000000"; // the head is sealed before the server knows for whom it is

// As engines/sealing/padding.py: one mark byte, zeros, few sizes.
export function padded(words) {
  const needed = words.length + 1;
  const step = Math.pow(2, Math.max(32 - Math.clz32(needed - 1) - 4, 0));
  const all = new Uint8Array(needed <= 256 ? 256 : Math.ceil(needed / step) * step);
  all.set(words);
  all[words.length] = 0x80;
  return all;
}

// As engines/sealing/envelopes.py: version, key id, enc, ciphertext. `key` is [id, point]; the plain bytes are wiped.
export async function envelope(key, plain, organisation, report, field) {
  const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() });
  const recipientPublicKey = await suite.kem.deserializePublicKey(fromBase64(key[1]));
  const info = bytesOf(`safelamp/1/${organisation}/${report}/${field}`);
  const text = padded(plain);
  const { enc, ct } = await suite.seal({ recipientPublicKey, info }, text);
  plain.fill(0);
  text.fill(0);
  return joined([Uint8Array.of(1), fromBase64(key[0]), new Uint8Array(enc), new Uint8Array(ct)]);
}

function audienceOf(choices) {
  const restricted = RESTRICTED_KINDS.includes(choices.kind) || RESTRICTED_HAZARDS.includes(choices.hazard);
  if (restricted) return "restricted";
  return choices.shut_to && choices.shut_to !== "past" ? choices.shut_to : "readers";
}

// keys: loop/reports/phone.py. choices: {workplace, shut_to ("past": to the organisation above), kind, hazard,
// danger_now, harm, place_kind, way}. words: {story, contact, place, body_part, people, when, who_may_know}.
// Gives {id, receipt, parcel}: the receipt in plain digits, for the worker only.
export async function sealReport(keys, choices, words, { photo, voice, language } = {}) {
  const receiver = choices.shut_to === "past" ? keys.above : keys;
  const key = receiver && receiver.audiences[audienceOf(choices)];
  if (!key) throw new Error("no key for these readers");
  const id = hexOf(crypto.getRandomValues(new Uint8Array(16)));
  const receipt = newReceipt();
  const opens = await receiptKeys(receipt, fromBase64(keys.salt), keys.rounds);
  const own = await ownPair(id, opens.wrapping);
  const to = (plain, field) => envelope(key, plain, receiver.organisation, id, field);
  const head = bytesOf(JSON.stringify({
    organisation: receiver.organisation,
    workplace: choices.workplace || "",
    audience: choices.shut_to && choices.shut_to !== "past" ? choices.shut_to : "readers",
    kind: choices.kind,
    hazard: choices.hazard,
    danger_now: Boolean(choices.danger_now),
    harm: choices.harm || "",
    place_kind: choices.place_kind,
    language: language || "en",
    way: choices.way || "",
    point: base64(own.point),
    wrapped_private: base64(own.wrapped),
    lookup: base64(opens.lookup),
  }));
  const said = bytesOf(JSON.stringify(Object.assign({}, words, { language: language || "en", came_by: "sealed" })));
  const parcel = written(id, {
    head: await envelope(keys.intake, head, NOBODY_YET, id, "head"),
    words: await to(said, "words"),
    photo: photo && photo.length ? await to(photo.slice(), "photo") : null,
    voice: voice && voice.length ? await to(voice.slice(), "voice") : null,
  });
  return { id, receipt, parcel };
}
