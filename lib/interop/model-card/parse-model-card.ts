import { ProblemList, UnreadableImportError } from "../import-problem.ts";
import { readText } from "../read-text.ts";
import { readYaml } from "../yaml/read-yaml.ts";
import { frontMatterLimits } from "../yaml/yaml-source.ts";
import { deriveBaseModels, deriveKind, deriveProvider, deriveTasks, labelledFields } from "./derive-fields.ts";
import { modelName, slugOf } from "./derive-name.ts";
import { labelledLines, labelledLinks } from "./labelled-lines.ts";
import { type FrontMatter, mapFrontMatter } from "./map-front-matter.ts";
import { readSections } from "./read-sections.ts";
import { reviewDraft } from "./review-draft.ts";
import type { CardSection, ModelCardDraft, ModelCardFields, ParsedModelCard } from "./schema.ts";
import { sectionFields } from "./section-fields.ts";
import { type CardParts, splitFrontMatter } from "./split-front-matter.ts";

/** Largest model card, in bytes of UTF-8. */
export const maxModelCardBytes = 5_000_000;

/**
 * Reads a Hugging Face model card (README with optional YAML front matter) into a proposed model record and everything else
 * the card states, each with its place. The draft's sections joined are the body; a front-matter key is either in a field,
 * in the evaluations, or in `unknown`. Text is data: HTML and scripts stay as they are written, and are never interpreted.
 *
 * Throws UnreadableImportError (`too_large`, `unreadable`) with the places; an error among the returned problems (a missing
 * name) is for the person who reviews. Source: hub-docs, modelcard.md; huggingface_hub, repocard.py.
 */
export function parseModelCard(input: string | Uint8Array, options: { maxBytes?: number } = {}): ParsedModelCard {
  const text = readText(input, options.maxBytes ?? maxModelCardBytes);
  const parts = splitFrontMatter(text);
  if ("unclosedLine" in parts) {
    const message =
      'The front matter starts here but is never closed. Put a line with only "---" after its last entry.';
    refuse(parts.unclosedLine, message);
  }
  const problems = new ProblemList();
  const card = readFrontMatter(parts, problems);
  const { sections, truncatedAtLine } = readSections(parts.body, parts.bodyLine);
  if (truncatedAtLine !== undefined) {
    const message =
      "The card has more than 2,000 sections or 300,000 lines; from here on its text is kept in one section.";
    problems.add({ severity: "warning", path: "", line: truncatedAtLine, message });
  }
  const draft = assemble(card, sections, problems);
  reviewDraft(draft, problems);
  return { draft, problems: problems.toArray() };
}

function readFrontMatter(parts: CardParts, problems: ProblemList): FrontMatter {
  const nothing: FrontMatter = { fields: { tasks: [] }, evaluations: [], modelNames: [], unknown: [] };
  if (parts.yaml === undefined) return nothing;
  const template = parts.yaml.search(/\{\{|\{%/);
  if (template !== -1 && /^[ \t]*(?:\{\{|\{%)/m.test(parts.yaml)) {
    const line = parts.yamlLine + (parts.yaml.slice(0, template).match(/\r\n|\n/g)?.length ?? 0);
    refuse(line, "This is a template: its {{ … }} places are not filled in. Import the finished card.");
  }
  const source = { what: "front matter", firstLine: parts.yamlLine, limits: frontMatterLimits };
  const { root, warnings } = readYaml(parts.yaml, source);
  warnings.forEach((warning) => problems.add(warning));
  if (root === undefined || (root.kind === "scalar" && root.value === null)) return nothing;
  if (root.kind !== "map") {
    refuse(
      root.line,
      `The front matter must be a list of "key: value" lines, such as "license: mit". It is a ${root.kind}.`,
    );
  }
  return mapFrontMatter(root, problems);
}

function assemble(card: FrontMatter, sections: CardSection[], problems: ProblemList): ModelCardDraft {
  const lines = labelledLines(sections);
  const name = modelName(card, sections, problems);
  const fromSections = sectionFields(sections, problems);
  const tasks = deriveTasks(card);
  const fields: ModelCardFields = { ...labelledFields(lines), ...fromSections, ...card.fields, tasks };
  if (name !== undefined) fields.name = name;
  const slug = [name, ...card.modelNames].map((each) => each && slugOf(each.value)).find((each) => each !== undefined);
  if (slug !== undefined && name !== undefined) {
    fields.slug = { value: slug, origin: { source: "derived", path: name.origin.path, line: name.origin.line } };
  }
  const kind = deriveKind(card, tasks, lines);
  if (kind !== undefined) fields.kind = kind;
  const provider = fields.provider ?? deriveProvider(card, name?.value, sections);
  if (provider !== undefined) fields.provider = provider;
  const baseModels = fields.baseModels ?? deriveBaseModels(sections);
  if (baseModels !== undefined) fields.baseModels = baseModels;
  return { fields, evaluations: card.evaluations, links: labelledLinks(lines), sections, unknown: card.unknown };
}

function refuse(line: number, message: string): never {
  throw new UnreadableImportError("unreadable", [{ severity: "error", path: "", line, column: 1, message }]);
}
