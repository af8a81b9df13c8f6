/** Hands bytes or text to the browser's downloads. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Bytes or text as a file of no particular type. */
export function fileOf(content: Uint8Array | string): Blob {
  return new Blob([typeof content === "string" ? content : new Uint8Array(content)], {
    type: "application/octet-stream",
  });
}
