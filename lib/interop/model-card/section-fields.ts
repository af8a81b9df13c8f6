import type { ProblemList } from "../import-problem.ts";
import type { Stated } from "../origin.ts";
import type { CardSection, ModelCardFields, SectionRole } from "./schema.ts";
import { statementText } from "./statement-text.ts";

const MAX_STATEMENT_LENGTH = 20_000;

type TextField = Exclude<SectionRole, "licence"> | "licenceText";
const FIELDS: readonly { field: TextField; role: SectionRole; code: boolean }[] = [
  { field: "description", role: "description", code: false },
  { field: "purpose", role: "purpose", code: false },
  { field: "outOfScope", role: "outOfScope", code: false },
  { field: "limitations", role: "limitations", code: false },
  { field: "trainingData", role: "trainingData", code: false },
  { field: "evaluation", role: "evaluation", code: false },
  { field: "usage", role: "usage", code: true },
  { field: "citation", role: "citation", code: true },
  { field: "licenceText", role: "licence", code: false },
  { field: "ethics", role: "ethics", code: false },
  { field: "environment", role: "environment", code: false },
  { field: "contact", role: "contact", code: false },
];

/** Roles whose sections are often followed by unrelated subsections. */
const OWN_TEXT_ONLY: ReadonlySet<SectionRole> = new Set(["description", "citation", "licence", "contact"]);

/**
 * The texts a card's sections state, by role. A section counts with its subsections, except those of another role; several
 * sections of one role are joined under their headings. Says so in `problems` when code or length is left to the section.
 */
export function sectionFields(sections: readonly CardSection[], problems: ProblemList): Partial<ModelCardFields> {
  const fields: Partial<ModelCardFields> = {};
  for (const { field, role, code } of FIELDS) {
    const statement = statementOf(sections, role, code, problems);
    if (statement !== undefined) fields[field] = statement;
  }
  fields.description ??= leadText(sections);
  if (fields.description === undefined) delete fields.description;
  return fields;
}

/** The headings above and of a section: "Uses › Direct Use". */
export function headingPath(sections: readonly CardSection[], index: number): string {
  const steps: string[] = [];
  let level = 7;
  for (let at = index; at >= 0 && level > 1; at -= 1) {
    const section = sections[at];
    if (section === undefined || section.level >= level || section.level === 0) continue;
    level = section.level;
    if (level > 1 || at === index) steps.unshift(section.heading);
  }
  return steps.join(" › ");
}

function statementOf(
  sections: readonly CardSection[],
  role: SectionRole,
  code: boolean,
  problems: ProblemList,
): Stated<string> | undefined {
  const parts: string[] = [];
  let first: Stated<string>["origin"] | undefined;
  for (let index = 0; index < sections.length;) {
    const top = sections[index];
    if (top === undefined || !top.roles.includes(role) || isInsideUsage(sections, index, role)) {
      index += 1;
      continue;
    }
    const end = OWN_TEXT_ONLY.has(role) ? index + 1 : endOf(sections, index);
    const part = joinStatements(sections, { from: index, to: end }, role, code, problems);
    if (part !== "") {
      parts.push(first === undefined ? part : `${"#".repeat(top.level)} ${top.heading}\n\n${part}`);
      first ??= { source: "section", path: headingPath(sections, index), line: top.line };
    }
    index = end;
  }
  if (first === undefined) return undefined;
  const text = parts.join("\n\n");
  if (text.length <= MAX_STATEMENT_LENGTH) return { value: text, origin: first };
  const message = `The text is longer than ${MAX_STATEMENT_LENGTH} characters; its beginning is proposed, the section keeps all of it.`;
  problems.add({ severity: "warning", path: first.path, line: first.line, message });
  return { value: shorten(text), origin: first };
}

/** A use case inside "How to use" is an example of code, not what the model is for. */
function isInsideUsage(sections: readonly CardSection[], index: number, role: SectionRole): boolean {
  if (role !== "purpose") return false;
  let level = sections[index]?.level ?? 0;
  for (let at = index - 1; at >= 0 && level > 1; at -= 1) {
    const above = sections[at];
    if (above === undefined || above.level >= level) continue;
    level = above.level;
    if (above.roles.includes("usage") && !above.roles.includes("purpose")) return true;
  }
  return false;
}

function endOf(sections: readonly CardSection[], index: number): number {
  const level = sections[index]?.level ?? 0;
  let end = index + 1;
  while (end < sections.length && (sections[end]?.level ?? 0) > level) end += 1;
  return end;
}

function joinStatements(
  sections: readonly CardSection[],
  range: { from: number; to: number },
  role: SectionRole,
  code: boolean,
  problems: ProblemList,
): string {
  const parts: string[] = [];
  for (let index = range.from; index < range.to;) {
    const section = sections[index];
    if (section === undefined) break;
    if (section.roles.length > 0 && !section.roles.includes(role)) {
      index = endOf(sections, index);
      continue;
    }
    const { text, omittedCode, placeholder } = statementText(section.text, { code });
    const note =
      text === "" && placeholder
        ? "The section still holds the template's placeholder: nothing is stated here."
        : undefined;
    const codeNote =
      omittedCode && text !== ""
        ? "The code of this section is not part of the proposed text; the section keeps it."
        : undefined;
    const message = note ?? codeNote;
    if (message !== undefined) {
      problems.add({ severity: "info", path: headingPath(sections, index), line: section.line, message });
    }
    const isTop = index === range.from;
    const heading = `${"#".repeat(section.level)} ${section.heading}\n\n`;
    if (text !== "") parts.push(isTop || parts.length === 0 ? text : heading + text);
    index += 1;
  }
  return parts.join("\n\n");
}

/** Without a description section: what stands under a heading of level 1, else before any heading. */
function leadText(sections: readonly CardSection[]): Stated<string> | undefined {
  const opening = sections.slice(0, 50).filter(({ level }) => level <= 1);
  for (const lead of opening.sort((a, b) => b.level - a.level)) {
    const { text } = statementText(lead.text, { code: false });
    if (text === "" || /^version\b[^\n]{0,60}$/i.test(text)) continue;
    return { value: shorten(text), origin: { source: "section", path: lead.heading, line: lead.line } };
  }
  return undefined;
}

function shorten(text: string): string {
  if (text.length <= MAX_STATEMENT_LENGTH) return text;
  return `${text.slice(0, MAX_STATEMENT_LENGTH).replace(/\p{Surrogate}$/u, "")}…`;
}
