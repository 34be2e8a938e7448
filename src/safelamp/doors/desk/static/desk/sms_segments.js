// Counts, while an answer by SMS is written, how many text messages it takes. The server counts again before it goes.
"use strict";

const BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
  + "abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENDED = "\f^{}\\[~]|€";

function segments(text) {
  const signs = Array.from(text.replace(/[‘’‚‛]/g, "'").replace(/[“”„«»]/g, "\"").replace(/[–—‐‑−]/g, "-"));
  const plain = signs.every((sign) => BASIC.includes(sign) || EXTENDED.includes(sign));
  const width = (sign) => plain ? (EXTENDED.includes(sign) ? 2 : 1) : sign.length;
  const [alone, joined] = plain ? [160, 153] : [70, 67];
  if (signs.reduce((sum, sign) => sum + width(sign), 0) <= alone) return 1;
  let count = 1, used = 0;
  for (const sign of signs) {
    if (used + width(sign) > joined) { count += 1; used = 0; }
    used += width(sign);
  }
  return count;
}

const place = document.getElementById("segments");
const words = place && place.form.elements.text;
const show = () => { place.textContent = words.value ? place.dataset.say.replace("{count}", segments(words.value)) : ""; };
if (words) { words.addEventListener("input", show); show(); }
