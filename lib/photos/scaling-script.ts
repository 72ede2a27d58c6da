import { createHash } from "node:crypto";

/**
 * The one script of a patient's page, on the photo screen: before the form is sent it makes each photo a
 * JPEG of at most 1600 pixels, which takes its metadata off on the phone and reads what only the phone can.
 * What it can't read goes as it is, and the server says so. Without it everything works, only slower.
 */
export const SCALING_SCRIPT = `(() => {
  const form = document.getElementById("photos");
  if (!form || !window.createImageBitmap || !window.DataTransfer) return;
  const button = form.querySelector("button");
  const label = button.textContent;
  let busy = false;
  const wait = (on) => {
    busy = on;
    button.setAttribute("aria-disabled", String(on));
    button.textContent = on ? form.dataset.scaling : label;
  };
  const smaller = async (file) => {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, 1600 / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const context = canvas.getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return new File([blob], "photo.jpg", { type: "image/jpeg" });
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    wait(true);
    for (const input of form.querySelectorAll("input[type=file]")) {
      const file = input.files[0];
      if (!file || input.dataset.scaled) continue;
      try {
        const files = new DataTransfer();
        files.items.add(await smaller(file));
        form.elements[input.name.replace("photo", "taken")].value = String(file.lastModified);
        input.files = files.files;
        input.dataset.scaled = "yes";
      } catch {}
    }
    form.submit();
  });
  form.addEventListener("change", (event) => delete event.target.dataset.scaled);
  window.addEventListener("pageshow", () => wait(false));
})();`;

/** What a content security policy calls the script: nothing but this very text runs. */
export const SCALING_SCRIPT_SOURCE = `'sha256-${createHash("sha256").update(SCALING_SCRIPT).digest("base64")}'`;
