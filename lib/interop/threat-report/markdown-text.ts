/** Text in one line that Markdown shows as it is: in a paragraph, a heading or a cell of a table. */
export function inline(text: string): string {
  const plain = text.replace(/[\p{Cc}\s]+/gu, " ").trim();
  return plain.replace(/[\\`*_[\]<>|~&#!$]/g, "\\$&").replace(/^([-+=:]|\d+(?=[.)]))/, escapeStart);
}

/** Text of several lines that Markdown shows as it is; paragraphs stay paragraphs. */
export function block(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map(inline)
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function escapeStart(start: string): string {
  return /^\d/.test(start) ? `${start}\\` : `\\${start}`;
}

/** A table; the cells are text. A sentence instead when there are no rows. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[], empty: string): string {
  if (rows.length === 0) return empty;
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(headings), line(headings.map(() => "---")), ...rows.map((row) => line(row.map(inline)))].join("\n");
}
