import type { FindingList } from "../finding.ts";
import { shown } from "../finding.ts";
import type { ZipEntry } from "./read-zip.ts";

const OUTSIDE = /(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[A-Za-z]:/;

/** Notes what is wrong with an archive as a whole: names that lead outside, names given twice, encryption. */
export function checkEntries(entries: readonly ZipEntry[], findings: FindingList): void {
  const seen = new Set<string>();
  for (const entry of entries) {
    const where = { offset: entry.headerOffset, entry: entry.name };
    if (OUTSIDE.test(entry.name))
      findings.add("zip_path", `The archive holds a file called ${shown(entry.name)}.`, where);
    if (seen.has(entry.name)) findings.add("zip_duplicate", `The archive holds ${shown(entry.name)} twice.`, where);
    if (entry.encrypted) findings.add("zip_encrypted", `${shown(entry.name)} is marked as encrypted.`, where);
    seen.add(entry.name);
  }
}
