// A page that is opened from the disk may load no modules, so there is no search: said where people look for it.

if (location.protocol === "file:") {
  const said = document.createElement("p");
  said.className = "pd-empty";
  said.textContent = /** @type {HTMLScriptElement} */ (document.currentScript).dataset.said ?? "";
  document.querySelector("form[data-pd-search=page]")?.after(said);
}
