// Elements, and words that are said to eyes and ears at once.

/** An element with a class and children; never HTML, since titles come from strangers. @template {keyof HTMLElementTagNameMap} Name @param {Name} name @param {string} className @param {...(Node | string)} children */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

/** Where it is said. It has to be there before anything is, or nothing is heard. */
export function region() {
  let said = document.querySelector(".pd-said");
  if (!said) {
    document.body.append((said = element("p", "pd-said")));
    said.role = "status";
  }
  return said;
}

/** Says something, to eyes and ears, without moving anything; perhaps with a button. @param {string} text @param {{label: string, act: () => void}} [offer] */
export function announce(text, offer) {
  const said = region();
  said.replaceChildren(text);
  if (!offer) return;
  const made = element("button", "", offer.label);
  made.type = "button";
  made.addEventListener("click", () => {
    said.replaceChildren();
    offer.act();
  });
  said.append(" ", made);
}
