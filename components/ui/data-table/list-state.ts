import type { z } from "@/lib/zod.ts";

type Shape = z.ZodObject;

/**
 * Reads a list's state from search parameters, key by key with the schema of the API: a value the schema refuses is left
 * out (its default, if any, holds), so that a damaged link still opens the list. Repeated parameters are lists.
 */
export function parseListState<Schema extends Shape>(schema: Schema, search: URLSearchParams): z.output<Schema> {
  const state: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(schema.shape)) {
    const all = search.getAll(key).filter((value) => value !== "");
    const candidates: unknown[] = all.length > 1 ? [all] : all.length === 1 ? [all[0], all] : [];
    const type = field as z.ZodType;
    for (const candidate of [...candidates, undefined]) {
      const parsed = type.safeParse(candidate);
      if (!parsed.success) continue;
      if (parsed.data !== undefined) state[key] = parsed.data;
      break;
    }
  }
  return state as z.output<Schema>;
}

function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (value === true) return ["true"];
  if (typeof value === "number") return [String(value)];
  return typeof value === "string" && value !== "" ? [value] : [];
}

/**
 * Writes a list's state as search parameters in the order of the schema, leaving out what is empty or the default, so
 * that the same view always has the same, short address.
 */
export function writeListState<Schema extends Shape>(schema: Schema, state: Record<string, unknown>): URLSearchParams {
  const search = new URLSearchParams();
  const usual: Record<string, unknown> = parseListState(schema, new URLSearchParams());
  for (const key of Object.keys(schema.shape)) {
    const values = texts(state[key]);
    if (values.join("\n") === texts(usual[key]).join("\n")) continue;
    for (const value of values) search.append(key, value);
  }
  return search;
}
