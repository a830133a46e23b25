/* The tree of a template being written: what is open is in sight, and the sums follow the weights that are typed.

   Sums and products are exact decimals, as the server's are: a number is whole units and how many places they have. */
(() => {
  "use strict";

  const tree = document.querySelector("[data-tree]");
  const form = document.getElementById("editing");
  if (!tree || !form) { return; }

  const here = tree.querySelector("a[aria-current]");
  if (here && !location.hash) {
    const side = tree.parentElement;
    side.scrollTop += here.getBoundingClientRect().top - side.getBoundingClientRect().top - side.clientHeight / 2;
  }

  const ZERO = { units: 0n, places: 0 };
  const plain = (text) => text.replace(/[０-９．－−]/g, (sign) => "0123456789.--"["０１２３４５６７８９．－−".indexOf(sign)]).trim();
  const exact = (text) => {
    const [whole, part = ""] = text.split(".");
    return /^-?[0-9]+(\.[0-9]+)?$/.test(text) ? { units: BigInt(whole + part), places: part.length } : ZERO;
  };
  const widened = (number, places) => number.units * 10n ** BigInt(places - number.places);
  const plus = (one, other) => {
    const places = Math.max(one.places, other.places);
    return { units: widened(one, places) + widened(other, places), places };
  };
  const percentOf = (one, other) => ({ units: one.units * other.units, places: one.places + other.places + 2 });
  const said = ({ units, places }) => {
    const digits = String(units < 0n ? -units : units).padStart(places + 1, "0");
    const parts = [digits.slice(0, digits.length - places), digits.slice(digits.length - places).replace(/0+$/, "")];
    return (units < 0n ? "-" : "") + parts.filter(Boolean).join(".");
  };

  const inPercent = tree.dataset.tree === "percent";
  const lines = Array.from(tree.querySelectorAll("li[data-under]"));
  const leaves = lines.filter((line) => !("heading" in line.dataset));
  // A heading whose criteria stand apart has several lines, and counts once.
  const headings = new Map(lines.filter((line) => "heading" in line.dataset).map((line) => [line.dataset.heading, line]));
  const weightOf = (line) => exact(line.dataset.weight);
  const below = (number) => [
    ...leaves.filter((line) => line.dataset.under === number).map(weightOf),
    ...Array.from(headings).filter(([, line]) => line.dataset.under === number)
      .map(([own, line]) => (inPercent ? weightOf(line) : below(own))),
  ].reduce(plus, ZERO);
  const worth = (line) => {
    let points = weightOf(line);
    for (let up = headings.get(line.dataset.under); up; up = headings.get(up.dataset.under)) {
      points = percentOf(points, weightOf(up));
    }
    return points;
  };
  const put = (line, name, text) => {
    const place = line.querySelector(`[data-${name}]`);
    if (place) { place.textContent = text; }
  };
  const isOff = (sum, full) => full !== "" && said(sum) !== said(exact(full));

  const showSums = () => {
    lines.forEach((line) => {
      const number = line.dataset.heading;
      if (number === undefined) { put(line, "worth", said(worth(line))); return; }
      const sum = below(number);
      put(line, "sum", said(sum));
      line.classList.toggle("tree__heading--bad", isOff(sum, inPercent ? "100" : line.dataset.weight));
    });
    const total = below("");
    const place = tree.querySelector("[data-total]");
    place.textContent = said(total);
    place.closest("li").classList.toggle("tree__heading--bad", isOff(total, "100"));
  };

  const showOwn = (line, text) => {
    line.dataset.weight = text;
    const isSum = "heading" in line.dataset && !inPercent;
    const shown = isSum ? (text && ` / ${text}`) : (text && text + (inPercent ? "%" : "")) || "—";
    put(line, "own", shown);
  };

  form.addEventListener("input", (event) => {
    const { name, value } = event.target;
    const number = /^group\.(\d+)$/.exec(name);
    const typedFor = number ? lines.filter((line) => line.dataset.heading === number[1])
      : name === tree.dataset.tree && here ? [here.parentElement] : [];
    typedFor.forEach((line) => showOwn(line, plain(value)));
    if (typedFor.length) { showSums(); }
  });
})();
