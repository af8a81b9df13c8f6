import { parseArgs } from "node:util";
import { AppError } from "../../kernel/errors.ts";

export type Arguments = {
  /** The value of --name; throws when it is missing. */
  need: (name: string) => string;
  get: (name: string) => string | undefined;
  has: (name: string) => boolean;
};

/** Reads `--name value` options; throws for unknown ones. `flags` take no value. */
export function readArguments(
  words: readonly string[],
  names: readonly string[],
  flags: readonly string[] = [],
): Arguments {
  const options = Object.fromEntries<{ type: "string" | "boolean" }>([
    ...names.map((name) => [name, { type: "string" }] as const),
    ...flags.map((name) => [name, { type: "boolean" }] as const),
  ]);
  const values: Record<string, unknown> = {};
  try {
    Object.assign(values, parseArgs({ args: [...words], options, strict: true, allowPositionals: false }).values);
  } catch (error) {
    throw new AppError("invalid_input", error instanceof Error ? error.message : "These options cannot be read.");
  }
  const get = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  return {
    get,
    has: (name) => values[name] === true,
    need: (name) => {
      const value = get(name);
      if (value === undefined) throw new AppError("invalid_input", `Give --${name}.`);
      return value;
    },
  };
}
