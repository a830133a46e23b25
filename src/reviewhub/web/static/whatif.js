/* A what-if at once: a changed field fetches the same page and shows its answer. Without this the button does it. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-whatif]");
  if (!form) { return; }
  let asking = null, later = 0;

  const address = () => {
    const kept = Array.from(new FormData(form)).filter(([, value]) => String(value).trim());
    const query = new URLSearchParams(kept).toString();
    return query ? `${form.action}?${query}` : form.action;
  };
  const ask = async () => {
    if (asking) { asking.abort(); }
    asking = new AbortController();
    const url = address(), shown = document.getElementById("answer");
    shown.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { signal: asking.signal, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) { form.submit(); return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      shown.replaceWith(page.getElementById("answer"));
      const bounds = document.getElementById("bounds"), other = page.getElementById("bounds");
      if (bounds && other && !bounds.contains(document.activeElement)) { bounds.replaceWith(other); }
      window.history.replaceState(null, "", url);
    } catch (error) {
      if (error.name !== "AbortError") { shown.removeAttribute("aria-busy"); }
    }
  };
  const soon = (wait) => { window.clearTimeout(later); later = window.setTimeout(ask, wait); };

  form.addEventListener("input", (event) => { soon(event.target.matches("select") ? 0 : 350); });
  form.addEventListener("submit", (event) => { event.preventDefault(); soon(0); });
})();
