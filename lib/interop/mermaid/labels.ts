const names: Readonly<Record<string, string>> = { quot: '"', lt: "<", gt: ">", amp: "&", nbsp: " ", apos: "'" };

/** What a label says: entities (#quot; #35;) and line breaks resolved, Markdown's backticks taken off; other markup stays text. */
export function decodeLabel(label: string): string {
  return label
    .replace(/^`([^]*)`$/, "$1")
    .replace(/<br\s*\/?>/gi, " ")
    .replace(/#(\d{1,7}|[a-z]+);/gi, (whole, name: string) => {
      const code = /^\d+$/.test(name) ? Number(name) : undefined;
      if (code === undefined) return Object.hasOwn(names, name) ? (names[name] ?? whole) : whole;
      const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      return isCharacter ? String.fromCodePoint(code) : whole;
    })
    .trim();
}

/** A label between double quotes that shows the text and nothing else: no markup, no directive, no end of the quote. */
export function encodeLabel(text: string): string {
  const plain = text
    .replace(/\s+/g, " ")
    .replace(/[^\p{L}\p{N} ,.:!?()/+-]/gu, (char) => `#${String(char.codePointAt(0))};`);
  return `"${plain === "" ? " " : plain}"`;
}
