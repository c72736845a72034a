// Copying text.

/** Copies text; where the browser forbids it (a page without https), by the old way. @param {string} text @returns {Promise<boolean>} whether it did */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const had = document.activeElement;
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    if (had instanceof HTMLElement) had.focus();
    return copied;
  }
}
