// Makes a receipt on this phone and derives what it opens, as engines/sealing/receipts.py does.

export const bytesOf = (text) => new TextEncoder().encode(text);

export function base64(bytes) {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

export function fromBase64(text) {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
}

// Eighteen random digits and two check digits (ISO 7064 MOD 97-10). Bytes from 250 on are drawn again: no digit is likelier.
export function newReceipt() {
  let digits = "";
  while (digits.length < 18) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      if (byte < 250 && digits.length < 18) digits += byte % 10;
    }
  }
  return withCheckDigits(digits);
}

export function withCheckDigits(digits) {
  let rest = 0;
  for (const digit of digits + "00") rest = (rest * 10 + Number(digit)) % 97;
  const check = 98 - rest;
  return digits + (check < 10 ? "0" : "") + check;
}

// What the server looks a receipt up by, and the key that wraps the report's private half; one slow derivation.
export async function receiptKeys(receipt, salt, rounds) {
  const typed = await crypto.subtle.importKey("raw", bytesOf(receipt), "PBKDF2", false, ["deriveBits"]);
  const slow = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, typed, 256);
  const secret = await crypto.subtle.importKey("raw", slow, "HKDF", false, ["deriveBits"]);
  const derive = async (purpose) => {
    const info = bytesOf("safelamp/1/" + purpose);
    return new Uint8Array(
      await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info }, secret, 256)
    );
  };
  return { lookup: await derive("receipt lookup"), wrapping: await derive("receipt wrapping") };
}

// A pair of the report's own: its public point, and its private half wrapped under the receipt.
export async function ownPair(id, wrapping) {
  const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const scalar = fromBase64((await crypto.subtle.exportKey("jwk", pair.privateKey)).d);
  const secret = new Uint8Array(32);
  secret.set(scalar, 32 - scalar.length);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const key = await crypto.subtle.importKey("raw", wrapping, "AES-GCM", false, ["encrypt"]);
  const bound = { name: "AES-GCM", iv: nonce, additionalData: bytesOf("report " + id) };
  const locked = new Uint8Array(await crypto.subtle.encrypt(bound, key, secret));
  secret.fill(0);
  scalar.fill(0);
  const wrapped = new Uint8Array(12 + locked.length);
  wrapped.set(nonce);
  wrapped.set(locked, 12);
  return { point, wrapped };
}
