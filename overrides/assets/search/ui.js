// Search as people meet it. This little is on every page; the rest comes when somebody turns to a search field.

import { keys } from "../keys.js";

const page = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-pd-search=page]"));
const header = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-pd-search=box]"));

if (page) {
  if (!location.search) page.querySelector("input")?.focus(); // at once: letters typed before page.js is there are kept
  import("./page.js").then((module) => module.page(page));
}
if (header) {
  const open = () => import("./box.js").then((module) => module.box(header));
  if (header.contains(document.activeElement)) open(); // somebody was faster than this script
  else header.addEventListener("focusin", open, { once: true });
}

keys(() => {
  const fields = /** @type {HTMLInputElement[]} */ ([page, header].map((form) => form?.querySelector("input")).filter(Boolean));
  const field = fields.find((input) => input.checkVisibility?.() ?? true);
  field?.focus();
  field?.select();
});
