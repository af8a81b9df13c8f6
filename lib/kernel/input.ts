import type { z } from "../zod.ts";
import type { Actor } from "./actor.ts";
import { AppError } from "./errors.ts";

/** Parses a command's or query's input. Throws invalid_input with one line per wrong field. */
export function parseInput<Input extends z.ZodType>(schema: Input, value: unknown): z.output<Input> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        path: [...issue.path, key].join("."),
        message: "This field is not known here.",
      }));
    }
    return [{ path: issue.path.join("."), message: issue.message }];
  });
  const named = errors.map((error) => error.path).filter((path) => path !== "");
  const where = named.length === 0 ? "" : ` Look at: ${named.slice(0, 5).join(", ")}.`;
  throw new AppError("invalid_input", `Some of what was sent cannot be used.${where}`, { errors });
}

/** The organization an actor works in. Throws for actors that have none. */
export function organizationOf(actor: Actor): string {
  if ("orgId" in actor && actor.orgId !== undefined) return actor.orgId;
  throw new AppError("forbidden", "This needs an organization to work in.");
}
