import type { ImportProblem } from "../../interop/import-problem.ts";
import { parseModelCard } from "../../interop/model-card/parse-model-card.ts";
import type { CardLicence, ModelCardDraft } from "../../interop/model-card/schema.ts";
import type { Origin, Stated } from "../../interop/origin.ts";
import { proposeSlug } from "../rules.ts";
import { ModelFields, type FieldOrigins, type ModelField } from "../schema.ts";
import type { ModelProposal, ReadModels } from "./model-proposal.ts";

type Offer = { field: Exclude<ModelField, "ownerId">; value: unknown; origin: Origin };

const MOST_WORDS = 100;
const LONGEST_WORD = 120;

/** One licence as its SPDX identifier, or as the card writes it; "other" gives way to the name the card gives it. */
function licenceText(licences: readonly CardLicence[], name: string | undefined): string {
  const words = licences.map(({ stated, spdx }) =>
    stated.toLowerCase() === "other" && name !== undefined ? name : (spdx ?? stated),
  );
  return [...new Set(words)].join(", ").slice(0, 200);
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Surrogate}\s]+/gu, " ").trim();
}

function prose(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, " ").trim();
}

function words(values: readonly string[]): string[] {
  return [
    ...new Set(values.map((value) => oneLine(value).slice(0, LONGEST_WORD).trim()).filter((value) => value !== "")),
  ].slice(0, MOST_WORDS);
}

function offers({ fields }: ModelCardDraft): Offer[] {
  const from = <T>(field: Offer["field"], stated: Stated<T> | undefined, value: (given: T) => unknown): Offer[] =>
    stated === undefined ? [] : [{ field, value: value(stated.value), origin: stated.origin }];
  const firstTask = fields.tasks[0];
  return [
    ...from("name", fields.name, (text) => oneLine(text).slice(0, 200).trim()),
    ...from("description", fields.description, prose),
    ...from("purpose", fields.purpose, prose),
    ...from("provider", fields.provider, (text) => oneLine(text).slice(0, 200).trim()),
    ...from("kind", fields.kind, (kind) => kind),
    ...from("tags", fields.tags, words),
    ...from("licence", fields.licences ?? licenceByName(fields.licenceName), (licences) =>
      oneLine(licenceText(licences, fields.licenceName?.value)),
    ),
    ...(firstTask === undefined
      ? []
      : [{ field: "tasks" as const, value: words(fields.tasks.map((task) => task.value)), origin: firstTask.origin }]),
  ];
}

function licenceByName(name: Stated<string> | undefined): Stated<CardLicence[]> | undefined {
  return name === undefined ? undefined : { value: [{ stated: name.value }], origin: name.origin };
}

/**
 * Reads a Hugging Face model card into one proposed model. A value that no field can hold is left to the card, which
 * keeps all of it, and said as a problem. Throws UnreadableImportError.
 */
export function readModelCard(source: Uint8Array, digest: string): ReadModels {
  const { draft, problems } = parseModelCard(source);
  const stated: Record<string, unknown> = {};
  const origins: FieldOrigins = {};
  const more: ImportProblem[] = [];
  for (const { field, value, origin } of offers(draft)) {
    const parsed = ModelFields.shape[field].safeParse(value);
    if (parsed.success) {
      stated[field] = parsed.data;
      origins[field] = origin;
    } else {
      const why = parsed.error.issues[0]?.message ?? "";
      more.push({
        severity: "warning",
        path: origin.path,
        line: origin.line,
        message: `Not taken over as ${field}: ${why}`,
      });
    }
  }
  const name = draft.fields.name?.value;
  const identity = name === undefined ? `sha256:${digest}` : proposeSlug(name);
  const proposal: ModelProposal = {
    sourceKey: `model-card:${identity}`,
    slug: draft.fields.slug?.value,
    stated,
    origins,
    card: draft,
  };
  return { proposals: [proposal], problems: [...problems, ...more] };
}
