// A field that narrows the rows of a page to those whose names hold what is typed, whatever its case and accents.

import { many, say } from "./wording.js";

/** @param {string} text */
const plain = (text) => text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();

/** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[data-pd-filter]")).forEach((input) => {
  const { pdFilter = "", pdGroups = "" } = input.dataset;
  const status = /** @type {HTMLElement} */ (input.parentElement?.querySelector("[role=status]"));
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(pdFilter)]);
  const names = rows.map((row) => plain(row.querySelector("a")?.textContent ?? ""));
  const groups = new Map(rows.map((row) => /** @type {HTMLElement} */ (row.closest(pdGroups))).map((group) => [group, group instanceof HTMLDetailsElement && group.open]));
  const narrow = () => {
    const wanted = plain(input.value).trim();
    const found = rows.filter((_, i) => names[i].includes(wanted));
    rows.forEach((row) => (row.hidden = !found.some((each) => row === each || row.contains(each)))); // a tag holds those below it
    for (const [group, open] of groups) {
      group.hidden = !found.some((row) => group.contains(row));
      if (group instanceof HTMLDetailsElement) group.open = open || wanted !== "";
    }
    status.textContent = wanted && (found.length ? many("%(number)s found", "%(number)s found", found.length) : say("Nothing found"));
  };
  input.addEventListener("input", narrow);
  narrow(); // the browser may have kept what was typed before
});
