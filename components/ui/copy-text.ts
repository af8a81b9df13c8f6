function copyBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("readonly", "");
  area.style.position = "fixed";
  area.style.opacity = "0";
  const before = document.activeElement;
  // A dialog that keeps the focus inside would take it back before the copy: the field is put into that dialog.
  (before?.closest("[role=dialog]") ?? document.body).append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}

/** Puts text on the clipboard, also on plain http where `navigator.clipboard` does not exist. False when refused. */
export async function copyText(text: string): Promise<boolean> {
  if (typeof navigator.clipboard?.writeText !== "function") return copyBySelection(text);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}
