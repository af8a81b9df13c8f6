import type { z } from "@/lib/zod.ts";
import { problemOf } from "./problem-text.ts";

/** One message of a refused input; `path` is dotted (`tags.0`), a JSON pointer (`/tags/0`) or a list of keys. */
export interface FieldProblem {
  path: string | readonly PropertyKey[];
  message: string;
}

/** A path as the form writes it: keys and positions joined by dots; empty for the whole form. */
export function fieldPath(path: FieldProblem["path"]): string {
  if (typeof path !== "string") return path.map(String).join(".");
  return path.startsWith("/") ? path.slice(1).replaceAll("/", ".") : path.replaceAll(/\[(\d+)\]/g, ".$1");
}

/** Path → message, the first message of each path. */
export function fieldErrors(problems: readonly FieldProblem[]): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { path, message } of problems) errors[fieldPath(path)] ??= message;
  return errors;
}

/** A validate function for `useForm` from the schema that the command uses too. */
export function validateWith(schema: z.ZodType): (values: unknown) => Record<string, string> {
  return (values) => {
    const parsed = schema.safeParse(values);
    return parsed.success ? {} : fieldErrors(parsed.error.issues);
  };
}

/** The `errors` of a problem (RFC 9457) thrown by a request; empty when it has none. */
export function problemFieldErrors(error: unknown): Record<string, string> {
  const errors = problemOf(error)?.["errors"];
  if (!Array.isArray(errors)) return {};
  const problems = errors.filter(
    (entry: unknown): entry is FieldProblem =>
      typeof entry === "object" && entry !== null && "path" in entry && "message" in entry,
  );
  return fieldErrors(problems);
}
