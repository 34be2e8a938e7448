// Records a screen's words with the microphone and puts the recording into the form's file field when it is sent.
import {voicePart} from "../worker/voice.js";

const form = document.getElementById("recording");
const voice = voicePart(document.getElementById("voice"));
form.addEventListener("submit", () => {
  const bytes = voice.bytes();
  if (!bytes) return;
  const held = new DataTransfer();
  held.items.add(new File([bytes], "recording"));
  form.querySelector("input[type=file]").files = held.files;
});
