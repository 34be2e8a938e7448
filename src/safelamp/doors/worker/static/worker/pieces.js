// Screens come as HTML from the server's own templates; here they become parts of this page. No words, no markup here.
export const parsed = (html) => new DOMParser().parseFromString(html.replace(/<style[^]*?<\/style>/, ""), "text/html").body;

// A screen of the kit: the first one is a page of its own, the others share their lines.
export function screen(kit, name) {
  const piece = name === "pictures" ? parsed(kit.shell).querySelector("form") : parsed(kit.screens[name].map((line) => kit.lines[line]).join("\n"));
  for (const each of piece.querySelectorAll("[name=way],[data-so-far]")) each.remove();
  return piece;
}

// One of the small notices, by its name.
export function notice(kit, name) {
  const found = screen(kit, "notes").querySelector(`[data-note=${name}]`);
  return document.importNode(found, true);
}

// Shows a notice above the question, in place of an earlier one.
export function say(main, note) {
  for (const old of main.querySelectorAll("[data-note]")) old.remove();
  main.insertBefore(note, main.firstChild);
  note.scrollIntoView({ block: "nearest" });
}

// Puts new content into a node, moved over from another document.
export function fill(node, content) {
  while (node.firstChild) node.firstChild.remove();
  for (const each of [...content.childNodes]) node.appendChild(document.importNode(each, true));
}

// Style sheets that other screens need: the first screen's own, and the kit's. The policy wants the page's mark on them.
export function dress(kit) {
  const first = document.querySelector("style");
  if (!first || document.querySelector("style[data-more]")) return;
  const more = document.createElement("style");
  more.nonce = first.nonce;
  more.dataset.more = "";
  more.textContent = /<style[^>]*>([^]*?)<\/style>/.exec(kit.shell)[1] + kit.styles;
  document.head.appendChild(more);
}

// A form field that nobody sees.
export function hidden(name, value) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  return field;
}
