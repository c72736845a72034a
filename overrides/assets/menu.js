// The menus of sections in the header: Escape or a click elsewhere closes them. They open and close without it, too.

const menus = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll(".pd-menu")]);

document.addEventListener("click", (event) => {
  for (const menu of menus) if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  const menu = menus.find((each) => each.open);
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
});
