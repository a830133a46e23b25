/* Small comforts on every page. Each works on markup that also works without it; nothing here decides anything. */
(() => {
  "use strict";

  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  /* The server lists every fault at once in the reader's language; the browser would show one, in its own. */
  all("form").forEach((form) => { form.noValidate = true; });

  /* Leaving with unsaved text asks. A form takes part by data-guard; sending it is not leaving. */
  const unsaved = new Set();
  all("form[data-guard]").forEach((form) => {
    form.addEventListener("input", () => unsaved.add(form));
    form.addEventListener("submit", () => unsaved.delete(form));
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size) { event.preventDefault(); event.returnValue = ""; }
  });

  /* A second press must not send the same form twice; after coming back the button works again. */
  all("form[data-once]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "1";
      if (event.submitter) { event.submitter.setAttribute("aria-disabled", "true"); }
    });
  });
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    all("[aria-disabled]", form).forEach((button) => button.removeAttribute("aria-disabled"));
  }));

  /* Copy and print: buttons that only make sense with a script are hidden in the markup and shown here. */
  all("[data-copy]").forEach((button) => {
    if (!navigator.clipboard) { return; }
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = document.body.dataset.copied || label;
      setTimeout(() => { button.textContent = label; }, 2000);
    });
  });
  all("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  /* Tables: the whole row follows its first link; one box ticks the others; the number ticked is said. */
  document.addEventListener("click", (event) => {
    const row = event.target.closest("tr.row-link");
    if (!row || event.target.closest("a, button, input, label, select, summary, details")) { return; }
    if (String(window.getSelection())) { return; }
    const link = row.querySelector("a[href]");
    if (link) { link.click(); }
  });
  const boxes = (name) => all(`input[type="checkbox"][name="${CSS.escape(name)}"]`);
  const countChecked = () => all("[data-count-checked]").forEach((place) => {
    place.textContent = String(boxes(place.dataset.countChecked).filter((box) => box.checked).length);
  });
  document.addEventListener("change", (event) => {
    const { checkAll } = event.target.dataset;
    if (checkAll) { boxes(checkAll).forEach((box) => { if (!box.disabled) { box.checked = event.target.checked; } }); }
    if ("autoSubmit" in event.target.dataset) { event.target.form.requestSubmit(); }
    countChecked();
  });
  countChecked();

  /* Menus and confirmations are <details>: Escape, a click elsewhere and their own 先不做 close them. */
  const closable = "details.menu[open], details.confirm[open]";
  document.addEventListener("click", (event) => {
    const asked = event.target.closest("[data-close-details]");
    all(closable).forEach((box) => { if (asked || !box.contains(event.target)) { box.open = false; } });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") { return; }
    all(closable).forEach((box) => { box.open = false; box.querySelector("summary").focus(); });
  });
  all("[data-close-details]").forEach((button) => { button.hidden = false; });

  /* The list of errors is read first. */
  const first = document.querySelector("[data-focus]");
  if (first) { first.focus(); }

  /* A receipt says that the server has the sheet: the browser's own copy of the draft goes. */
  all("[data-forget-draft]").forEach((place) => {
    try { localStorage.removeItem(`reviewhub.draft.${place.dataset.forgetDraft}`); } catch { /* nothing was kept */ }
  });
})();
