import { z } from "../zod.ts";

/** Any JSON value; numbers are finite. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** Schema of any JSON value. */
export const JsonValue: z.ZodType<JsonValue> = z.json();
