import { z } from "../zod.ts";

const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/u;
const readable = (value: string): boolean => !CONTROL_CHARACTERS.test(value);
const UNREADABLE = "This holds control characters. Remove them.";

/** One line of text, trimmed, at most `max` characters, without control characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `Use at most ${max} characters.`)
    .refine((value) => readable(value) && !/[\r\n\t]/.test(value), UNREADABLE);

/** Several lines of text, at most 50,000 characters. */
export const prose = () => z.string().trim().max(50_000, "Use at most 50,000 characters.").refine(readable, UNREADABLE);

/** A list of words, each once, at most 100. */
export const words = (noun: string) =>
  z
    .array(line(120).min(1, `A ${noun} cannot be empty.`))
    .max(100, `At most 100 ${noun}s fit here.`)
    .transform((values) => [...new Set(values)]);
