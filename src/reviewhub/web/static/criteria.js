/* Choosing criteria: the server says what each would weigh; rows of own indicators are added and summed. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-criteria-points]");
  if (!form) { return; }
  const all = (selector, root) => Array.from(root.querySelectorAll(selector));

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
})();
