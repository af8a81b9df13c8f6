import { UnreadableImportError } from "../interop/import-problem.ts";
import { AppError } from "../kernel/errors.ts";
import type { ImportFormat, ImportPlan } from "./schema.ts";

/** Reads and compares a file; a file that cannot be read becomes unprocessable or payload_too_large, with the places. */
export async function readPlan(format: ImportFormat, args: Parameters<ImportFormat["plan"]>[0]): Promise<ImportPlan> {
  try {
    return await format.plan(args);
  } catch (error) {
    if (!(error instanceof UnreadableImportError)) throw error;
    const code = error.kind === "too_large" ? "payload_too_large" : "unprocessable";
    const errors = error.problems.map(({ path, message, line }) => ({ path, message, line }));
    throw new AppError(code, error.message, { errors });
  }
}
