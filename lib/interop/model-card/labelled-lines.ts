import type { Origin } from "../origin.ts";
import { markdownLines } from "./markdown-lines.ts";
import type { CardLink, CardSection } from "./schema.ts";
import { headingWords } from "./section-roles.ts";
import { statementText } from "./statement-text.ts";

/** What a bold label at the start of a line introduces, as in "**Developed by:** BigScience". */
type Label =
  | "provider"
  | "licence"
  | "contact"
  | "citation"
  | "baseModel"
  | "modelType"
  | "purpose"
  | "limitations"
  | CardLink["kind"];
export type LabelledLine = { label: Label; value: string; origin: Origin };

const LABELS: Readonly<Record<string, Label>> = {
  "developed by": "provider",
  developer: "provider",
  developers: "provider",
  "model developer": "provider",
  "model developers": "provider",
  "created by": "provider",
  "model creator": "provider",
  publisher: "provider",
  organization: "provider",
  license: "licence",
  licence: "licence",
  contact: "contact",
  "send questions to": "contact",
  "point of contact": "contact",
  "cite as": "citation",
  "finetuned from model": "baseModel",
  "finetuned from": "baseModel",
  "base model": "baseModel",
  "parent model": "baseModel",
  "model type": "modelType",
  "intended use": "purpose",
  "intended uses": "purpose",
  "intended use cases": "purpose",
  purpose: "purpose",
  limitations: "limitations",
  "known limitations": "limitations",
  repository: "repository",
  github: "repository",
  code: "repository",
  paper: "paper",
  demo: "demo",
  website: "website",
  homepage: "website",
  "blog post": "website",
  documentation: "documentation",
};

const MAX_READ_LENGTH = 100_000;

/** Lines with a known bold label and a value after it, outside code and template places, in order; of each section the first 100,000 characters. */
export function labelledLines(sections: readonly CardSection[]): LabelledLine[] {
  const found: LabelledLine[] = [];
  for (const section of sections) {
    if (!section.text.includes("**")) continue;
    let line = section.line + (section.head.match(/\r\n|\n|\r/g)?.length ?? 0) - 1;
    for (const { text, code } of markdownLines(section.text.slice(0, MAX_READ_LENGTH))) {
      line += 1;
      if (code !== "none" || text.length > 2000 || !text.includes("**")) continue;
      const match = /^\s*(?:[-*+]\s+)?\*\*([^*]{1,80})\*\*\s*:?(.*)$/.exec(text.trimEnd());
      const label = match === null ? undefined : labelOf(match[1] ?? "");
      const value = statementText((match?.[2] ?? "").trim(), { code: false }).text;
      if (label === undefined || value === "" || /^\[?more information needed\]?\.?$/i.test(value)) continue;
      const place = `${section.heading === "" ? "" : `${section.heading} › `}${(match?.[1] ?? "").replace(/:\s*$/, "")}`;
      found.push({ label, value, origin: { source: "section", path: place, line } });
    }
  }
  return found;
}

function labelOf(label: string): Label | undefined {
  const words = headingWords(label);
  return Object.hasOwn(LABELS, words) ? LABELS[words] : undefined;
}

/** The label's value as plain words: "BigScience ([website](https://…))" is "BigScience". */
export function plainValue(value: string): string {
  return value
    .slice(0, 500)
    .replace(/\(\[[^[\]]*\]\([^()]*\)\)/g, "")
    .replace(/\[([^[\]]*)\]\([^()]*\)/g, "$1")
    .replace(/\*\*|[`*]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** The links among the labelled lines. */
export function labelledLinks(lines: readonly LabelledLine[]): CardLink[] {
  const links: CardLink[] = [];
  for (const { label, value, origin } of lines) {
    const url = /https?:\/\/[^\s<>()[\]"'`]+/.exec(value)?.[0].replace(/[.,;:]+$/, "");
    if (url !== undefined && isLinkKind(label)) links.push({ kind: label, url, origin });
  }
  return links;
}

function isLinkKind(label: Label): label is CardLink["kind"] {
  return (
    label === "repository" || label === "paper" || label === "demo" || label === "website" || label === "documentation"
  );
}
