// Buttons that copy an address. Without JavaScript none is there: addresses are text that can be selected.

import { say } from "./wording.js";

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
  button.addEventListener("click", async () => {
    const address = new URL(String(button.dataset.pdCopy), document.baseURI).href;
    const said = await copy(address).then(() => say("Copied"), () => say("Not copied"));
    button.textContent = said;
    button.ariaLabel = said;
    button.classList.toggle("pd-copy--done", said === say("Copied"));
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      button.textContent = label;
      button.ariaLabel = name;
      button.classList.remove("pd-copy--done");
    }, SAID);
    button.focus();
  });
});
