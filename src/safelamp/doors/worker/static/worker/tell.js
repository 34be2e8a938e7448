// The beginning: where this phone can seal, the page goes on by itself; everywhere else the server goes on as before.
import { all } from "./outbox.js";
import { kitFor } from "./keeping.js";
import { byServer, carry } from "./carrying.js";
import { Extras } from "./extras.js";
import { watch } from "./leaving.js";
import { dress, notice, say } from "./pieces.js";
import { Screens } from "./screens.js";
import { Sending, sendWaiting } from "./sending.js";

const form = document.querySelector("form[data-kit]");
const able = form && self.isSecureContext && self.crypto && crypto.subtle && self.fetch && self.URLSearchParams;

async function begin() {
  const kit = await kitFor(form);
  const told = []; // each report of this page
  const page = { kit, drop: () => told.forEach((each) => { each.made = null; }) };
  const sealing = import(kit.scripts[1]);
  sealing.catch(() => {});
  const extras = new Extras(kit.scripts[2]);
  let sending = null;
  const screens = new Screens(form, kit, {
    shown: (name) => name === "words" && extras.show(form),
    send: () => once(async () => {
      told.push(sending = new Sending(kit, sealing));
      let receipt = "";
      try {
        receipt = await sending.seal(screens, extras);
      } catch (failure) {
        return byServer(screens, "go", "send"); // every choice and every word goes with the form
      }
      return sending.show(screens, receipt);
    }),
  });
  if (screens.shown === "words") extras.show(form);
  dress(kit);
  form.enctype = "multipart/form-data";
  form.autocomplete = "off";
  watch(page);
  if (strange(kit)) {
    screens.place = { workplace: "" }; // whatever is touched now is not said of the workplace that this phone knows
    for (const each of form.querySelectorAll(".where")) each.remove();
    say(form.querySelector("main"), notice(kit, "strange"));
  }
  carry(screens);
  const work = async (parcel, asked) => {
    const { seal } = await sealing;
    return seal.withWork(parcel, asked.challenge, await seal.solve(asked.challenge, asked.bits));
  };
  const again = async () => (sending && sending.made ? sending.deliver() : (await all()).length && sendWaiting(form, kit, work));
  addEventListener("online", again);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  await again();
}

let busy = false;
async function once(act) {
  if (busy) return;
  busy = true;
  await act().finally(() => { busy = false; });
}

// Without a connection, at the address of a poster that this phone does not know.
function strange(kit) {
  const code = location.pathname.slice("/r/".length);
  return !form.elements.way.value && code && code.toUpperCase() !== (kit.begin.code || "").toUpperCase();
}

if (able) begin().catch(() => {});
