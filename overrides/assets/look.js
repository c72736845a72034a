// How a reader wants the pages: light or dark, and how much lists tell of each paper. Runs before anything is drawn,
// so that nothing flashes or moves. Light or dark is as the system has it, without any script, until a reader chooses;
// the choice is kept as Material keeps it, whose pages may be on the same site.
{
  /** @typedef {{media?: string, scheme?: string, primary?: string, accent?: string}} Option one entry of the palette */

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const { site, palette } = script.dataset; // where the digest is a section of a site; a palette of the owner's
  const root = new URL(site ?? "..", site ? location.href : script.src).pathname;
  const LIGHT = "(prefers-color-scheme: light)", DARK = "(prefers-color-scheme: dark)", ANY = "(prefers-color-scheme)";
  /** @type {Option[]} */
  const options = palette ? JSON.parse(palette) : [{ media: LIGHT, scheme: "default" }, { media: DARK, scheme: "slate" }];

  const kept = (/** @type {string} */ name) => {
    try {
      return localStorage.getItem(root + name);
    } catch {
      return null; // storage is off
    }
  };
  const keep = (/** @type {string} */ name, /** @type {string} */ value) => {
    try {
      localStorage.setItem(root + name, value);
    } catch {
      // storage is off or full: the choice lasts for this page
    }
  };

  // The first option that the system asks for; one that has no media, or any scheme, is for every system.
  const asked = (/** @type {Option[]} */ among) => Math.max(0, among.findIndex(({ media = "" }) => matchMedia(media).matches));

  let shown = 0;
  const show = (/** @type {number} */ index) => {
    shown = index;
    const given = options.filter(({ media }) => media !== ANY);
    const { scheme = "default", primary = "indigo", accent = "indigo" } = options[index].media === ANY && given.length ? given[asked(given)] : options[index];
    Object.assign(document.body.dataset, { mdColorScheme: scheme, mdColorPrimary: primary, mdColorAccent: accent });
    const dark = getComputedStyle(document.body).colorScheme === "dark"; // a scheme of the owner's may be either
    for (const meta of /** @type {NodeListOf<HTMLMetaElement>} */ (document.querySelectorAll('meta[name="theme-color"]'))) {
      meta.content = dark ? "#15171b" : "#faf8f4";
    }
  };

  const chosen = () => {
    try {
      const { index } = JSON.parse(kept(".__palette") ?? "{}");
      return options[index] ? Number(index) : undefined;
    } catch {
      return undefined;
    }
  };

  if (options.length > 1) {
    show(chosen() ?? asked(options));
    matchMedia(DARK).addEventListener("change", () => {
      const index = chosen();
      if (index === undefined) show(asked(options));
      else if (options[index].media === ANY) show(index);
      name();
    });
  }

  // One button, which says what it does next.
  const button = () => /** @type {HTMLButtonElement | null} */ (document.querySelector(".pd-scheme"));
  const name = () => {
    const labels = /** @type {HTMLElement[]} */ ([...(button()?.children ?? [])]);
    labels.forEach((label, index) => (label.hidden = index !== shown));
    if (labels[shown]) /** @type {HTMLButtonElement} */ (button()).title = labels[shown].textContent?.trim() ?? "";
  };

  if (location.protocol === "file:") document.documentElement.dataset.pdDisk = ""; // which loads no modules
  document.documentElement.dataset.pdDensity = kept(".density") ?? "cards";

  document.addEventListener("DOMContentLoaded", () => {
    const scheme = button();
    if (scheme) {
      name();
      scheme.addEventListener("click", () => {
        const index = (shown + 1) % options.length;
        show(index);
        name();
        keep(".__palette", JSON.stringify({ index, color: options[index] }));
      });
    }
    for (const choice of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(".pd-density input"))) {
      choice.checked = choice.value === document.documentElement.dataset.pdDensity;
      choice.addEventListener("change", () => {
        document.documentElement.dataset.pdDensity = choice.value;
        keep(".density", choice.value);
        document.dispatchEvent(new CustomEvent("pd-density"));
      });
    }
  });
}
