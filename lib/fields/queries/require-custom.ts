import { invalid } from "../../kernel/errors.ts";
import type { Reader } from "../../kernel/query.ts";
import { fieldProblem } from "../rules.ts";

type Values = Readonly<Record<string, string | number | boolean | null>>;

/** Throws invalid_input unless each value belongs to a field of the organization for this kind of thing, and fits it. */
export async function requireCustom(
  db: Pick<Reader, "customField">,
  orgId: string,
  appliesTo: string,
  values: Values,
): Promise<void> {
  const keys = Object.keys(values);
  if (keys.length === 0) return;
  const fields = await db.customField.findMany({ where: { orgId, key: { in: keys } } });
  const byKey = new Map(fields.map((field) => [field.key, field]));
  for (const [key, value] of Object.entries(values)) {
    const field = byKey.get(key);
    if (field === undefined || !field.appliesTo.includes(appliesTo)) {
      invalid(`custom.${key}`, "The organization has no such field for this kind of thing.");
    }
    const problem = value === null ? null : fieldProblem(field, value);
    if (problem !== null) invalid(`custom.${key}`, problem);
  }
}
