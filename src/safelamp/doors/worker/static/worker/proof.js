// Does the small sum that a server asks for in a flood of reports; the page stays awake meanwhile.

export const PUZZLES = 4; // several small ones: the whole takes about as long each time
export const ROUNDS = 1000; // PBKDF2: as fast on a phone as its processor can, so that a rented server gains little

// `challenge` is the server's text; each answer makes PBKDF2 of it begin with `bits` zero bits. `goOn` may stop it.
export async function solve(challenge, bits, goOn = () => true) {
  const words = new TextEncoder().encode(challenge);
  const key = await crypto.subtle.importKey("raw", words, "PBKDF2", false, ["deriveBits"]);
  const answer = new Uint8Array(4 * PUZZLES);
  const view = new DataView(answer.buffer);
  for (let puzzle = 0; puzzle < PUZZLES; puzzle += 1) {
    let tried = 0;
    while (!(await fits(key, puzzle, tried, bits))) {
      tried += 1;
      if (!goOn()) throw new Error("stopped");
    }
    view.setUint32(4 * puzzle, tried);
  }
  return answer;
}

async function fits(key, puzzle, tried, bits) {
  const salt = new Uint8Array(5);
  salt[0] = puzzle;
  new DataView(salt.buffer).setUint32(1, tried);
  const out = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS }, key, 32);
  return new DataView(out).getUint32(0) >>> (32 - bits) === 0;
}
