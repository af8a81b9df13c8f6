import { firstMark, type MarkdownLine, markdownLines } from "./markdown-lines.ts";
import type { CardSection } from "./schema.ts";
import { plainHeading, sectionRoles } from "./section-roles.ts";

const MAX_SECTIONS = 2000;
const MAX_LINES = 300_000;

/**
 * The outline of a Markdown body. `bodyLine` is the line of the file on which the body starts. Headings are ATX (`## x`),
 * setext (underlined, one line) and HTML ones that stand on one line. After 2,000 sections or 300,000 lines the rest stays in the last section
 * and `truncatedAtLine` says where.
 */
export function readSections(body: string, bodyLine: number): { sections: CardSection[]; truncatedAtLine?: number } {
  const sections: CardSection[] = [];
  let textStart = 0;
  let offset = 0;
  const finish = (end: number) => {
    const text = body.slice(textStart, end);
    const last = sections.at(-1);
    if (last !== undefined) last.text = text;
    else if (text !== "") sections.push(section(0, "", "", bodyLine, text));
  };
  for (const { level, source, title, line } of blocks(body, bodyLine)) {
    if (line - bodyLine >= MAX_LINES || (level > 0 && sections.length >= MAX_SECTIONS)) {
      finish(body.length);
      return { sections, truncatedAtLine: line };
    }
    if (level > 0) {
      finish(offset);
      sections.push(section(level, plainHeading(title), source, line, ""));
      textStart = offset + source.length;
    }
    offset += source.length;
  }
  finish(body.length);
  return { sections };
}

function section(level: number, heading: string, head: string, line: number, text: string): CardSection {
  return { level, heading, head, text, line, roles: level === 0 ? [] : sectionRoles(heading) };
}

/** A heading (level 1 to 6, `title` its inner text) or another line (level 0), verbatim in `source`. */
type Block = { level: number; source: string; title: string; line: number };

function* blocks(body: string, bodyLine: number): Generator<Block> {
  let held: MarkdownLine | undefined;
  let previousIsBlank = true;
  let line = bodyLine - 1;
  for (const each of markdownLines(body)) {
    line += 1;
    const underline = held !== undefined && each.code === "none" ? setextLevel(each.text) : 0;
    if (held !== undefined) {
      const source = underline > 0 ? held.text + each.text : held.text;
      yield { level: underline, source, title: held.text, line: line - 1 };
      held = undefined;
      if (underline > 0) {
        previousIsBlank = true;
        continue;
      }
    }
    const heading = each.code === "none" ? headingOf(each.text) : undefined;
    if (heading === undefined && previousIsBlank && each.code === "none" && canBeSetextTitle(each.text)) held = each;
    else yield { level: heading?.level ?? 0, source: each.text, title: heading?.title ?? "", line };
    previousIsBlank = heading !== undefined || each.text.trim() === "";
  }
  if (held !== undefined) yield { level: 0, source: held.text, title: "", line };
}

function headingOf(line: string): { level: number; title: string } | undefined {
  const mark = firstMark(line);
  if ((mark !== "#" && mark !== "<") || line.length > 2000) return undefined;
  const atx = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/.exec(line.trimEnd());
  if (atx !== null) return { level: atx[1]?.length ?? 1, title: (atx[2] ?? "").replace(/(?:^|[ \t])#+$/, "") };
  const html = /^ {0,3}<h([1-6])(?:\s[^<>]*)?>(.*)<\/h[1-6]>\s*$/i.exec(line);
  return html === null ? undefined : { level: Number(html[1]), title: html[2] ?? "" };
}

function canBeSetextTitle(line: string): boolean {
  return line.length <= 300 && /^ {0,3}[^\s|>*+\-<#`~=\d]/.test(line);
}

function setextLevel(line: string): 0 | 1 | 2 {
  const mark = firstMark(line);
  if ((mark !== "=" && mark !== "-") || line.length > 300) return 0;
  if (/^ {0,3}=+\s*$/.test(line)) return 1;
  return /^ {0,3}-{2,}\s*$/.test(line) ? 2 : 0;
}
