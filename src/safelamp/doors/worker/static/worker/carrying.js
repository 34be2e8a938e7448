// What is carried from screen to screen: typed words in memory only, choices as hidden fields, so that wherever the
// phone cannot go on the server can, and asks nothing twice.
import { hidden, notice, say } from "./pieces.js";

// Every field of the words screen, by name.
export function typedIn(form) {
  const typed = {};
  for (const field of form.querySelectorAll("textarea[name],input[name]:not([type=hidden]):not([type=file])")) {
    if (field.type !== "radio" || field.checked) typed[field.name] = field.value;
  }
  return typed;
}

export function putBack(form, typed) {
  for (const [name, value] of Object.entries(typed)) {
    for (const field of form.querySelectorAll(`[name="${name}"]`)) {
      if (field.type === "radio") field.checked = field.value === value;
      else field.value = value;
    }
  }
}

// The choices of `screens` as hidden fields of its form.
export function carry({ form, kit, now, place }) {
  const old = form.querySelector("[data-so-far]");
  if (old) old.remove();
  const all = document.createElement("div");
  all.dataset.soFar = "";
  all.hidden = true;
  const said = Object.assign({ so_far: "1" }, form.elements.way.value ? {} : kit.begin, now);
  if (place.workplace !== kit.place.workplace && said.code) Object.assign(said, { code: "", union: kit.keys.organisation });
  delete said.where;
  for (const [name, value] of Object.entries(said)) {
    if (value) all.appendChild(hidden(name, value === true ? "1" : value));
  }
  form.appendChild(all);
}

// The way without scripts: the same form to the same address, once it is known that somebody answers there.
export async function byServer(screens, name, value) {
  const { form, kit } = screens;
  try {
    await fetch("/r/page.json", { method: "HEAD", cache: "no-store", credentials: "omit" });
  } catch (failure) {
    return say(form.querySelector("main"), notice(kit, "away"));
  }
  carry(screens);
  form.appendChild(hidden(name, value));
  return form.submit();
}
