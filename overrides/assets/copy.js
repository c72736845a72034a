// Buttons that copy an address. Without JavaScript none is there: addresses are text that can be selected.

import { copy } from "./clipboard.js";
import { say } from "./wording.js";

const SAID = 2000; // milliseconds

/** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-pd-copy]")).forEach((button) => {
  const { textContent: label, ariaLabel: name } = button;
  let timer = 0;
  button.addEventListener("click", async () => {
    const address = new URL(String(button.dataset.pdCopy), document.baseURI).href;
    const said = (await copy(address)) ? say("Copied") : say("Not copied");
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
