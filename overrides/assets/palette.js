// Light or dark: as the reader's system has it, until they choose; the choice is kept as Material keeps it, whose
// pages may be on the same site.
// Material's bundle would do this too, but weighs 35 kB and fetches the sitemap for every feed a page announces.
// Runs before the page is drawn, so that nothing flashes.
{
  const options = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll('[data-md-component="palette"] input')]);
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const { site } = script.dataset; // where the digest is a section of it
  const key = new URL(site ?? "..", site ? location.href : script.src).pathname + ".__palette";

  const stored = () => {
    try {
      return JSON.parse(localStorage.getItem(key) ?? "{}").index;
    } catch {
      return undefined; // nothing kept, or storage is off
    }
  };

  // The first option that the system asks for; one that has no media, or any scheme, is for every system.
  const ANY = "(prefers-color-scheme)";
  const asked = (/** @type {HTMLInputElement[]} */ among) => Math.max(0, among.findIndex((option) => matchMedia(option.dataset.mdColorMedia ?? "").matches));
  const system = () => asked(options);

  const show = (/** @type {number} */ index) => {
    const given = options.filter((option) => option.dataset.mdColorMedia !== ANY);
    const colours = options[index].dataset.mdColorMedia === ANY && given.length ? given[asked(given)] : options[index];
    for (const name of ["mdColorScheme", "mdColorPrimary", "mdColorAccent"]) document.body.dataset[name] = colours.dataset[name];
    options[index].checked = true;
    options.forEach((option, i) => {
      const toggle = option.nextElementSibling; // not every option has one
      if (toggle instanceof HTMLLabelElement) toggle.hidden = i !== index;
    });
  };

  if (options.length) {
    show(options[stored()] ? stored() : system());
    options.forEach((option, index) =>
      option.addEventListener("change", () => {
        show(index);
        try {
          const { mdColorMedia: media, mdColorScheme: scheme, mdColorPrimary: primary, mdColorAccent: accent } = option.dataset;
          localStorage.setItem(key, JSON.stringify({ index, color: { media, scheme, primary, accent } }));
        } catch {
          // storage is off: the choice lasts for this page
        }
      }),
    );
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      if (!options[stored()]) show(system());
      else if (options[stored()].dataset.mdColorMedia === ANY) show(stored());
    });
  }
}
