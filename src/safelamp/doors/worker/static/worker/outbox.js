// The outbox: sealed parcels wait here until the server says that it has them. Nothing in it can be read on this phone.
const STORE = "o";
const TAKEN = ["kept", "again", "spooled", "kept_unreadable"];
const WAITED_AT = 17; // two bytes of the parcel: how many days it waited
const DAY = 86400000;
const PATIENCE = 45000;

function asked(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
    request.onblocked = () => failed(new Error("in use"));
  });
}

async function inStore(mode, act) {
  const opening = indexedDB.open("r", 1);
  // Looking leaves nothing behind: the store begins with the first report that is kept.
  opening.onupgradeneeded = () => (mode === "readonly" ? opening.transaction.abort() : opening.result.createObjectStore(STORE, { keyPath: "id" }));
  const db = await asked(opening);
  db.onversionchange = () => db.close();
  try {
    const transaction = db.transaction(STORE, mode);
    const written = new Promise((done, failed) => {
      transaction.oncomplete = done;
      transaction.onerror = transaction.onabort = () => failed(transaction.error);
    });
    const found = await asked(act(transaction.objectStore(STORE)));
    await written;
    return found;
  } finally {
    db.close();
  }
}

const today = () => Math.floor(Date.now() / DAY);

// One parcel as it waits: the day on which it was made, no minute.
export const entry = (id, parcel) => ({ id, parcel, day: today() });

export const keep = (made) => inStore("readwrite", (store) => store.put(made));

export const drop = (id) => inStore("readwrite", (store) => store.delete(id));

export const all = () => inStore("readonly", (store) => store.getAll()).catch(() => []);

export const forget = async () => {
  try {
    await asked(indexedDB.deleteDatabase("r"));
  } catch (failure) {
    await inStore("readwrite", (store) => store.clear()).catch(() => {});
  }
};

// Only one tab or worker sends at a time, where the browser can arrange it; the server takes each parcel once anyway.
export const alone = (act) => (navigator.locks ? navigator.locks.request("r", act) : act());

async function answerTo(parcel) {
  const stop = self.AbortController ? new AbortController() : null;
  const clock = setTimeout(() => stop && stop.abort(), PATIENCE);
  try {
    const sent = await fetch("/r/", {
      method: "POST",
      body: parcel,
      headers: { "Content-Type": "application/octet-stream", "Accept-Language": self.document ? document.documentElement.lang : "en" },
      cache: "no-store",
      credentials: "omit",
      signal: stop ? stop.signal : undefined,
    });
    const answer = await sent.json();
    return answer.why === "cut_off" ? { state: "away" } : answer; // it broke off on the way
  } catch (failure) {
    return { state: "away" }; // no connection, or somebody else's page answered: nothing is known, everything is kept
  } finally {
    clearTimeout(clock);
  }
}

function withDays(made) {
  const parcel = made.parcel.slice();
  const days = Math.min(Math.max(today() - made.day, 0), 0xfffe);
  parcel[WAITED_AT] = days >> 8;
  parcel[WAITED_AT + 1] = days & 255;
  return parcel;
}

// Sends one parcel; `work` does the server's sum in a flood. What it answers carries `taken` where the server has it.
export async function send(made, work) {
  let answer = await answerTo(withDays(made));
  if (answer.state === "work" && work) answer = await answerTo(await work(withDays(made), answer));
  return Object.assign(answer, { taken: TAKEN.includes(answer.state) });
}

// Sends what waits, one after the other; returns the last answer, and how many were taken and still wait.
export function sendAll(work) {
  return alone(async () => {
    let taken = 0;
    let last = { state: "none" };
    for (const { id } of await all()) {
      const made = (await all()).find((each) => each.id === id);
      if (!made) continue; // deleted from the phone while another one was sent
      last = await send(made, work);
      if (last.taken) {
        await drop(id);
        taken += 1;
      } else if (last.state !== "refused") break;
    }
    return { taken, waiting: (await all()).length, last };
  });
}
