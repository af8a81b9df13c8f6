import type { Origin, Stated } from "../origin.ts";
import { type LabelledLine, plainValue } from "./labelled-lines.ts";
import { spdxIdentifier } from "./licence-ids.ts";
import type { FrontMatter } from "./map-front-matter.ts";
import type { CardLicence, CardModelKind, CardSection, ModelCardFields } from "./schema.ts";
import { isTask, kindOfTask, kindOfWord } from "./task-kinds.ts";

/** Fields that labelled lines state, for those the front matter and the sections leave open. */
export function labelledFields(lines: readonly LabelledLine[]): Partial<ModelCardFields> {
  const fields: Partial<ModelCardFields> = {};
  for (const { label, value, origin } of lines) {
    const plain = plainValue(value);
    if (label === "purpose" || label === "limitations" || label === "citation" || label === "contact") {
      fields[label] ??= { value, origin };
    } else if (plain === "") continue;
    else if (label === "provider") fields.provider ??= { value: plain, origin };
    else if (label === "baseModel") fields.baseModels ??= { value: [{ id: plain }], origin };
    else if (label === "licence") fields.licences ??= { value: [licence(plain)], origin };
  }
  return fields;
}

function licence(stated: string): CardLicence {
  const spdx = spdxIdentifier(stated);
  return spdx === undefined ? { stated } : { stated, spdx };
}

/** Tasks: what the front matter states, then tags that are task ids, then the tasks of evaluations; each once. */
export function deriveTasks(card: FrontMatter): Stated<string>[] {
  const tasks = new Map<string, Stated<string>>();
  const add = (task: Stated<string>) => {
    const key = task.value.toLowerCase();
    if (!tasks.has(key)) tasks.set(key, task);
  };
  const stated = card.fields.tasks ?? [];
  stated.forEach(add);
  const tags = card.fields.tags;
  for (const tag of tags?.value ?? []) {
    if (isTask(tag)) add({ value: tag, origin: derivedFrom(tags?.origin) });
  }
  for (const { task, origin } of card.evaluations) {
    if (task?.type !== undefined && task.type !== "") add({ value: task.type, origin: derivedFrom(origin) });
  }
  const extra = [...tasks.values()].filter(({ origin }) => origin.source === "derived");
  return [...stated, ...extra];
}

/** The kind: agentic tags first, then the first task that tells, then library and tags, then a "Model type" line. */
export function deriveKind(
  card: FrontMatter,
  tasks: readonly Stated<string>[],
  lines: readonly LabelledLine[],
): Stated<CardModelKind> | undefined {
  const { tags, library } = card.fields;
  const words = [
    ...(tags?.value ?? []).map((value) => ({ value, origin: tags?.origin })),
    ...(library ? [library] : []),
  ];
  const byWord = words.map(({ value, origin }) => ({ kind: kindOfWord(value), origin }));
  const byTask = tasks.map(({ value, origin }) => ({ kind: kindOfTask(value), origin }));
  const type = lines.find(({ label }) => label === "modelType");
  const byType = { kind: type === undefined ? undefined : kindOfType(type.value), origin: type?.origin };
  const candidates = [...byWord.filter(({ kind }) => kind === "agentic"), ...byTask, ...byWord, byType];
  for (const { kind, origin } of candidates) {
    if (kind !== undefined) return { value: kind, origin: derivedFrom(origin) };
  }
  return undefined;
}

function kindOfType(type: string): CardModelKind | undefined {
  if (/\bagent(?:s|ic)?\b/i.test(type)) return "agentic";
  if (/mask|encoder-only|classif|regress|embedding/i.test(type)) return "predictive";
  return /language model|\bllm\b|generat|diffusion|decoder|\bgpt\b|text-to-/i.test(type) ? "generative" : undefined;
}

/**
 * The provider, when nothing states it: the owner part of an `owner/model` name in the model-index or of the repository id
 * that a text or code line gives for this very name.
 */
export function deriveProvider(
  card: FrontMatter,
  name: string | undefined,
  sections: readonly CardSection[],
): Stated<string> | undefined {
  for (const candidate of [...card.modelNames, ...(card.fields.name ? [card.fields.name] : [])]) {
    const owner = /^([\w.-]+)\/[\w.-]+$/.exec(candidate.value)?.[1];
    if (owner !== undefined) return { value: owner, origin: derivedFrom(candidate.origin) };
  }
  if (name === undefined || !/^[\w.-]{3,}$/.test(name)) return undefined;
  for (const section of sections) {
    const at = section.text.indexOf(`/${name}`);
    if (at === -1) continue;
    const after = section.text[at + 1 + name.length] ?? "";
    const match = /(?:["'`(\s]|huggingface\.co\/)([\w-][\w.-]*)$/.exec(section.text.slice(Math.max(0, at - 100), at));
    const owner = match?.[1];
    if (owner !== undefined && !/[\w.-]/.test(after)) {
      return { value: owner, origin: { source: "derived", path: section.heading, line: section.line } };
    }
  }
  return undefined;
}

/** "This model is a fine-tuned version of [X](…)", the sentence that training tools write. */
export function deriveBaseModels(sections: readonly CardSection[]): ModelCardFields["baseModels"] {
  for (const section of sections) {
    const id = /fine-?tuned version of \[([^[\]]{1,200})\]\(/i.exec(section.text)?.[1]?.replace(/[`*]/g, "").trim();
    if (id === undefined || id === "") continue;
    return {
      value: [{ id, relation: "finetune" }],
      origin: { source: "derived", path: section.heading, line: section.line },
    };
  }
  return undefined;
}

function derivedFrom(origin: Origin | undefined): Origin {
  return { source: "derived", path: origin?.path ?? "", line: origin?.line ?? 1 };
}
