// Leave quickly, and delete from this phone: first another page at once, then everything that was kept goes.
import { all, forget } from "./outbox.js";
import { fill, hidden, parsed } from "./pieces.js";
import { putAway } from "./keeping.js";

const AWAY = "/r/calendar/";

function showSomethingElse(kit) {
  fill(document.body, parsed(kit.calendar));
  document.title = document.querySelector("caption").textContent;
  history.replaceState(0, "", "/r/");
}

async function goOn(to, hold) {
  const body = new URLSearchParams(hold ? { hold: "1" } : {});
  await fetch(AWAY, { method: "POST", body, cache: "no-store", credentials: "omit" });
  if (!to && !hold) return location.assign(AWAY);
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: AWAY });
  if (to) form.appendChild(hidden("to", to));
  if (hold) form.appendChild(hidden("hold", "1"));
  document.body.appendChild(form);
  return form.submit();
}

// Leaves; a sealed report that still waits stays, everything else goes.
export async function leave(kit, to) {
  showSomethingElse(kit);
  const hold = (await all()).length > 0;
  await putAway().catch(() => {});
  if (!hold) await forget();
  await goOn(to, hold).catch(() => {}); // without a connection the other page simply stays
}

// Deletes the report that waits, too, and leaves.
export async function deleteAll(kit, to) {
  await forget();
  await leave(kit, to);
}

// Takes over the Leave button of every screen and the Delete buttons.
export function watch(page) {
  document.addEventListener("click", (event) => {
    const end = event.target.closest(".top .end");
    const gone = event.target.closest("[data-do=delete]");
    if (!end && !gone) return;
    event.preventDefault();
    if (gone) page.drop(); // this page stays open without a connection: what it still holds must not be sent later
    const to = document.querySelector(".top .end[name=to]");
    (gone ? deleteAll : leave)(page.kit, to ? to.value : "");
  });
}
