// What single keys do, and a switch for those who do not want them (https://www.w3.org/WAI/WCAG22/Understanding/character-key-shortcuts).

import { element } from "./keep/announce.js";
import { told } from "./keep/troubles.js";
import { say } from "./wording.js";

/** @type {Promise<HTMLDialogElement> | undefined} */
let made;

/** Opens the list. @param {string} kept  the name in the storage @param {boolean} on  whether they work @param {(on: boolean) => void} change */
export async function help(kept, on, change) {
  made ??= dialog(kept, on, change);
  const opened = await made;
  if (!opened.open) opened.showModal();
}

/** @param {string} kept @param {boolean} on @param {(on: boolean) => void} change */
async function dialog(kept, on, change) {
  const title = element("h2", "pd-help__title", say("Keyboard shortcuts"));
  title.id = "pd-help";
  const close = element("button", "pd-button pd-button--quiet", say("Close"));
  close.type = "button";
  close.autofocus = true;
  const rtl = document.dir === "rtl";
  const rows = [
    row(say("Next paper in the list"), "j"),
    row(say("Previous paper in the list"), "k"),
    row(say("Open this paper"), "o", "Enter"),
    row(say("Save this paper, or take it off your list"), "s"),
    row(say("Previous paper or page"), rtl ? "→" : "←"),
    row(say("Next paper or page"), rtl ? "←" : "→"),
    row(say("Search"), "/"),
    row(say("Show these keys"), "?"),
  ];
  const box = element("input", "");
  box.type = "checkbox";
  box.checked = on;
  const status = element("p", "pd-help__status");
  status.role = "status";
  box.addEventListener("change", () => {
    change(box.checked);
    const trouble = keep(kept, box.checked);
    status.textContent = trouble && told(trouble);
  });
  const opened = element("dialog", "pd-help", element("div", "pd-help__head", title, close), element("dl", "pd-help__keys", ...rows), element("label", "pd-help__switch", box, say("Letters and signs work as keys")), status);
  opened.setAttribute("aria-labelledby", title.id);
  opened.setAttribute("closedby", "any"); // a click beside it, where browsers know that
  close.addEventListener("click", () => opened.close());
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("keys.css", import.meta.url).href });
  const styled = new Promise((resolve) => (style.onload = style.onerror = resolve)); // nothing is shown without its style
  document.head.append(style);
  document.body.append(opened);
  await styled;
  return opened;
}

/** @param {string} does @param {...string} keys */
const row = (does, ...keys) => element("div", "", element("dt", "", ...keys.flatMap((key) => [element("kbd", "", key), " "])), element("dd", "", does));

/** Keeps the choice; gives what is in the way, or nothing. @param {string} kept @param {boolean} on */
function keep(kept, on) {
  try {
    if (on) localStorage.removeItem(kept);
    else localStorage.setItem(kept, "off");
    return "";
  } catch (error) {
    return error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "forbidden";
  }
}
