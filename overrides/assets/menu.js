// The menus of sections in the header: Escape, a click or the focus elsewhere closes them, and none reaches
// beyond the screen.
// They open and close without it, too.

const EDGE = 8; // pixels

const menus = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll(".pd-menu")]);

for (const menu of menus) {
  const list = /** @type {HTMLElement} */ (menu.querySelector("ul"));
  menu.addEventListener("toggle", () => {
    list.style.translate = "";
    const beyond = list.getBoundingClientRect().right + EDGE - document.documentElement.clientWidth;
    if (beyond > 0) list.style.translate = `${-beyond}px`;
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
  });
}

document.addEventListener("click", (event) => {
  for (const menu of menus) if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  const menu = menus.find((each) => each.open);
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
});
