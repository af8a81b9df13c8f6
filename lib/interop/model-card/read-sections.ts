import { type MarkdownLine, markdownLines } from "./markdown-lines.ts";
import type { CardSection } from "./schema.ts";
import { plainHeading, sectionRoles } from "./section-roles.ts";

const MAX_SECTIONS = 2000;

/**
 * The outline of a Markdown body. `bodyLine` is the line of the file on which the body starts. Headings are ATX (`## x`),
 * setext (underlined, one line) and HTML ones that stand on one line. After 2,000 sections the rest stays in the last one
 * and `truncatedAtLine` says where.
 */
export function readSections(body: string, bodyLine: number): { sections: CardSection[]; truncatedAtLine?: number } {
  const sections: CardSection[] = [];
  let texts: string[] = [];
  let truncatedAtLine: number | undefined;
  const finish = () => {
    const last = sections.at(-1);
    if (last !== undefined) last.text = texts.join("");
    else if (texts.length > 0) sections.push(section(0, "", "", bodyLine, texts.join("")));
    texts = [];
  };
  for (const { level, head, title, lines, line } of blocks(body, bodyLine)) {
    if (level === 0 || sections.length >= MAX_SECTIONS) {
      if (level > 0) truncatedAtLine ??= line;
      texts.push(...lines);
      continue;
    }
    finish();
    sections.push(section(level, plainHeading(title), head, line, ""));
  }
  finish();
  return truncatedAtLine === undefined ? { sections } : { sections, truncatedAtLine };
}

function section(level: number, heading: string, head: string, line: number, text: string): CardSection {
  return { level, heading, head, text, line, roles: level === 0 ? [] : sectionRoles(heading) };
}

/** A heading (level 1 to 6, `head` verbatim, `title` its inner text) or other lines (level 0). */
type Block = { level: number; head: string; title: string; lines: string[]; line: number };

function* blocks(body: string, bodyLine: number): Generator<Block> {
  let held: MarkdownLine | undefined;
  let beforeHeldIsBlank = true;
  let previousIsBlank = true;
  let line = bodyLine - 1;
  for (const each of markdownLines(body)) {
    line += 1;
    const underline = held !== undefined && beforeHeldIsBlank && each.code === "none" ? setextLevel(each.text) : 0;
    if (held !== undefined && underline > 0) {
      yield { level: underline, head: held.text + each.text, title: held.text, lines: [], line: line - 1 };
      held = undefined;
      previousIsBlank = true;
      continue;
    }
    if (held !== undefined) yield { level: 0, head: "", title: "", lines: [held.text], line: line - 1 };
    held = undefined;
    const heading = each.code === "none" ? headingOf(each.text) : undefined;
    if (heading !== undefined) yield { ...heading, head: each.text, lines: [], line };
    else if (each.code === "none" && canBeSetextTitle(each.text)) {
      held = each;
      beforeHeldIsBlank = previousIsBlank;
    } else yield { level: 0, head: "", title: "", lines: [each.text], line };
    previousIsBlank = heading !== undefined || each.text.trim() === "";
  }
  if (held !== undefined) yield { level: 0, head: "", title: "", lines: [held.text], line };
}

function headingOf(line: string): { level: number; title: string } | undefined {
  if (line.length > 2000) return undefined;
  const atx = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/.exec(line.trimEnd());
  if (atx !== null) return { level: atx[1]?.length ?? 1, title: (atx[2] ?? "").replace(/(?:^|[ \t])#+$/, "") };
  const html = /^ {0,3}<h([1-6])(?:\s[^<>]*)?>(.*)<\/h[1-6]>\s*$/i.exec(line);
  return html === null ? undefined : { level: Number(html[1]), title: html[2] ?? "" };
}

function canBeSetextTitle(line: string): boolean {
  return line.length <= 300 && /^ {0,3}[^\s|>*+\-<#`~=\d]/.test(line);
}

function setextLevel(line: string): 0 | 1 | 2 {
  if (line.length > 300) return 0;
  if (/^ {0,3}=+\s*$/.test(line)) return 1;
  return /^ {0,3}-{2,}\s*$/.test(line) ? 2 : 0;
}
