import type { Model } from "../db/types.ts";
import { sameValue } from "./rules.ts";
import { ModelFields, type FieldOrigins, type ModelAdditions } from "./schema.ts";

const names = Object.keys(ModelFields.shape) as (keyof ModelFields)[];

/** The given fields that differ from the row; fields that are not given or undefined stay as they are. */
export function changedFields(
  row: Model,
  given: { [Field in keyof ModelFields]?: ModelFields[Field] | undefined },
): Partial<ModelFields> {
  const different = names.filter((name) => given[name] !== undefined && !sameValue(given[name], row[name]));
  return Object.fromEntries(different.map((name) => [name, given[name]]));
}

/** What was given of the documents and the organization's own fields, as far as it differs from the row. */
export function changedAdditions(
  row: Model,
  given: { [Field in keyof ModelAdditions]?: ModelAdditions[Field] | undefined },
): Partial<ModelAdditions> {
  const { documents, custom } = given;
  return {
    ...(documents === undefined || sameValue(documents, row.documents) ? {} : { documents }),
    ...(custom === undefined || sameValue(custom, row.custom) ? {} : { custom }),
  };
}

/** The origins of an imported model after people wrote these fields themselves; nothing for a model that was not imported. */
export function editedOrigins(row: Model, fields: readonly string[]): { origins?: FieldOrigins } {
  if (row.origins === null) return {};
  const edited = fields.map((field): [string, FieldOrigins[string]] => [field, { source: "edited" }]);
  const origins = row.origins as FieldOrigins;
  return { origins: { ...origins, ...Object.fromEntries(edited) } };
}

/** The fields whose value an import assumed and nobody has confirmed. */
export function assumedFields(row: Model): (keyof ModelFields)[] {
  const origins = row.origins as FieldOrigins | null;
  return names.filter((name) => origins?.[name]?.source === "assumed");
}
