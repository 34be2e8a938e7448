// On the page of answers a voice or a small photo may go along; what makes them comes only when somebody touches it.
const room = document.getElementById("voice"), photo = document.getElementById("photo");
const start = room.querySelector("[data-voice=start]");
let voice = null;

async function speak() {
  start.removeEventListener("click", speak);
  const {voicePart} = await import("./voice.js");
  voice = voicePart(room);
  start.click();
}

async function shrink() {
  photo.removeEventListener("change", shrink);
  const {photoPart} = await import("./photo.js");
  photoPart(document);
  photo.dispatchEvent(new Event("change"));
}

function carry() {
  const said = voice && voice.bytes();
  if (!said) return;
  const held = new DataTransfer(), field = document.createElement("input");
  held.items.add(new File([said], "voice"));
  field.type = "file";
  field.name = "voice";
  field.hidden = true;
  field.files = held.files;
  photo.form.append(field);
}

room.hidden = !(navigator.mediaDevices && self.MediaRecorder && self.DataTransfer);
start.addEventListener("click", speak);
photo.addEventListener("change", shrink);
photo.form.addEventListener("submit", carry);
