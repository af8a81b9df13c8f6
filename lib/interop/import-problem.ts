import { z } from "../zod.ts";

/** One thing worth telling about an imported file. `path` is a JSON pointer or a heading ("" = the whole file); `line` and `column` count from 1. */
export const ImportProblem = z.strictObject({
  severity: z.enum(["error", "warning", "info"]).describe("error: cannot be applied as it is"),
  path: z.string().describe("JSON pointer or heading; empty for the whole file"),
  line: z.int().min(1),
  column: z.int().min(1).optional(),
  message: z.string().min(1),
});
export type ImportProblem = z.infer<typeof ImportProblem>;

/** Why a file could not be read at all: `too_large` (413) or `unreadable` (422). */
export type UnreadableKind = "too_large" | "unreadable";

/** The file cannot be read; `problems` holds at least one error with its place. Never carries the file's content. */
export class UnreadableImportError extends Error {
  override readonly name = "UnreadableImportError";
  readonly kind: UnreadableKind;
  readonly problems: readonly ImportProblem[];

  constructor(kind: UnreadableKind, problems: readonly ImportProblem[]) {
    super(problems[0]?.message ?? "The file cannot be read.");
    this.kind = kind;
    this.problems = problems;
  }
}

const MAX_PROBLEMS = 200;

/** Problems in the order they were found, each once, at most 200; the last one then says how many were left out. */
export class ProblemList {
  readonly #problems: ImportProblem[] = [];
  readonly #seen = new Set<string>();
  #leftOut = 0;

  add(problem: ImportProblem): void {
    const key = JSON.stringify([problem.path.slice(0, 500), problem.line, problem.message]);
    if (this.#seen.has(key)) return;
    if (this.#seen.size <= MAX_PROBLEMS) this.#seen.add(key);
    if (this.#problems.length < MAX_PROBLEMS - 1) this.#problems.push(problem);
    else this.#leftOut += 1;
  }

  toArray(): ImportProblem[] {
    if (this.#leftOut === 0) return [...this.#problems];
    const message = `${this.#leftOut} more problems are not listed.`;
    return [...this.#problems, { severity: "warning", path: "", line: 1, message }];
  }
}

/** A name from a hostile file, safe to put into a message: control characters become spaces, at most 60 characters. */
export function quoted(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ");
  return plain.length <= 60 ? `"${plain}"` : `"${plain.slice(0, 59)}…"`;
}
