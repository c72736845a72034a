// Buttons that copy an address, and a field that narrows a list down. Without JavaScript neither is there: addresses
// are text that can be selected.

import { counted } from "./search/wording.js";

const SAID = 2000; // milliseconds

/** Copies text; where the browser forbids it (a page without https), by the old way. @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    if (!copied) throw new Error("the browser does not copy");
  }
}

/** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-pd-copy]")).forEach((button) => {
  const { textContent: label, ariaLabel: name } = button;
  let timer = 0;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const address = new URL(String(button.dataset.pdCopy), document.baseURI).href;
    const said = await copy(address).then(() => "Copied", () => "Not copied");
    button.textContent = said;
    button.ariaLabel = said;
    button.classList.toggle("pd-copy--done", said === "Copied");
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      button.textContent = label;
      button.ariaLabel = name;
      button.classList.remove("pd-copy--done");
    }, SAID);
    button.focus();
  });
});

/** @param {string} text */
const plain = (text) => text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();

/** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[data-pd-filter]")).forEach((input) => {
  const line = /** @type {HTMLElement} */ (input.parentElement);
  const status = /** @type {HTMLElement} */ (line.querySelector("[role=status]"));
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(String(input.dataset.pdFilter))]);
  const names = rows.map((row) => plain(row.querySelector("a")?.textContent ?? ""));
  const groups = new Map(rows.map((row) => /** @type {HTMLDetailsElement} */ (row.closest("details"))).map((group) => [group, group.open]));
  const narrow = () => {
    const wanted = plain(input.value).trim();
    rows.forEach((row, i) => (row.hidden = !names[i].includes(wanted)));
    for (const [group, open] of groups) {
      group.hidden = !rows.some((row) => !row.hidden && group.contains(row));
      group.open = open || wanted !== "";
    }
    const left = rows.filter((row) => !row.hidden).length;
    status.textContent = wanted ? counted(left, "feed") : "";
  };
  input.addEventListener("input", narrow);
  line.hidden = false;
  narrow(); // the browser may have kept what was typed before
});
