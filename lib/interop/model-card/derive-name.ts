import type { ProblemList } from "../import-problem.ts";
import type { Stated } from "../origin.ts";
import type { FrontMatter } from "./map-front-matter.ts";
import type { CardSection } from "./schema.ts";
import { plainHeading } from "./section-roles.ts";

const MAX_NAME_LENGTH = 200;
const NOTICE = /^\W*(?:deprecat\w*|archived|moved|warning|attention|important|notice|disclaimer|outdated|obsolete)\b/i;

/**
 * The model's name: from the front matter, else the first heading of level 1 that is not a notice, else the name in
 * model-index. "Model Card for X" is X. A notice among the headings ("DEPRECATED …") is told as a warning.
 */
export function modelName(
  card: FrontMatter,
  sections: readonly CardSection[],
  problems: ProblemList,
): Stated<string> | undefined {
  const headings = sections.filter(({ level }) => level === 1);
  for (const { heading, line } of headings.filter((each) => NOTICE.test(each.heading))) {
    const message = `The card carries a notice: "${heading.slice(0, 200)}". Check that this is the card you want.`;
    problems.add({ severity: "warning", path: heading.slice(0, 200), line, message });
  }
  const titles = headings.filter(({ heading }) => !NOTICE.test(heading) && !/https?:\/\//.test(heading));
  for (const section of [...titles, ...headings]) {
    const value = titleOf(section);
    if (card.fields.name === undefined && value !== "") {
      return { value, origin: { source: "section", path: section.heading, line: section.line } };
    }
  }
  return card.fields.name ?? card.modelNames[0];
}

function titleOf(section: CardSection): string {
  const source = section.head.replace(/^ {0,3}#+/, "").replace(/[ \t]#+\s*$|[\r\n]+ {0,3}=+\s*$/, "");
  const line =
    source
      .split(/<br\s*\/?>/i)
      .map(plainHeading)
      .find((part) => part !== "") ?? "";
  const name = line
    .replace(/^(?:model|dataset) ?card(?: for(?: the)?|:| -)?\s+/i, "")
    .replace(/[\s:–-]+(?:model|dataset) ?card$/i, "");
  return (name === "" ? line : name)
    .slice(0, MAX_NAME_LENGTH)
    .replace(/\p{Surrogate}$/u, "")
    .trim();
}

/**
 * A proposal for the slug: a–z, 0–9 and single hyphens, at most 63 characters; of "owner/model" only the model.
 * Undefined when the name has no such characters.
 */
export function slugOf(name: string): string | undefined {
  const last = /^[\w.-]+\/([\w.-]+)$/.exec(name.trim())?.[1] ?? name;
  const slug = last
    .slice(0, 500)
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "")
    .slice(0, 63)
    .replace(/-$/, "");
  return slug === "" ? undefined : slug;
}
