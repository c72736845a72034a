// Sharing: the system's own sheet where there is one, else the address is copied.

import { announce } from "./announce.js";
import { copy } from "../clipboard.js";
import { say } from "../wording.js";

/** Copies an address, and says so. @param {string} url */
export async function copyLink(url) {
  announce((await copy(url)) ? say("Link copied.") : say("This browser does not let pages copy. The link: %(url)s", { url }));
}

/** Hands something to the system. Whoever closes the sheet wants nothing more. @param {{title: string, text?: string, url: string}} what */
export async function share(what) {
  if (!("share" in navigator)) return copyLink(what.url);
  try {
    await navigator.share(what);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError")) await copyLink(what.url);
  }
}

/** The paper of this page, with its reference as text. @param {HTMLElement} button */
export async function paper(button) {
  const url = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=canonical]"))?.href ?? location.href.split("#")[0];
  const title = document.querySelector("h1")?.textContent?.trim() ?? document.title;
  const text = document.querySelector(".pd-cite__text")?.textContent?.trim();
  await share({ title, text, url });
  button.focus();
}
