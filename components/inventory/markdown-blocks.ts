/** A piece of text inside a block. */
export type Inline =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "strong" | "em"; text: string }
  | { kind: "link"; text: string; href: string }
  | { kind: "image"; text: string; href: string };

export type Block =
  | { kind: "heading"; level: number; text: string }
  | { kind: "paragraph"; text: string }
  | { kind: "list"; ordered: boolean; items: string[] }
  | { kind: "code"; text: string }
  | { kind: "quote"; text: string }
  | { kind: "table"; head: string[]; rows: string[][] };

const FENCE = /^ {0,3}(```+|~~~+)/;
const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*)$/;
const BULLET = /^[ \t]*[-*+][ \t]+(.*)$/;
const NUMBER = /^[ \t]*\d{1,9}[.)][ \t]+(.*)$/;
const QUOTE = /^ {0,3}> ?(.*)$/;
const RULE = /^ {0,3}(?:(?:- ?){3,}|(?:\* ?){3,}|(?:_ ?){3,})$/;
const TABLE_LINE = /^[ \t]*\|?[ \t:|-]+$/;

function cellsOf(line: string): string[] {
  const trimmed = line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return trimmed.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

type Taken = { block: Block | null; next: number };

function takeFence(lines: readonly string[], at: number, fence: string): Taken {
  let end = at + 1;
  while (end < lines.length && !(lines[end] ?? "").trimStart().startsWith(fence)) end += 1;
  return { block: { kind: "code", text: lines.slice(at + 1, end).join("\n") }, next: end + 1 };
}

function takeWhile(lines: readonly string[], at: number, pattern: RegExp): { texts: string[]; next: number } {
  const texts: string[] = [];
  let next = at;
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? "";
    const match = pattern.exec(line);
    if (match !== null) texts.push(match[1] ?? "");
    else if (texts.length > 0 && /^[ \t]{2,}\S/.test(line)) texts[texts.length - 1] += ` ${line.trim()}`;
    else break;
  }
  return { texts, next };
}

function takeTable(lines: readonly string[], at: number): Taken | null {
  const [head = "", ruler = ""] = [lines[at], lines[at + 1]];
  if (!head.includes("|") || !ruler.includes("-") || !TABLE_LINE.test(ruler)) return null;
  let end = at + 2;
  while (end < lines.length && (lines[end] ?? "").includes("|")) end += 1;
  return { block: { kind: "table", head: cellsOf(head), rows: lines.slice(at + 2, end).map(cellsOf) }, next: end };
}

function startsBlock(line: string): boolean {
  return [FENCE, HEADING, BULLET, NUMBER, QUOTE, RULE].some((pattern) => pattern.test(line));
}

function takeParagraph(lines: readonly string[], at: number): Taken {
  let end = at + 1;
  while (end < lines.length && (lines[end] ?? "").trim() !== "" && !startsBlock(lines[end] ?? "")) end += 1;
  return {
    block: {
      kind: "paragraph",
      text: lines
        .slice(at, end)
        .map((line) => line.trim())
        .join("\n"),
    },
    next: end,
  };
}

function takeBlock(lines: readonly string[], at: number): Taken {
  const line = lines[at] ?? "";
  const fence = FENCE.exec(line)?.[1];
  if (fence !== undefined) return takeFence(lines, at, fence);
  const heading = HEADING.exec(line);
  if (heading !== null) {
    return { block: { kind: "heading", level: heading[1]?.length ?? 1, text: heading[2] ?? "" }, next: at + 1 };
  }
  if (RULE.test(line)) return { block: null, next: at + 1 };
  for (const [pattern, ordered] of [
    [BULLET, false],
    [NUMBER, true],
  ] as const) {
    if (!pattern.test(line)) continue;
    const { texts, next } = takeWhile(lines, at, pattern);
    return { block: { kind: "list", ordered, items: texts }, next };
  }
  if (QUOTE.test(line)) {
    const { texts, next } = takeWhile(lines, at, QUOTE);
    return { block: { kind: "quote", text: texts.join("\n") }, next };
  }
  return takeTable(lines, at) ?? takeParagraph(lines, at);
}

/**
 * Reads the Markdown that people write most: headings, paragraphs, flat lists, code, quotes and tables. Everything else,
 * HTML above all, stays the text it is. Linear in the length of the text.
 */
export function markdownBlocks(markdown: string): Block[] {
  const lines = markdown.replaceAll("\r\n", "\n").split("\n");
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    if ((lines[at] ?? "").trim() === "") {
      at += 1;
      continue;
    }
    const { block, next } = takeBlock(lines, at);
    if (block !== null) blocks.push(block);
    at = next;
  }
  return blocks;
}

const INLINE =
  /`([^`\n]{1,2000})`|(!?)\[([^[\]\n]{0,500})\]\(([^()\s]{1,2000})(?: "[^"\n]{0,200}")?\)|\*\*([^*\n]{1,2000})\*\*|__([^_\n]{1,2000})__|(?<![\w*])\*([^*\s][^*\n]{0,500})\*(?![\w*])/g;

function linkTo(text: string, href: string, whole: string): Inline {
  if (/^https?:\/\//i.test(href)) return { kind: "link", text: text === "" ? href : text, href };
  const hasScheme = /^[^/?#]*:/.test(href);
  return { kind: "text", text: hasScheme || text === "" ? whole : text };
}

function inlineOf(match: RegExpMatchArray): Inline {
  const [whole, code, bang, text, href, strong, strong2, em] = match;
  if (code !== undefined) return { kind: "code", text: code };
  if (href !== undefined) {
    if (bang === "!") return { kind: "image", text: text ?? "", href };
    return linkTo(text ?? "", href, whole);
  }
  if (em !== undefined) return { kind: "em", text: em };
  return { kind: "strong", text: strong ?? strong2 ?? whole };
}

/** The pieces of a line of text. Links lead to http and https only; within the card they are words, with another scheme the text they are. */
export function markdownInlines(text: string): Inline[] {
  const pieces: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > at) pieces.push({ kind: "text", text: text.slice(at, match.index) });
    pieces.push(inlineOf(match));
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push({ kind: "text", text: text.slice(at) });
  return pieces;
}
