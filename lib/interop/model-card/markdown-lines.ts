/** One line with its line end. `code` lines stand in a fence, a comment or a raw HTML block: nothing in them is a heading. */
export type MarkdownLine = { text: string; code: "none" | "fence" | "comment" | "raw" };

type OpenBlock = { code: "fence"; mark: string; size: number } | { code: "comment" | "raw"; end: RegExp } | undefined;

/**
 * The lines of a Markdown text in order; joined they are the text. Linear in its length.
 * Source: CommonMark 0.31, sections 4.5 (fences) and 4.6 (HTML blocks of kind 1 and 2).
 */
export function* markdownLines(markdown: string): Generator<MarkdownLine> {
  let open: OpenBlock;
  for (const [text] of markdown.matchAll(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g)) {
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

function opens(line: string): OpenBlock {
  const start = line.slice(0, 200);
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(start)?.[1];
  if (fence !== undefined) {
    const mark = fence[0] ?? "`";
    if (mark === "~" || !line.slice(line.indexOf(fence) + fence.length).includes("`")) {
      return { code: "fence", mark, size: fence.length };
    }
  }
  if (/^ {0,3}<!--/.test(start)) return { code: "comment", end: /-->/ };
  const raw = /^ {0,3}<(pre|script|style|textarea)(?:[\s>]|$)/i.test(start);
  return raw ? { code: "raw", end: /<\/(?:pre|script|style|textarea)>/i } : undefined;
}

function closes(open: NonNullable<OpenBlock>, line: string): boolean {
  if (open.code !== "fence") return open.end.test(line);
  const trimmed = line.replace(/^ {0,3}/, "").trimEnd();
  return trimmed.length >= open.size && trimmed === open.mark.repeat(trimmed.length);
}
