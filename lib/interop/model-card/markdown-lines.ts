/** One line with its line end. `code` lines stand in a fence, a comment or a raw HTML block: nothing in them is a heading. */
export type MarkdownLine = { text: string; code: "none" | "fence" | "comment" | "raw" };

type OpenBlock = { code: "fence"; mark: string; size: number } | { code: "comment" | "raw"; end: RegExp } | undefined;

/**
 * The lines of a Markdown text in order; joined they are the text. Linear in its length.
 * Source: CommonMark 0.31, sections 4.5 (fences) and 4.6 (HTML blocks of kind 1 and 2).
 */
export function* markdownLines(markdown: string): Generator<MarkdownLine> {
  let open: OpenBlock;
  for (const text of lines(markdown)) {
    if (open === undefined) {
      open = opens(text);
      yield { text, code: open?.code ?? "none" };
      if (open !== undefined && open.code !== "fence" && open.end.test(text)) open = undefined;
    } else {
      yield { text, code: open.code };
      if (closes(open, text)) open = undefined;
    }
  }
}

function* lines(markdown: string): Generator<string> {
  const hasCarriageReturns = markdown.includes("\r");
  const lineEnd = /\r\n|\n|\r/g;
  for (let start = 0; start < markdown.length;) {
    let end = markdown.indexOf("\n", start) + 1;
    if (hasCarriageReturns) {
      lineEnd.lastIndex = start;
      end = lineEnd.test(markdown) ? lineEnd.lastIndex : 0;
    }
    if (end === 0) end = markdown.length;
    yield markdown.slice(start, end);
    start = end;
  }
}

/** The first character of a line that is indented by at most three spaces. */
export function firstMark(line: string): string | undefined {
  let at = 0;
  while (at < 3 && line[at] === " ") at += 1;
  return line[at];
}

function opens(line: string): OpenBlock {
  const mark = firstMark(line);
  if (mark === "`" || mark === "~") {
    const fence = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined) return undefined;
    const info = line.slice(line.indexOf(fence) + fence.length);
    return mark === "~" || !info.includes("`") ? { code: "fence", mark, size: fence.length } : undefined;
  }
  if (mark !== "<") return undefined;
  const start = line.slice(0, 40);
  if (/^ {0,3}<!--/.test(start)) return { code: "comment", end: /-->/ };
  const raw = /^ {0,3}<(pre|script|style|textarea)(?:[\s>]|$)/i.test(start);
  return raw ? { code: "raw", end: /<\/(?:pre|script|style|textarea)>/i } : undefined;
}

function closes(open: NonNullable<OpenBlock>, line: string): boolean {
  if (open.code !== "fence") return open.end.test(line);
  const trimmed = line.replace(/^ {0,3}/, "").trimEnd();
  return trimmed.length >= open.size && trimmed === open.mark.repeat(trimmed.length);
}
