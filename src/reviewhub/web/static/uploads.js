/* Many files at once, in pieces: progress is shown, a lost connection costs one piece, and choosing the same file again
   after a break goes on where it stopped. Without a script the form sends its files by itself. */
(() => {
  "use strict";

  const PIECE = 1024 * 1024;
  const PATIENCE = [1, 2, 5, 10, 20, 30, 30, 30];
  const words = document.querySelector("template[data-upload-words]");
  if (!words || !window.fetch || !File.prototype.slice) { return; }

  const say = (name, values = {}) => Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), words.dataset[name] || "");
  const pause = (seconds) => new Promise((done) => { setTimeout(done, seconds * 1000); });
  const key = (file) => `${file.name}|${file.lastModified}`.slice(0, 600);

  const digest = async (file) => {
    if (!window.crypto || !window.crypto.subtle) { return ""; }
    const sum = new Uint8Array(await window.crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    return Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const post = async (form, file, offset, piece) => {
    const query = new URLSearchParams({ key: key(file), size: file.size, offset });
    const answer = await fetch(`${form.dataset.upload}?${query}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream", Accept: "application/json", "X-CSRFToken": form.elements.csrf_token.value },
      body: piece,
    });
    const said = await answer.json().catch(() => ({}));
    if (answer.ok || answer.status === 409) { return said.received; }
    const refusal = new Error((said.problems && said.problems[0]) || said.detail || said.title || say("failed"));
    refusal.final = answer.status < 500;
    throw refusal;
  };

  /* One piece, tried again while the network is away; what the server refuses is refused at once. */
  const patiently = async (line, act) => {
    for (const wait of PATIENCE) {
      try { return await act(); } catch (error) {
        if (error.final) { throw error; }
        line.note.textContent = say("waiting", { seconds: wait });
        await pause(wait);
      }
    }
    return act();
  };

  const send = async (form, file, line) => {
    let there = await patiently(line, () => post(form, file, 0, new Blob()));
    while (there < file.size) {
      line.bar.value = there;
      line.note.textContent = say("sending", { percent: Math.floor((100 * there) / file.size) });
      there = await patiently(line, () => post(form, file, there, file.slice(there, there + PIECE)));
    }
    line.bar.value = file.size;
    line.note.textContent = say("checking");
    const sha256 = await digest(file);
    line.note.textContent = say("sent");
    return { name: file.name, key: key(file), size: file.size, sha256 };
  };

  const draw = (list, file) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const bar = document.createElement("progress");
    const note = document.createElement("span");
    name.textContent = file.name;
    bar.max = Math.max(file.size, 1);
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    note.className = "muted small";
    note.textContent = say("queued");
    item.append(name, bar, note);
    list.append(item);
    return { bar, note };
  };

  document.querySelectorAll("form[data-upload]").forEach((form) => {
    const input = form.querySelector('input[type="file"]');
    const list = document.createElement("ul");
    list.className = "uploads";
    list.setAttribute("aria-live", "polite");
    input.closest(".field").append(list);
    let busy = false;
    form.addEventListener("submit", async (event) => {
      if (!input.files.length || busy) { if (busy) { event.preventDefault(); } return; }
      event.preventDefault();
      busy = true;
      list.replaceChildren();
      form.querySelectorAll('input[name="uploaded"]').forEach((one) => one.remove());
      const files = Array.from(input.files);
      const lines = files.map((file) => draw(list, file));
      let failed = false;
      for (let index = 0; index < files.length; index += 1) {
        try {
          const sent = await send(form, files[index], lines[index]);
          const field = document.createElement("input");
          Object.assign(field, { type: "hidden", name: "uploaded", value: JSON.stringify(sent) });
          form.append(field);
        } catch (error) {
          failed = true;
          lines[index].note.className = "error";
          lines[index].note.textContent = error.message || say("failed");
        }
      }
      busy = false;
      if (failed) { return; }
      input.disabled = true;
      form.submit();
    });
  });
})();
