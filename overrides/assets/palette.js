// Light or dark: as the reader's system has it, until they choose; the choice is kept under Material's own key.
// Material's bundle would do this too, but weighs 35 kB and fetches the sitemap for every feed a page announces.
// Runs before the page is drawn, so that nothing flashes.
{
  const options = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll('[data-md-component="palette"] input')]);
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const key = new URL("..", script.src).pathname + ".__palette";

  const stored = () => {
    try {
      return JSON.parse(localStorage.getItem(key) ?? "{}").index;
    } catch {
      return undefined; // nothing kept, or storage is off
    }
  };

  const show = (/** @type {number} */ index) => {
    document.body.dataset.mdColorScheme = options[index].dataset.mdColorScheme;
    options[index].checked = true;
    options.forEach((option, i) => (/** @type {HTMLElement} */ (option.nextElementSibling).hidden = i !== index));
  };

  const system = () => Math.max(0, options.findIndex((option) => matchMedia(option.dataset.mdColorMedia ?? "").matches));

  if (options.length) {
    show(options[stored()] ? stored() : system());
    options.forEach((option, index) =>
      option.addEventListener("change", () => {
        show(index);
        try {
          localStorage.setItem(key, JSON.stringify({ index }));
        } catch {
          // storage is off: the choice lasts for this page
        }
      }),
    );
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      if (!options[stored()]) show(system());
    });
  }
}
