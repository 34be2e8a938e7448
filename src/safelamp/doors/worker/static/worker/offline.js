// The service worker: opens the page without a connection, sends what waits, and keeps a waiting report when one leaves.
import { all, forget, sendAll } from "./outbox.js";

const SHELL = "/r/";
const AWAY = "/r/calendar/";
const PATIENCE = 8000;

const kept = async (path) => (await caches.match(path)) || Response.error();

async function inTime(request) {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), PATIENCE);
  try {
    return await fetch(request, { signal: stop.signal });
  } finally {
    clearTimeout(clock);
  }
}

// A server that is just starting anew answers with a mistake of its own: what this phone kept serves better.
async function open(request) {
  let answer = null;
  try {
    answer = await inTime(request);
  } catch (failure) {
    return kept(SHELL);
  }
  return answer.status < 500 ? answer : (await caches.match(SHELL)) || answer;
}

// Leave: the server tells the browser to empty itself, but for a sealed report that still waits.
async function leave(request) {
  const waits = (await all()).length > 0;
  try {
    if (!waits || request.method !== "GET") return await inTime(request);
    return await inTime(new Request(AWAY, { method: "POST", body: new URLSearchParams({ hold: "1" }) }));
  } catch (failure) {
    const other = await kept(AWAY);
    for (const name of await caches.keys()) await caches.delete(name);
    if (!waits) {
      await forget();
      await registration.unregister();
    }
    return other;
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(clients.claim()));

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const path = new URL(url).pathname;
  if (mode === "navigate" && path === AWAY && method === "GET") event.respondWith(leave(event.request));
  else if (mode === "navigate" && path.startsWith(SHELL) && method === "GET") event.respondWith(open(event.request));
  else if (path.startsWith("/static/worker/") && method === "GET") event.respondWith(caches.match(url).then((found) => found || fetch(event.request)));
});

self.addEventListener("sync", (event) => {
  event.waitUntil(
    sendAll().then((done) => {
      if (done.waiting && done.last.state !== "refused") throw new Error("try again"); // the browser asks again later
    }),
  );
});
