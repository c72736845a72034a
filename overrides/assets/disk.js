// A page that is opened from the disk may load no modules, so there is no search and no list: said where people look for them.

if (location.protocol === "file:") {
  const said = document.createElement("p");
  said.className = "pd-empty";
  said.textContent = /** @type {HTMLScriptElement} */ (document.currentScript).dataset.said ?? "";
  document.querySelector("form[data-pd-search=page], .pd-shelf")?.after(said);
}
