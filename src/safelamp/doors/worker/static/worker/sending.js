// Send: seals on the phone, keeps the parcel, shows the code at once, and says honestly where the report is.
import { alone, drop, entry, keep, send, sendAll } from "./outbox.js";
import { lasts, sendLater } from "./keeping.js";
import { fill, notice, say } from "./pieces.js";

const PAUSES = [5, 15, 30, 60, 120]; // seconds

function words(form, now) {
  const said = (name) => {
    const field = form.querySelector(`[name=${name}]:checked,textarea[name=${name}],input[name=${name}]:not([type=radio])`);
    return field ? field.value.trim() : "";
  };
  return {
    story: said("story"), contact: said("contact"), place: said("place"), people: said("people"),
    body_part: now.body_part || "", when: said("when") || "now", who: said("who") || "no_one", shut_to: said("shut") || "readers",
  };
}

export class Sending {
  constructor(kit, sealing) {
    Object.assign(this, { kit, sealing, made: null, tries: 0 });
  }

  // Seals what stands on the words screen; throws where this phone cannot.
  async seal(screens, extras) {
    const { form, now, kit, place } = screens;
    const taken = await extras.taken();
    const { seal } = await this.sealing;
    const { who, shut_to, ...rest } = words(form, now);
    const choices = {
      shut_to, kind: now.kind, hazard: now.hazard, danger_now: !!now.danger, harm: screens.hurt ? now.harm : "",
      workplace: now.workplace || place.workplace || "", place_kind: now.place_kind || "workplace",
      way: form.elements.way.value,
    };
    const sealed = await seal.sealReport(kit.keys, choices, Object.assign(rest, { who_may_know: kit.who[who] }), Object.assign(taken, { language: kit.language }));
    extras.clear();
    this.made = entry(sealed.id, sealed.parcel);
    return sealed.receipt;
  }

  // Shows the code and keeps the report, in a hostile profile only where the worker says so.
  async show(screens, receipt) {
    screens.typed = {};
    screens.show("receipt");
    const code = screens.form.querySelector(".ticket .code");
    const groups = receipt.match(/.{4}/g);
    [...code.children].forEach((each, number) => { each.textContent = groups[number]; });
    this.code = code;
    code.setAttribute("aria-label", groups.map((each) => [...each].join(" ")).join(", "));
    this.danger = screens.now.danger;
    screens.now = {};
    this.place = screens.form;
    this.place.addEventListener("click", (event) => this.chose(event.target.closest("[data-do]")));
    if (!this.kit.hostile) await this.keep();
    this.deliver(); // not waited for: another report may be told meanwhile
  }

  async keep() {
    try {
      await keep(this.made);
      this.kept = true;
    } catch (failure) {
      this.kept = false; // no room, or a private window: it waits in this page only, and the page says so
    }
  }

  async deliver() {
    clearTimeout(this.clock);
    const answer = await alone(() => this.once()); // never beside another tab or the service worker
    if (!answer) return null;
    if (answer.taken) return answer.state === "kept_unreadable" ? this.state("refused", answer.say) : this.state("arrived");
    if (answer.state === "refused") return this.state("refused", answer.say);
    this.state(this.kept ? "saved" : this.kit.hostile && this.kept === undefined ? "ask" : "open", answer.state === "busy" ? answer.say : "");
    if (this.kept) sendLater();
    const pause = answer.retry || PAUSES[Math.min(this.tries, PAUSES.length - 1)];
    this.tries += 1;
    this.clock = setTimeout(() => this.made && this.deliver(), pause * 1000);
    return answer;
  }

  async once() {
    if (!this.made) return null; // it has just been sent
    const answer = await send(this.made, (parcel, asked) => this.work(parcel, asked));
    if (!this.made) return null; // deleted meanwhile: nothing is kept or installed for it any more
    if (!answer.taken) return answer;
    const { id } = this.made;
    this.made = null;
    if (this.kept) await drop(id).catch(() => {});
    return answer;
  }

  async work(parcel, asked) {
    const { seal } = await this.sealing;
    return seal.withWork(parcel, asked.challenge, await seal.solve(asked.challenge, asked.bits));
  }

  async state(name, said) {
    if (!this.code.isConnected) return; // another screen is shown, perhaps another report's code: this is not said of that
    const promised = name === "saved" && (await lasts());
    for (const each of this.place.querySelectorAll("[data-state]")) {
      const fits = each.dataset.state.split(" ").includes(name);
      each.hidden = !fits || (each.dataset.only === "danger" && !this.danger) || (each.dataset.only === "short" && promised);
    }
    for (const each of this.place.querySelectorAll("[data-said]")) Object.assign(each, { textContent: said || "", hidden: !said });
  }

  async chose(button) {
    const what = button && this.made ? button.dataset.do : "";
    if (what === "keep") await this.keep();
    if (what === "nokeep") this.kept = false;
    if (what === "keep" || what === "nokeep" || what === "again") this.deliver();
  }
}

// What waited from an earlier visit: sent now, and said on the first screen.
export async function sendWaiting(form, kit, work) {
  const done = await sendAll(work);
  const main = form.querySelector("main");
  if (done.waiting) {
    const note = notice(kit, done.last.state === "refused" ? "refused" : "waits");
    if (done.last.state === "refused") fill(note.querySelector("[data-said]"), { childNodes: [document.createTextNode(done.last.say || "")] });
    say(main, note);
  } else if (done.taken) say(main, notice(kit, "arrived"));
  return done;
}
