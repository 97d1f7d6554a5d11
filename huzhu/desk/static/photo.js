// Comfort only: large photographs are made smaller before they are sent. Without this they are sent as they are.
"use strict";

const LONGEST_PIXELS = 2400;
const SMALL_BYTES = 1500000;

async function smaller(file) {
  if (!file.type.startsWith("image/") || file.size < SMALL_BYTES) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_PIXELS / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return made && made.size < file.size ? new File([made], file.name, { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}

for (const input of document.querySelectorAll("input[data-photo]")) {
  input.addEventListener("change", async () => {
    const chosen = [...input.files];
    const button = input.form.querySelector("button[type=submit]");
    button.disabled = true;
    try {
      const files = new DataTransfer();
      for (const file of chosen) files.items.add(await smaller(file));
      input.files = files.files;
    } finally {
      button.disabled = false;
    }
  });
}
