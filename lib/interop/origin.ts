import { z } from "../zod.ts";

/**
 * Where an imported value comes from. `path` is a JSON pointer into structured metadata ("/license"), a heading
 * ("Uses › Direct Use"), or, for `derived`, the pointer or heading it was concluded from. `line` counts from 1.
 */
export const Origin = z.strictObject({
  source: z.enum(["front-matter", "section", "derived"]),
  path: z.string(),
  line: z.int().min(1),
});
export type Origin = z.infer<typeof Origin>;

/** A value together with the place that states it. */
export type Stated<T> = { value: T; origin: Origin };

/** Schema of a value together with the place that states it. */
export function stated<T extends z.ZodType>(value: T) {
  return z.strictObject({ value, origin: Origin });
}

/** One step of a JSON pointer (RFC 6901), escaped. */
export function pointerStep(key: string | number): string {
  return `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** The key of a pointer with exactly one step, unescaped; undefined for any other pointer. */
export function topLevelKey(pointer: string): string | undefined {
  if (!pointer.startsWith("/") || pointer.indexOf("/", 1) !== -1) return undefined;
  return pointer.slice(1).replaceAll("~1", "/").replaceAll("~0", "~");
}
