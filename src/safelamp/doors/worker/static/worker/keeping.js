// The kit: what the way needs without a connection. Kept on the phone, except where the worker's safety forbids it.
import { all } from "./outbox.js";
import { parsed } from "./pieces.js";

const NAME = "r";
const KIT = "/r/kit";
const FRESH = 6 * 3600000;

const page = (html, policy) =>
  new Response(html, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": policy,
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
    },
  });

async function asked(form) {
  const body = new URLSearchParams();
  for (const name of ["way", "so_far", "code", "union", "lang"]) {
    if (form.elements[name] && form.elements[name].value) body.set(name, form.elements[name].value);
  }
  body.set("go", "kit");
  body.set("lang", document.documentElement.lang);
  const first = document.querySelector(".tiles [name=hazard]");
  if (first) body.set("have", "first");
  const answer = await fetch("/r/", { method: "POST", body, cache: "no-store", credentials: "omit" });
  if (!answer.ok) throw new Error("no kit");
  const kit = await answer.json();
  if (first) kit.shell = thisPage(kit.nonce);
  if (!kit.hostile) await kept(kit, answer.headers.get("Content-Security-Policy") || "").catch(() => {});
  return kit;
}

// The first screen as it came, without the way that belongs to this visit.
function thisPage(nonce) {
  const copy = document.documentElement.cloneNode(true);
  copy.querySelector("[name=way]").removeAttribute("value");
  return `<!doctype html>${copy.outerHTML.replace(/<style[^>]*>/, `<style nonce="${nonce}">`)}`;
}

// The dull page, in the same dress.
function otherPage(kit) {
  const title = parsed(kit.calendar).querySelector("caption").textContent;
  const head = kit.shell.slice(0, kit.shell.indexOf("</head>")).replace(/<title>[^<]*/, `<title>${title}`);
  return `${head.replace("</style>", () => `${kit.styles}</style>`)}</head><body>${kit.calendar}</body></html>`;
}

const IDLE = 20000;

async function kept(kit, policy) {
  if (!self.caches || !navigator.serviceWorker) return;
  const store = await caches.open(NAME);
  await store.addAll(kit.scripts.slice(0, 2));
  await store.put(KIT, new Response(JSON.stringify(kit)));
  await store.put("/r/calendar/", page(otherPage(kit), policy));
  await store.put("/r/", page(kit.shell, policy));
  const mine = kit.scripts.concat(KIT, "/r/", "/r/calendar/").map((path) => new URL(path, location.href).href);
  for (const old of await store.keys()) if (!mine.includes(old.url)) await store.delete(old);
  await install();
  setTimeout(() => later(store, kit), IDLE);
}

// What nobody waits for: the scripts of photo and voice, the name and the icon for the phone's screen.
function later(store, kit) {
  store.add(kit.scripts[2]).catch(() => {});
  const link = document.createElement("link");
  Object.assign(link, { rel: "manifest", href: "/r/page.json" });
  document.head.appendChild(link);
}

// The service worker: opens the page without a connection and sends what waits after the page was closed.
export async function install() {
  if (navigator.serviceWorker) await navigator.serviceWorker.register("/r/page.js", { scope: "/r/" });
}

// Asks the phone to send what waits as soon as it can, even when this page is closed.
export async function sendLater() {
  try {
    await install();
    const ready = await navigator.serviceWorker.ready;
    if (ready.sync) await ready.sync.register("r");
  } catch (failure) {
    // the page itself sends when it is opened again
  }
}

// The kit for this page: what the phone kept if it fits, else from the server, else what it kept all the same.
export async function kitFor(form) {
  const old = await keptKit();
  const fits = old && old.language === document.documentElement.lang && old.mark === form.dataset.kit;
  const current = fits && old.scripts.some((path) => document.querySelector(`script[src="${path}"]`));
  if (current && Date.now() - old.made < FRESH && Date.now() >= old.made) return old;
  try {
    return await asked(form);
  } catch (failure) {
    if (old && (fits || !form.elements.way.value)) return old;
    throw failure;
  }
}

async function keptKit() {
  try {
    const found = await caches.match(KIT);
    return found ? await found.json() : null;
  } catch (failure) {
    return null;
  }
}

// Takes away the kit and everything that was installed; the worker that sends stays while something waits.
export async function putAway() {
  if (self.caches) for (const name of await caches.keys()) await caches.delete(name);
  if (!navigator.serviceWorker || (await all()).length) return;
  for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
}

// Whether the phone promises not to empty its store by itself.
export async function lasts() {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch (failure) {
    return false;
  }
}
