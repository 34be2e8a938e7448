// Answers every tap on the phone: which screen comes next, drawn from the kit's pieces, as the server would.
import { byServer, carry, putBack, typedIn } from "./carrying.js";
import { fill, screen } from "./pieces.js";

const CHOICES = ["hazard", "kind", "place_kind", "harm", "body_part"];

export class Screens {
  constructor(form, kit, act) {
    Object.assign(this, { form, kit, act, depth: 0, typed: {} });
    this.now = JSON.parse(form.dataset.now || "{}");
    this.place = Object.assign({}, kit.place);
    this.shown = form.elements.story ? "words" : "";
    form.addEventListener("click", (event) => {
      const button = event.target.closest("button[name]");
      if (!button || button.form !== form) return;
      event.preventDefault();
      this.touched(button.name, button.value, button);
    });
    addEventListener("popstate", ({ state }) => {
      if (!this.depth) return null;
      if (state >= this.depth) return void (this.depth = state); // Forward: what was taken back is asked again by itself
      if (this.shown !== "receipt" || this.held) return this.stepBack();
      this.held = true; // the code cannot be shown again: one touch of Back, by mistake, does not take it away
      return history.pushState(this.depth, "", "/r/");
    });
  }

  get hurt() { return this.kit.hurt.includes(this.now.kind); }

  get restricted() { return this.kit.restricted.includes(this.now.kind) || this.kit.restricted.includes(this.now.hazard); }

  get placed() { return this.now.place_kind || this.place.workplace; }

  get elsewhere() { return !this.now.workplace && !this.place.workplace; }

  get next() {
    if (!this.now.hazard) return "pictures";
    if (!this.now.kind) return "kind";
    if (!this.placed) return "place";
    if (this.hurt && !this.now.harm) return "harm";
    return this.hurt && !this.now.body_part ? "body" : "words";
  }

  // What a touched button does; whatever is not answered here is asked of the server.
  touched(name, value, button) {
    if (CHOICES.includes(name)) this.now[name] = value;
    else if (name === "workplace") Object.assign(this.now, { workplace: value, place_kind: "workplace", where: button.querySelector("span").firstChild.textContent });
    else if (name !== "go") return byServer(this, name, value);
    else if (value === "told") this.now.danger = true;
    else if (value === "back") return this.depth ? history.back() : this.next === "place" ? byServer(this, name, value) : this.stepBack();
    else if (value === "danger") return this.forward(value);
    else if (value === "stay") return null;
    else if (value === "send") return this.act.send(this);
    else if (value === "anyway") this.place = { workplace: "" };
    else if (value !== "tell" && value !== "next") return byServer(this, name, value);
    return this.forward(this.next);
  }

  forward(name) {
    this.depth += 1;
    history.pushState(this.depth, "", "/r/");
    return this.show(name);
  }

  stepBack() {
    this.depth = Math.max(0, this.depth - 1);
    if (this.shown === "danger") return this.show(this.next);
    const last = ["body_part", "harm", !this.place.workplace && "place_kind", "kind", "hazard"].find((name) => this.now[name]);
    if (last === "place_kind") this.now.workplace = this.now.where = "";
    if (last) delete this.now[last];
    else this.now.danger = false;
    return this.show(this.next);
  }

  show(name) {
    if (this.shown === "words") this.typed = typedIn(this.form); // in this page's memory only, until it is sealed or left
    const { form, kit } = this;
    const key = (this.restricted ? "r" : "") + (this.now.danger ? "d" : "") + (this.hurt ? "h" : "") + (this.elsewhere ? "e" : "");
    const piece = screen(kit, name === "words" ? name + key : name);
    const kept = [form.elements.way, form.querySelector("[data-so-far]"), this.languages || form.querySelector(".langs")];
    this.languages = kept[2];
    fill(form, piece);
    form.insertBefore(kept[0], form.firstChild);
    const room = form.querySelector(".langs");
    if (room && kept[2]) {
      kept[2].open = false;
      room.parentNode.replaceChild(kept[2], room);
    }
    this.shown = name;
    this.held = false;
    this.fit(name);
    carry(this);
    scrollTo(0, 0);
    const title = form.querySelector("h1:not([hidden])");
    if (title) Object.assign(title, { tabIndex: -1 }).focus({ preventScroll: true });
  }

  // What the piece cannot know: the picture that was touched, the promise, how old the kit is.
  fit(name) {
    const { form, kit } = this;
    if (Date.now() - kit.made > 900000) for (const each of form.querySelectorAll("[data-fresh]")) each.remove();
    const strip = this.now.danger && form.querySelector(".now");
    if (strip && name === "pictures") strip.remove();
    const promise = form.querySelector("[data-promise]");
    const again = form.querySelector("[data-again]");
    if (promise) promise.textContent = this.promise[0];
    if (again && Date.now() - kit.made < 86400000) again.textContent = this.promise[1];
    if (!this.place.workplace) for (const each of form.querySelectorAll(".where")) each.remove();
    if (name === "words") {
      this.sum(form.querySelector(".sum"));
      putBack(form, this.typed);
    }
    this.act.shown(name, form);
  }

  get promise() {
    const soon = this.restricted || this.kit.serious.includes(this.now.harm);
    return this.kit.promises[this.now.danger ? "now" : soon ? "day" : "days"];
  }

  sum(line) {
    const tile = screen(this.kit, "pictures").querySelector(`[name=hazard][value="${this.now.hazard}"]`);
    const row = screen(this.kit, "kind").querySelector(`[name=kind][value="${this.now.kind}"]`);
    line.replaceChild(document.importNode(tile.querySelector("svg"), true), line.querySelector("svg"));
    line.querySelector("span").firstChild.textContent = tile.textContent;
    const where = this.now.where || this.place.name;
    line.querySelector(".quiet").textContent = row.textContent + (where ? ` · ${where}` : "");
  }
}
