// The citation formats of a paper: buttons to copy and to save. Without JavaScript the text is there to select.

/** @param {string} label @param {() => void} act */
function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "pd-button pd-button--quiet";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

/** @param {HTMLElement} text */
async function copy(text, /** @type {HTMLButtonElement} */ made) {
  try {
    await navigator.clipboard.writeText(text.textContent);
    made.textContent = "Copied";
  } catch {
    getSelection()?.selectAllChildren(text); // not allowed here: selected, it is one key away
    made.textContent = "Selected";
  }
  setTimeout(() => (made.textContent = "Copy"), 2000);
}

/** @param {string} text @param {string} name */
function save(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text]));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

// Escape or a click elsewhere closes the box, as with every menu.
const box = document.querySelector(".pd-cite > details");
document.addEventListener("click", (event) => {
  if (box && event.target instanceof Node && !box.contains(event.target)) box.removeAttribute("open");
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !box?.hasAttribute("open")) return;
  box.removeAttribute("open");
  box.querySelector("summary")?.focus();
});

for (const text of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-pd-cite]"))) {
  const next = text.nextElementSibling;
  const actions = next ?? document.createElement("p");
  const first = button("Copy", () => void copy(text, first));
  actions.prepend(first);
  if (!next) {
    actions.className = "pd-cite__do";
    actions.append(button("Save", () => save(text.textContent, text.dataset.pdCite)));
    text.after(actions);
  }
}
