// Photo and voice on the words screen. Their scripts come when they are touched, or later, when nothing else is loaded.
export class Extras {
  constructor(address) {
    this.address = address;
    this.parts = null;
  }

  // Waits on a words screen for a touch on either.
  show(form) {
    this.parts = null;
    this.field = form.querySelector("#photo");
    const room = form.querySelector("#voice");
    const start = room.querySelector("[data-voice=start]");
    room.hidden = !(navigator.mediaDevices && self.MediaRecorder);
    const once = (what, event, again) => {
      const wire = () => {
        what.removeEventListener(event, wire);
        if (!this.parts) this.wire(form, room).then(again, () => {});
      };
      what.addEventListener(event, wire);
    };
    once(start, "click", () => start.click());
    once(this.field, "change", () => this.field.dispatchEvent(new Event("change")));
  }

  async wire(form, room) {
    const { photo, voice } = await import(this.address);
    this.parts = { photo: photo.photoPart(form), voice: voice.voicePart(room) };
  }

  // What is to be sealed; throws where a photo was chosen and could not be made small.
  async taken() {
    if (!this.parts && this.field.files.length) throw new Error("the photo is as it was");
    return this.parts ? { photo: await this.parts.photo.bytes(), voice: this.parts.voice.bytes() } : {};
  }

  clear() {
    if (this.parts) for (const part of Object.values(this.parts)) part.clear();
    this.parts = null;
  }
}
