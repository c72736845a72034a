// Whole abstracts in lists, for those who want them: each comes from its paper's page when its card comes into view.

import { say } from "./wording.js";

const AHEAD = "600px";

/** @param {HTMLElement} card */
async function fill(card) {
  const link = /** @type {HTMLAnchorElement} */ (card.querySelector(".pd-card__title a"));
  const place = document.createElement("div");
  place.className = "pd-card__abstract";
  place.setAttribute("aria-busy", "true");
  card.querySelector(".pd-card__foot")?.before(place);
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const abstract = page.querySelector(".pd-abstract");
    if (!abstract) return place.remove(); // it has none
    place.replaceChildren(...abstract.children);
    const summary = card.querySelector(".pd-card__summary");
    if (!page.querySelector(".pd-summary")) summary?.remove(); // which was the abstract's beginning
  } catch {
    place.replaceChildren(Object.assign(document.createElement("p"), { textContent: say("The abstract could not be loaded; the title leads to it.") }));
  }
  place.removeAttribute("aria-busy");
}

const seen = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      fill(/** @type {HTMLElement} */ (target));
    }
  },
  { rootMargin: AHEAD },
);

const want = () => {
  if (document.documentElement.dataset.pdDensity !== "abstracts") return seen.disconnect();
  for (const card of document.querySelectorAll(".pd-card:not(:has(.pd-card__abstract))")) seen.observe(card);
};
document.addEventListener("pd-density", want);
want();
