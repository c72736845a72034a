// A list that somebody sent, in the address: shown beside one's own, and no part of it until its reader says so.

import { announce, element } from "./announce.js";
import { NoList, decode } from "./codec.js";
import { tell, told } from "./entries.js";
import { about as ask, each, filled } from "./papers.js";
import { about, is, set } from "./shelf.js";
import { many, say } from "../wording.js";

/** @typedef {import("./shelf.js").Shelf} Shelf @typedef {import("./shelf.js").About} About */

const section = /** @type {HTMLElement} */ (document.querySelector(".pd-sent"));
const heading = /** @type {HTMLElement} */ (section.querySelector("h2"));
const line = /** @type {HTMLElement} */ (section.querySelector(".pd-sent__told"));
const list = /** @type {HTMLElement} */ (section.querySelector("ol"));
const button = (/** @type {string} */ name) => /** @type {HTMLButtonElement} */ (section.querySelector(`[data-pd-sent=${name}]`));
const [all, some, none] = ["all", "some", "none"].map(button);

/** @param {string} id @param {boolean} mine */
function item(id, mine) {
  const box = element("input", "");
  box.type = "checkbox";
  box.value = id;
  const label = element("label", "pd-choice", box);
  const text = element("div", "", ...told(id));
  if (mine) text.append(element("p", "pd-kept__facts", say("On your list already")));
  return element("li", "pd-kept pd-kept--sent", label, text);
}

/** Shows the list of an address. @param {string} packed @param {import("./entries.js").Keep} keep @param {() => Shelf} own */
export async function sent(packed, keep, own) {
  section.hidden = false;
  let ids;
  try {
    ids = decode(packed);
  } catch (error) {
    if (!(error instanceof NoList)) throw error;
    ids = /** @type {string[]} */ ([]);
  }
  const mine = ids.filter((id) => is(own(), id, "saved"));
  heading.textContent = ids.length ? many("A list somebody sent you: %(number)s paper", "A list somebody sent you: %(number)s papers", ids.length) : say("A list that cannot be read");
  line.textContent = ids.length ? say("Your own list is below, and stays as it is until you keep something of this one.") : say("The link is damaged, or cut off. Ask for it once more, or for a file.");
  all.hidden = some.hidden = !ids.length;
  some.disabled = true;
  list.replaceChildren(...ids.map((id) => item(id, mine.includes(id))));
  const items = /** @type {HTMLElement[]} */ ([...list.children]);
  const boxes = /** @type {HTMLInputElement[]} */ ([...list.querySelectorAll("input")]);
  const chosen = () => boxes.filter((box) => box.checked && !box.disabled).map((box) => box.value);
  list.onchange = () => (some.disabled = !chosen().length);
  /** @type {Map<string, About>} */
  const known = new Map();
  /** @type {Set<string>} */
  const gone = new Set();
  let unasked = 0;

  const close = (/** @type {string} */ words) => {
    history.replaceState(null, "", location.pathname + location.search);
    section.hidden = true;
    /** @type {HTMLElement} */ (document.querySelector("h1")).focus();
    if (words) announce(words);
  };
  const take = (/** @type {string[]} */ wanted) => {
    const fresh = wanted.filter((id) => !is(own(), id, "saved") && !gone.has(id));
    keep((before, now) => fresh.reduce((grown, id) => {
      const told = known.get(id);
      return set(told ? filled(grown, id, told, now) : grown, id, "saved", true, now);
    }, before));
    close(fresh.length ? many("%(number)s paper added to your list.", "%(number)s papers added to your list.", fresh.length) : say("You have all of them already."));
  };
  all.onclick = () => take(ids.filter((id) => !gone.has(id)));
  some.onclick = () => take(chosen());
  none.onclick = () => close("");

  const show = (/** @type {number} */ at, /** @type {About | undefined} */ known, missing = false) => {
    tell(items[at], ids[at], known, missing);
    boxes[at].ariaLabel = say("Choose: %(title)s", { title: items[at].querySelector("a")?.textContent ?? "" });
  };
  items.forEach((_, at) => show(at, about(own(), ids[at])));
  heading.focus();
  await each(ids.map((id, at) => ({ id, at })), async ({ id, at }) => {
    const had = about(own(), id);
    const told = had?.issue ? had : await ask(id).catch(() => undefined);
    if (told) known.set(id, told);
    else if (told === null) {
      gone.add(id);
      boxes[at].disabled = true;
    } else unasked++;
    show(at, told ?? had, told === null);
  });
  if (gone.size) line.textContent += ` ${many("%(number)s of them is no longer in this digest.", "%(number)s of them are no longer in this digest.", gone.size)}`;
  if (unasked) line.textContent += ` ${say("Some titles could not be loaded: what you see are the words of their addresses.")}`;
}
