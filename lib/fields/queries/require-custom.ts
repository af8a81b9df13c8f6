import { invalid } from "../../kernel/errors.ts";
import type { Reader } from "../../kernel/query.ts";
import { fieldProblem } from "../rules.ts";

type Values = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Throws invalid_input unless each value belongs to a field of the organization for this kind of thing, and fits it. What
 * the record holds `before` and is left as it is stays, whatever became of its field.
 */
export async function requireCustom(
  db: Pick<Reader, "customField">,
  thing: { orgId: string; type: string; before?: unknown },
  values: Values,
): Promise<void> {
  const before = (thing.before ?? {}) as Values;
  const changed = Object.entries(values).filter(([key, value]) => value !== before[key]);
  if (changed.length === 0) return;
  const fields = await db.customField.findMany({
    where: { orgId: thing.orgId, key: { in: changed.map(([key]) => key) } },
  });
  const byKey = new Map(fields.map((field) => [field.key, field]));
  for (const [key, value] of changed) {
    const field = byKey.get(key);
    if (field === undefined || !field.appliesTo.includes(thing.type)) {
      invalid(`custom.${key}`, "The organization has no such field for this kind of thing.");
    }
    const problem = value === null ? null : fieldProblem(field, value);
    if (problem !== null) invalid(`custom.${key}`, problem);
  }
}
