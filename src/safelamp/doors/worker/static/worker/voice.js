// Records a voice of at most a minute, mono and small. It stays in memory; the microphone is let go at once.
import {blanked} from "./blank.js";

const LONGEST = 60, BITS = 20000;
const SORTS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"]; // the last: iPhones before 18.4

/** Records; `tell(event, value)` hears "time" (seconds), "there" ({bytes, type}), "refused", "none" or "empty". */
export function recorder(tell) {
  let stream = null, taping = null, clock = 0, wanted = 0;
  function letGo() {
    clearInterval(clock);
    if (stream) stream.getTracks().forEach(track => track.stop());
    stream = null;
  }
  function stop() {
    if (taping && taping.state !== "inactive") taping.stop();
    letGo();
  }
  function drop() {
    wanted++;
    stop();
    taping = null;
  }
  async function start() {
    drop();
    const mine = wanted;
    if (!canRecord()) return tell("none");
    try {
      const given = await navigator.mediaDevices.getUserMedia({audio: {channelCount: 1}});
      if (mine !== wanted) return given.getTracks().forEach(track => track.stop()); // thrown away while asking
      stream = given;
      taping = tape(given, async (parts, type) => {
        const bytes = blanked(await bytesOf(new Blob(parts)));
        if (mine === wanted) tell(bytes.length ? "there" : "empty", {bytes, type});
      });
    } catch (error) {
      letGo();
      return tell(/NotAllowed|Security|Permission/.test(error.name) ? "refused" : "none");
    }
    const begun = performance.now();
    stream.getTracks()[0].onended = stop; // the microphone was pulled out, or another program took it
    clock = setInterval(() => {
      const seconds = (performance.now() - begun) / 1000;
      tell("time", Math.min(LONGEST, seconds));
      if (seconds >= LONGEST) stop();
    }, 200);
    tell("time", 0);
  }
  addEventListener("pagehide", drop);
  document.addEventListener("visibilitychange", () => document.hidden && stop()); // nobody is recorded unseen
  return {start, stop, drop};
}

/** Wires the voice's buttons in `root`, which shows itself where there is a way to record; `bytes()`: what was said. */
export function voicePart(root) {
  const of = name => root.querySelector(`[data-voice=${name}]`);
  const say = root.querySelector("[role=status]"), sound = root.querySelector("audio");
  let said = null, address = "";
  const tape = recorder((event, value) => {
    if (event === "time") {
      if (of("stop").hidden) show("stop"), of("stop").focus();
      of("time").textContent = `0:${String(Math.floor(value)).padStart(2, "0")}`.replace("0:60", "1:00");
    } else if (event === "there") {
      said = value.bytes;
      address = sound.src = URL.createObjectURL(new Blob([said], {type: value.type}));
      show("drop");
      of("drop").focus();
    } else {
      clear();
      say.textContent = root.dataset[event];
    }
  });
  function show(name) {
    ["start", "stop", "drop"].forEach(each => { of(each).hidden = each !== name; });
    sound.hidden = name !== "drop";
    say.textContent = root.dataset[name] || "";
  }
  function clear() {
    tape.drop();
    if (said) said.fill(0);
    if (address) URL.revokeObjectURL(address);
    sound.removeAttribute("src");
    said = null;
    address = "";
    show("start");
  }
  of("start").addEventListener("click", () => { say.textContent = root.dataset.ask; tape.start(); });
  of("stop").addEventListener("click", tape.stop);
  of("drop").addEventListener("click", () => { clear(); of("start").focus(); });
  root.hidden = !canRecord();
  return {bytes: () => said, clear};
}

export function canRecord() {
  return !!(navigator.mediaDevices && navigator.mediaDevices.getUserMedia && self.MediaRecorder && sort());
}

function sort() {
  return SORTS.find(each => MediaRecorder.isTypeSupported(each));
}

function tape(stream, done) {
  const type = sort();
  const taping = new MediaRecorder(stream, {mimeType: type, audioBitsPerSecond: BITS}), parts = [];
  taping.ondataavailable = event => { if (event.data.size) parts.push(event.data); };
  taping.onstop = () => done(parts, type.split(";")[0]);
  taping.start();
  return taping;
}

function bytesOf(blob) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(new Uint8Array(reader.result));
    reader.onerror = failed;
    reader.readAsArrayBuffer(blob);
  });
}
