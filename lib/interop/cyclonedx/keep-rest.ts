import type { JsonValue } from "../json-value.ts";
import type { SupplyRecord } from "../supply-chain/draft.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "../supply-chain/json/parts.ts";
import { printableFields } from "./schema.ts";
import { isSpdxId } from "./spdx-ids.ts";

/** What a printed component or service starts from: `fields` may stand as they are, `kept` goes into a property. */
export type RestParts = { fields: JsonObject; kept: JsonObject; lost: string[] };

/** Fields that are printed anew from the draft, whatever the rest says. */
const MANAGED = new Set(["type", "name", "bom-ref", "supplier", "provider", "pedigree", "components", "services"]);

/**
 * Sorts what an imported file stated about a record: what is valid in 1.6 and 1.7 stays in its place, everything else is
 * kept aside. A signature is left out: what it signed is not what is printed.
 */
export function keepRest(record: SupplyRecord, isService: boolean): RestParts {
  const parts: RestParts = { fields: {}, kept: {}, lost: [] };
  const { rest } = record;
  if (rest?.format !== "cyclonedx" || !isObject(rest.value)) return parts;
  for (const [field, value] of Object.entries(rest.value)) {
    if (MANAGED.has(field)) continue;
    if (field === "signature") parts.lost.push("its signature, which would not fit what is printed");
    else if (isPrintable(field, value, isService)) parts.fields[field] = value;
    else parts.kept[field] = value;
  }
  if (parts.fields.modelCard !== undefined) parts.fields.modelCard = withoutDatasets(objectOf(parts.fields.modelCard));
  const { pedigree, type } = rest.value;
  if (isService || (pedigree !== undefined && !isObject(pedigree))) keep(parts, "pedigree", pedigree);
  else if (isObject(pedigree)) keepPedigree(pedigree, parts);
  if (textOf(type) !== undefined) parts.fields.type = type ?? null;
  return parts;
}

/** A model card without the data it names: that is printed from the links. */
function withoutDatasets(modelCard: JsonObject): JsonObject {
  if (!isObject(modelCard.modelParameters)) return modelCard;
  const { datasets: _, ...modelParameters } = modelCard.modelParameters;
  return { ...modelCard, modelParameters };
}

/** Whether a field may stand in a printed component or service of 1.6 and 1.7 as it is. */
export function isPrintable(field: string, value: unknown, isService: boolean): boolean {
  const fields = isService ? printableFields.service : printableFields.component;
  if (!Object.hasOwn(fields, field)) return false;
  if (!fields[field as keyof typeof fields].safeParse(value).success) return false;
  if (field !== "licenses") return true;
  const ids = listOf(value as JsonObject[]).map((each) => objectOf(objectOf(each).license).id);
  return ids.every((id) => id === undefined || (typeof id === "string" && isSpdxId(id)));
}

function keep(parts: RestParts, field: string, value: JsonValue | undefined): void {
  if (value !== undefined) parts.kept[field] = value;
}

function keepPedigree(pedigree: JsonObject, parts: RestParts): void {
  const { ancestors: _, notes, ...others } = pedigree;
  if (typeof notes === "string") parts.fields.pedigree = { notes };
  if (Object.keys(others).length > 0) parts.kept.pedigree = pedigree;
}
