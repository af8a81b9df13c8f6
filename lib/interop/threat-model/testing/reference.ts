import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve("../shared/reference");

/** Whether the reference files are there; says so loudly when they are not. */
export const isReferenceAbsent = !existsSync(root);
if (isReferenceAbsent) console.warn("skipped: ../shared/reference is absent, the reference threat models are NOT read");

/** The text of a reference file; empty when the folder is absent. */
export function referenceText(file: string): string {
  return isReferenceAbsent ? "" : readFileSync(path.join(root, file), "utf8");
}
