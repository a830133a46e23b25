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

  /* The tree of a template: the criterion that is open is in sight, and the sums follow the points typed for it. */
  const tree = document.querySelector("[data-tree]");
  const here = tree && tree.querySelector("a[aria-current]");
  if (here) {
    const side = tree.parentElement;
    side.scrollTop += here.getBoundingClientRect().top - side.getBoundingClientRect().top - side.clientHeight / 2;
  }
  const weight = document.querySelector('form[data-guard] [name="points"]');
  const own = here && here.parentElement.querySelector("[data-weight]");
  if (weight && own) {
    const tenThousandths = (text) => (/^\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * 10000) : 0);
    const sum = (lines) => lines.reduce((total, line) => total + tenThousandths(line.dataset.weight), 0) / 10000;
    const weights = (root) => all("[data-weight]", root);
    weight.addEventListener("input", () => {
      own.dataset.weight = weight.value.normalize("NFKC").trim();
      own.textContent = own.dataset.weight || "—";
      const total = tree.querySelector("[data-total]");
      total.textContent = String(sum(weights(tree)));
      total.closest("li").classList.toggle("tree__heading--bad", total.textContent !== "100");
      let under = [];
      Array.from(tree.children).reverse().forEach((line) => {
        const place = line.querySelector("[data-sum]");
        if (place) { place.textContent = String(sum(under)); under = []; } else { under.push(...weights(line)); }
      });
    });
  }

  /* Choosing criteria: the server says what each would weigh; rows of own indicators are added and summed. */
  all("form[data-criteria-points]").forEach((form) => {
    const showSums = () => all("[data-own]", form).forEach((place) => {
      const points = all('[name$=".points"]', place).map((field) => field.value.normalize("NFKC").trim());
      const sum = points.reduce((whole, text) => whole + (/^\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * 10000) : 0), 0);
      place.querySelector("[data-own-sum]").textContent = String(sum / 10000);
    });
    const showWeights = async () => {
      const answer = await fetch(form.dataset.criteriaPoints, { method: "POST", body: new FormData(form) });
      if (!answer.ok) { return; }
      Object.entries(await answer.json()).forEach(([id, points]) => all(`[data-weight-of="${CSS.escape(id)}"]`, form)
        .forEach((place) => { place.textContent = points || "—"; }));
    };
    form.addEventListener("input", showSums);
    form.addEventListener("change", (event) => { if (event.target.name.startsWith("keep.")) { showWeights(); } });
    all("[data-add-own]", form).forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => {
        const rows = all("[data-own-row]", button.parentElement);
        const row = rows[rows.length - 1].cloneNode(true);
        row.removeAttribute("id");
        all("input, select", row).forEach((field) => {
          const name = field.name.replace(/\.\d+\.([a-z]+)$/, `.${rows.length + 1}.$1`);
          row.querySelector(`label[for="${CSS.escape(field.id)}"]`).htmlFor = name;
          Object.assign(field, { id: name, name, value: "" });
        });
        rows[rows.length - 1].after(row);
        row.querySelector("input").focus();
      });
    });
    showSums();
  });

  /* The list of errors is read first. */
  const first = document.querySelector("[data-focus]");
  if (first) { first.focus(); }

  /* A receipt says that the server has the sheet: the browser's own copy of the draft goes. */
  all("[data-forget-draft]").forEach((place) => {
    try { localStorage.removeItem(`reviewhub.draft.${place.dataset.forgetDraft}`); } catch { /* nothing was kept */ }
  });
})();
