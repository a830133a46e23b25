/* The score sheet: live totals, reasons that open when the rule asks, drafts that are never lost.
   The rule of each scorer lives on the server; this script adds up what the server or a plain number field gives.
   Markup: form[data-sheet] with section[data-criterion]; the words come from <template data-sheet-words>. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-sheet]");
  if (!form) { return; }

  const QUIET = 800;                       // ms without typing before a draft is sent
  const RETRY = [5000, 10000, 20000, 60000];
  const OWN = new Set(["csrf_token", "version", "idempotency_key", "measured", "save", "submit"]);
  const words = document.querySelector("template[data-sheet-words]").dataset;
  const say = (key, values = {}) => (words[key] || "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const store = {                          // a browser may refuse to keep anything; then the server's copy is all there is
    get: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
    set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* refused */ } },
    drop: (name) => { try { localStorage.removeItem(name); } catch { /* refused */ } },
  };
  const one = (selector, root = form) => root.querySelector(selector);
  const all = (selector, root = form) => Array.from(root.querySelectorAll(selector));
  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children);
    return made;
  };

  /* ── Numbers: what the server will read is what is shown ─────────────────────────────────────────────── */
  const plain = (text) => text
    .replace(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xFEE0))
    .replace(/。/g, ".").replace(/[\s\u3000]/g, "");
  const number = (text) => (/^\d+(\.\d+)?$/.test(plain(text)) ? Number(plain(text)) : null);
  const scaled = (value) => Math.round(Number(value) * 10000);              // whole ten-thousandths add exactly
  const printed = (sum) => (Math.floor((sum + 50) / 100) / 100).toFixed(2);   // half up

  /* ── One criterion ───────────────────────────────────────────────────────────────────────────────────── */
  const criteria = all("[data-criterion]").map((place) => {
    const id = place.dataset.criterion;
    return {
      id, place,
      full: Number(place.dataset.full), worth: Number(place.dataset.worth), step: Number(place.dataset.step || 1), rule: place.dataset.reason || "never",
      points: one(`[name="${CSS.escape(`${id}.points`)}"]`, place),
      na: one(`[name="${CSS.escape(`${id}.na`)}"]`, place),
      reason: one(`[name="${CSS.escape(`${id}.reason`)}"]`, place),
      found: one(`[name="${CSS.escape(`${id}.found`)}"][type="checkbox"]`, place), unmet: one('input[type="radio"][value="no"]', place),
      reasonPlace: one("[data-reason-field]", place), reasonButton: one("[data-open-reason]", place),
      known: place.dataset.points ? place.dataset.points : null, opened: false,
      measured: all("[data-measured-for]", place).map((note) => ({ note, input: one(`[name="${CSS.escape(note.dataset.measuredFor)}"]`, place) })),
    };
  });
  const isBeside = (criterion) => "beside" in criterion.place.dataset;   // vetoes and pre-conditions carry no points
  const isVeto = (criterion) => isBeside(criterion) && criterion.found !== null;
  const scoredOnes = criteria.filter((criterion) => !isBeside(criterion));
  const byId = new Map(criteria.map((criterion) => [criterion.id, criterion]));
  let missing = new Set();

  const fault = (criterion) => {
    if (!criterion.points || !plain(criterion.points.value)) { return ""; }
    const value = number(criterion.points.value);
    if (value === null) { return plain(criterion.points.value).startsWith("-") ? say("notNegative") : say("notANumber"); }
    if (value > criterion.full) { return say("outOfRange", { low: 0, high: criterion.full }); }
    if (criterion.place.dataset.step && scaled(value) % scaled(criterion.step)) { return say("offStep", { step: criterion.step }); }
    return "";
  };
  const pointsOf = (criterion) => {
    if (criterion.na && criterion.na.checked) { return criterion.place.dataset.leftOut === "full" ? criterion.worth : null; }
    if (!criterion.points) { return criterion.known === null ? null : Number(criterion.known); }
    const value = fault(criterion) ? null : number(criterion.points.value);
    return value === null ? null : Math.round(scaled(value) * scaled(criterion.worth) / scaled(criterion.full)) / 10000;
  };
  const touched = (criterion) => all("[name]", criterion.place).some((field) => field !== criterion.reason
    && field.name !== `${criterion.id}.evidence` && (field.type === "checkbox" || field.type === "radio" ? field.checked : plain(field.value) !== ""));
  /* A measured value fills its input in; another number needs a reason, an empty input counts as the measured one. */
  const digits = (text) => plain(text).replace(/^0+(?=\d)/, "").replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");   /* exact, as the server compares */
  const repeats = ({ note, input }) => note.dataset.measured !== "" && number(input.value) !== null && digits(input.value) === note.dataset.measured;
  const contradicts = (one) => one.note.dataset.measured !== "" && number(one.input.value) !== null && !repeats(one);
  const showMeasured = (criterion) => criterion.measured.forEach((one) => {
    const wrong = contradicts(one) && !(criterion.na && criterion.na.checked);
    show(one.note, wrong ? one.note.dataset.contradicted : one.note.dataset.filled);
    one.note.classList.toggle("measured--contradicted", wrong);
  });
  const takeMeasured = (sent) => criteria.forEach((criterion) => criterion.measured.forEach((one) => {
    const told = sent[one.note.dataset.measuredFor] || { value: "", filled: "", contradicted: "" };
    if (repeats(one) || (!plain(one.input.value) && document.activeElement !== one.input)) { one.input.value = told.value; }
    Object.assign(one.note.dataset, { measured: told.value, filled: told.filled, contradicted: told.contradicted });
  }));
  const wantsReason = (criterion, points) => {
    if (criterion.na && criterion.na.checked) { return true; }
    if (criterion.measured.some(contradicts)) { return true; }
    if (isVeto(criterion)) { return criterion.found.checked; }
    if (criterion.rule === "always") { return true; }
    if (points === null || criterion.rule === "never") { return false; }
    return points === 0 || (criterion.rule === "below_full" ? points < criterion.worth : points === criterion.worth);
  };
  const unfinished = (criterion) => {
    const points = pointsOf(criterion);
    const scored = isVeto(criterion) || (criterion.na && criterion.na.checked) || points !== null || (!criterion.points && touched(criterion));
    const owes = criterion.reason && wantsReason(criterion, points) && !criterion.reason.value.trim();
    return !scored || owes || missing.has(criterion.id);
  };

  const showFault = (criterion, text) => {
    const id = `${criterion.place.id}-live`;
    let place = document.getElementById(id);
    if (!place && text) {
      place = element("p", { class: "error", id });
      (one(".criterion__input", criterion.place) || criterion.place).after(place);
    }
    if (place) { place.textContent = text; place.hidden = !text; }
    if (criterion.points) { criterion.points.toggleAttribute("aria-invalid", false); }
    if (criterion.points && text) { criterion.points.setAttribute("aria-invalid", "true"); }
  };
  const forgetRefusal = (criterion) => {   // what the server refused at the last attempt has been mended since
    one(".error[id$='-error']", criterion.place).textContent = "";
    criterion.place.classList.remove("criterion--bad");
  };
  const showReason = (criterion, points) => {
    if (!criterion.reasonPlace || !criterion.reason) { return; }
    const wanted = wantsReason(criterion, points);
    const open = wanted || criterion.opened || (isBeside(criterion) && criterion.unmet?.checked) || criterion.reason.value.trim() !== "" || document.activeElement === criterion.reason;
    criterion.reasonPlace.hidden = !open;
    criterion.reason.setAttribute("aria-required", String(wanted));
    const mark = one("[data-reason-required]", criterion.reasonPlace);
    if (mark) {                            // the rule of the points is not why, where a measured value is contradicted
      mark.hidden = !wanted;
      mark.dataset.rule = mark.dataset.rule || mark.textContent;
      show(mark, criterion.measured.some(contradicts) ? say("must") : mark.dataset.rule);
    }
    if (criterion.reasonButton) { criterion.reasonButton.hidden = open; }
    const evidence = isVeto(criterion) && one(".criterion__evidence", criterion.place);
    if (evidence) { evidence.hidden = !open && !one("input", evidence).value; }
  };
  const showAnchors = (criterion) => {
    all("button[data-anchor]", criterion.place).forEach((button) => {
      const chosen = criterion.points && number(criterion.points.value) === Number(button.dataset.anchor);
      button.setAttribute("aria-pressed", String(Boolean(chosen)));
    });
    all("label.anchor", criterion.place).forEach((label) => label.classList.toggle("anchor--chosen", one("input", label).checked));
  };

  /* ── Totals ──────────────────────────────────────────────────────────────────────────────────────────── */
  const sum = (list) => printed(list.map(pointsOf).reduce((whole, points) => whole + (points === null ? 0 : scaled(points)), 0));
  const full = (list) => list.reduce((whole, criterion) => whole + scaled(criterion.worth), 0);
  const total = () => {                    // what is left out is scaled up from the rest, as on the server
    const counted = scoredOnes.filter((criterion) => !(criterion.na && criterion.na.checked && pointsOf(criterion) === null));
    const gained = scaled(sum(counted));
    return counted.length ? printed(Math.round(gained * full(scoredOnes) / full(counted))) : printed(0);
  };
  const show = (place, text) => { if (place && place.textContent !== text) { place.textContent = text; } };
  const showLeft = () => {
    const left = criteria.filter(unfinished);
    const place = one("[data-sheet-left]");
    if (!place) { return; }
    const text = left.length ? say("left", { count: left.length }) : say("complete");
    if (place.textContent === text && (!left.length || one("a", place)?.hash === `#${left[0].place.id}`)) { return; }
    place.replaceChildren(left.length ? element("a", { href: `#${left[0].place.id}`, title: say("firstLeft") }, text) : text);
  };
  const refresh = () => {
    criteria.forEach((criterion) => {
      const points = pointsOf(criterion);
      show(one("[data-points-of]", criterion.place), points === null ? "—" : printed(scaled(points)));
      criterion.place.toggleAttribute("data-na", Boolean(criterion.na && criterion.na.checked));
      showMeasured(criterion);
      showReason(criterion, points);
      showAnchors(criterion);
    });
    all("[data-case]").forEach((place) => {   /* only the elements of the case that was picked count */
      const [name, value] = place.dataset.case.split("=");
      const picked = one(`[name="${CSS.escape(name)}"]:checked`);
      place.hidden = !picked || picked.value !== value;
    });
    all("[data-group]").forEach((group) => show(one("[data-subtotal]", group),
      sum(criteria.filter((criterion) => group.contains(criterion.place)))));
    show(one("[data-sheet-total]"), total());
    showLeft();
  };

  /* ── Drafts: one small request at a time; the browser keeps what the server does not have yet ────────── */
  const key = `reviewhub.draft.${form.dataset.key}`;
  const stateLine = one("[data-sheet-state]");
  let timer = 0, sending = null, changed = false, failures = 0, conflict = null, signedOut = false;

  const answers = () => {
    const flat = {};
    new FormData(form).forEach((value, name) => { if (!OWN.has(name) && typeof value === "string") { flat[name] = value; } });
    return flat;
  };
  const typed = () => {                    // what only repeats a measured value stays blank, and follows when that is corrected
    const flat = answers();
    criteria.forEach((criterion) => criterion.measured.filter(repeats).forEach(({ input }) => { flat[input.name] = ""; }));
    return flat;
  };
  const same = (a, b) => [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => (a[name] ?? "") === (b[name] ?? ""));
  const fill = (flat) => {
    Array.from(form.elements).forEach((field) => {
      if (!field.name || OWN.has(field.name) || field.type === "file") { return; }
      if (field.type === "checkbox" || field.type === "radio") { field.checked = flat[field.name] === field.value; }
      else { field.value = flat[field.name] ?? ""; }
    });
    refresh();
  };
  const state = (text, kind = "") => {
    if (stateLine) { stateLine.textContent = text; stateLine.dataset.kind = kind; }
  };
  const keepHere = () => store.set(key, JSON.stringify({ answers: answers(), at: new Date().toLocaleString() }));
  const forgetHere = () => store.drop(key);
  const setVersion = (version) => {
    form.dataset.version = version;
    const field = one('[name="version"]');
    if (field) { field.value = version; }
  };
  const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };

  const accepted = (body) => {
    failures = 0;
    signedOut = false;
    setVersion(body.version);
    Object.entries(body.points || {}).forEach(([id, points]) => { const criterion = byId.get(id); if (criterion) { criterion.known = points; } });
    state(say("saved", { time: body.saved_at }));
    if (changed) { later(QUIET); return; }
    forgetHere();
    takeMeasured(body.measured || {});
    const known = one('[name="measured"]');
    if (known) { known.value = body.known ?? known.value; }
    missing = new Set(body.missing || []);
    refresh();
    criteria.forEach((criterion) => showFault(criterion, fault(criterion) || (body.problems || {})[criterion.id] || ""));
    criteria.filter((criterion) => !unfinished(criterion) && !(body.problems || {})[criterion.id]).forEach(forgetRefusal);
    if (body.total) { show(one("[data-sheet-total]"), body.total); }
  };
  const failed = (text, again) => {
    changed = true;
    keepHere();
    state(text, "warn");
    if (again) { later(RETRY[Math.min(failures, RETRY.length - 1)]); failures += 1; }
  };
  const heard = async (response) => {
    const body = await response.json().catch(() => ({}));
    if (response.ok && "version" in body) { accepted(body); return; }
    if (response.status === 409 && body.answers) { failed(say("unsaved"), false); choose(body); return; }
    if (response.ok || response.status === 401 || response.status === 400) { signedOut = true; failed(say("signedOut"), false); return; }
    if (response.status >= 500 || response.status === 429) { failed(say("failing"), true); return; }
    failed(say("refused", { message: body.message || body.detail || body.title || "" }), false);
  };
  const send = async () => {
    changed = false;
    state(say("saving"));
    const token = one('[name="csrf_token"]');
    try {
      await heard(await fetch(form.dataset.draftUrl, {
        method: "PUT", credentials: "same-origin", redirect: "manual",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token ? token.value : "" },
        body: JSON.stringify({ version: Number(form.dataset.version), answers: typed() }),
      }));
    } catch { failed(say("offline"), true); }
  };
  function save() {
    clearTimeout(timer);
    if (conflict || sending || !form.dataset.draftUrl) { return; }
    sending = send().finally(() => { sending = null; });
  }
  const edited = () => { changed = true; state(say("unsaved")); if (!conflict) { later(QUIET); } };

  /* ── A choice between two versions, both in sight ────────────────────────────────────────────────────── */
  const shortText = (label) => (label.querySelector("span:not(.required)") || label.firstChild).textContent.trim();
  const nameOf = (name) => {
    const field = one(`[name="${CSS.escape(name)}"]`);
    const place = field && field.closest("[data-criterion]");
    if (place && field.type === "radio") { return `${place.dataset.criterion} ${one("h3", place).lastChild.textContent.trim()}`; }
    const label = field && field.labels && field.labels[0] ? shortText(field.labels[0]) : name;
    return place ? `${place.dataset.criterion} ${label}` : label;
  };
  const choice = (text, mine, theirs, buttons) => {
    const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].filter((name) => (mine[name] ?? "") !== (theirs[name] ?? ""));
    const row = (cells, tag = "td") => element("tr", {}, ...cells.map((cell) => element(tag, {}, cell || "—")));
    const box = element("div", { class: "alert alert--warn sheet-choice", role: "alert", id: "sheet-choice" },
      element("p", {}, text),
      element("table", { class: "table" },
        element("thead", {}, row([say("conflictField"), say("mine"), say("theirs")], "th")),
        element("tbody", {}, ...names.map((name) => row([nameOf(name), mine[name], theirs[name]])))));
    const actions = element("div", { class: "actions" });
    buttons.forEach(([label, kind, act]) => {
      const button = element("button", { type: "button", class: `button button--${kind}` }, label);
      button.addEventListener("click", () => { box.remove(); act(); });
      actions.append(button);
    });
    box.append(actions);
    one("#sheet-choice")?.remove();
    (one("[data-group]") || form.firstElementChild).before(box);
    if (stateLine) { stateLine.replaceChildren(element("a", { href: "#sheet-choice" }, say("choose"))); stateLine.dataset.kind = "warn"; }
    return box;
  };
  const choose = (body) => {
    conflict = body;
    const settle = (act) => () => { conflict = null; setVersion(body.version); act(); };
    choice(say("conflict", { time: body.saved_at }), answers(), body.answers, [
      [say("keepMine"), "primary", settle(() => save())],
      [say("takeTheirs"), "secondary", settle(() => { fill(body.answers); changed = false; forgetHere(); save(); })],
    ]);
  };
  const offerKept = () => {
    const kept = JSON.parse(store.get(key) || "null");
    if (!kept || !kept.answers) { return; }
    if (same(kept.answers, answers())) { forgetHere(); return; }
    choice(say("found", { time: kept.at }), kept.answers, answers(), [
      [say("restore"), "primary", () => { fill(kept.answers); edited(); save(); }],
      [say("discard"), "quiet", () => { forgetHere(); state(form.dataset.savedAt ? say("saved", { time: form.dataset.savedAt }) : ""); }],
    ]);
  };

  /* ── What the hands do ───────────────────────────────────────────────────────────────────────────────── */
  const criterionOf = (node) => byId.get(node.closest("[data-criterion]")?.dataset.criterion);
  form.addEventListener("input", (event) => {
    const criterion = criterionOf(event.target);
    if (criterion) { missing.delete(criterion.id); showFault(criterion, ""); }
    refresh();
    edited();
  });
  form.addEventListener("change", (event) => {
    const criterion = criterionOf(event.target);
    if (event.target.classList.contains("score")) { event.target.value = plain(event.target.value); }
    const emptied = criterion && criterion.measured.find(({ input }) => input === event.target && !plain(input.value));
    if (emptied) { emptied.input.value = emptied.note.dataset.measured; refresh(); }
    if (criterion) { showFault(criterion, fault(criterion)); }
  });
  form.addEventListener("click", (event) => {
    const anchor = event.target.closest("button[data-anchor]");
    const opener = event.target.closest("[data-open-reason]");
    const criterion = criterionOf(event.target);
    if (anchor && criterion && criterion.points) {
      criterion.points.value = anchor.dataset.anchor;
      criterion.points.dispatchEvent(new Event("input", { bubbles: true }));
      criterion.points.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (opener && criterion) { criterion.opened = true; refresh(); criterion.reason.focus(); }
    if (event.target.closest("[data-sheet-left] a")) {
      const next = criteria.find(unfinished);
      event.preventDefault();
      next.place.scrollIntoView({ block: "center" });
      const owes = next.reason && (pointsOf(next) !== null || (isVeto(next) && next.found.checked)) && !next.reasonPlace.hidden;
      (owes ? next.reason : one("input:not([type=hidden]), textarea", next.place)).focus({ preventScroll: true });
    }
  });
  const stepBy = (input, direction) => {
    const criterion = criterionOf(input);
    const whole = criterion && input === criterion.points;
    const step = scaled(whole ? criterion.place.dataset.pace || criterion.step : 1);
    const high = whole ? scaled(criterion.full) : Infinity;
    const now = number(input.value);
    const next = now === null ? (direction > 0 ? 0 : Math.min(high, step)) : scaled(now) + direction * step;
    input.value = String(Math.max(0, Math.min(high, next)) / 10000);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const nextScore = (input) => {
    const fields = all("input.score, .anchor input, .choices input, [data-reason-field]:not([hidden]) textarea");
    return fields[fields.indexOf(input) + 1];
  };
  form.addEventListener("keydown", (event) => {
    if (event.isComposing) { return; }
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      form.requestSubmit(one("[data-submit-next]") || one("[data-submit]"));
      return;
    }
    if (!event.target.classList.contains("score")) { return; }
    if (event.key === "ArrowUp" || event.key === "ArrowDown") { event.preventDefault(); stepBy(event.target, event.key === "ArrowUp" ? 1 : -1); }
    if (event.key === "Enter") { event.preventDefault(); event.target.dispatchEvent(new Event("change", { bubbles: true })); nextScore(event.target)?.focus(); }
  });

  /* Submitting waits for a draft that is on its way, so that the version it carries is the newest. */
  let leaving = false;
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (sending) {
      event.preventDefault();
      sending.finally(() => form.requestSubmit(event.submitter));
      return;
    }
    if (changed) { keepHere(); }
    leaving = true;
  });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("pagehide", () => { if (changed && !leaving) { keepHere(); } });
  window.addEventListener("beforeunload", (event) => {
    if (!changed || leaving) { return; }
    keepHere();
    if (signedOut) { return; }               // the way to the sign-in page must stay open
    save();
    event.preventDefault();
    event.returnValue = "";
  });
  window.addEventListener("online", () => { if (changed) { save(); } });
  document.addEventListener("visibilitychange", () => { if (changed && !document.hidden) { save(); } });

  /* ── Two panes: a divider on a desk, one tap on a phone; the place is kept ───────────────────────────── */
  const panes = document.querySelector("[data-two-pane]");
  const setSide = (percent) => {
    const side = Math.max(20, Math.min(65, percent));
    panes.style.setProperty("--side", `${side}%`);
    store.set("reviewhub.side", String(side));
    return side;
  };
  const addDivider = () => {
    const main = one(".two-pane__main", panes);
    const divider = element("div", { class: "two-pane__divider", role: "separator", tabindex: "0", "aria-orientation": "vertical",
      "aria-label": say("divider"), "aria-valuemin": "20", "aria-valuemax": "65", "aria-valuenow": "42" });
    let side = Number(store.get("reviewhub.side")) || 42;
    const move = (percent) => { side = setSide(percent); divider.setAttribute("aria-valuenow", String(Math.round(side))); };
    move(side);
    divider.addEventListener("pointerdown", (event) => { divider.setPointerCapture(event.pointerId); event.preventDefault(); });
    divider.addEventListener("pointermove", (event) => {
      const box = panes.getBoundingClientRect();
      if (divider.hasPointerCapture(event.pointerId)) { move(100 * (event.clientX - box.left) / box.width); }
    });
    divider.addEventListener("keydown", (event) => {
      if (event.key === "ArrowLeft" || event.key === "ArrowRight") { event.preventDefault(); move(side + (event.key === "ArrowLeft" ? -2 : 2)); }
    });
    main.prepend(divider);
  };
  const addToggle = () => {
    const button = element("button", { type: "button", class: "button button--secondary two-pane__toggle", "aria-expanded": "false" }, say("material"));
    let here = 0, there = 0;
    button.addEventListener("click", () => {
      const shown = panes.classList.contains("shows-material");
      if (shown) { there = window.scrollY; } else { here = window.scrollY; }
      panes.classList.toggle("shows-material", !shown);
      button.textContent = say(shown ? "material" : "back");
      button.setAttribute("aria-expanded", String(!shown));
      window.scrollTo({ top: shown ? here : there, behavior: "instant" });
    });
    panes.classList.add("has-material-toggle");
    panes.append(button);
  };

  /* Explanations stand open until the template was read once. */
  const readKey = `reviewhub.read.${form.dataset.template}`;
  const openUnread = () => {
    if (!form.dataset.template) { return; }
    if (!store.get(readKey)) { all("details.criterion__guidance").forEach((fold) => { fold.open = true; }); }
    form.addEventListener("submit", () => store.set(readKey, "1"));
  };

  all("button[data-anchor]").forEach((button) => { button.disabled = false; });
  if (form.dataset.draftUrl) { form.setAttribute("data-autosaves", ""); }
  if (panes) { addDivider(); addToggle(); }
  openUnread();
  refresh();
  if (form.dataset.savedAt) { state(say("saved", { time: form.dataset.savedAt })); }
  offerKept();
})();
