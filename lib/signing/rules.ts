import type { ScanReport } from "../artifact-scan/schema.ts";

export type Recorded = { name: string; digest: string | null };

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

/** Last part of a path: a recorded file is often kept without its folders. */
const baseName = (path: string): string => path.split("/").at(-1) ?? path;

/** The recorded file that a file at hand stands for: by its whole name first, then by its last part. */
export function recordedFor(path: string, recorded: readonly Recorded[]): Recorded | undefined {
  return (
    recorded.find(({ name }) => name === path) ??
    recorded.find(({ name }) => path.endsWith(`/${name}`)) ??
    recorded.find(({ name }) => baseName(name) === baseName(path))
  );
}

type Judged = { outcome: "passed" | "found"; words: string };

/**
 * What a check of files says as a whole, for gates and for the title of the evidence. It passes when nothing blocks, every
 * checked file that is recorded has the recorded digest, and every file recorded with a digest was checked.
 */
export function judgeScan(reports: readonly ScanReport[], recorded: readonly Recorded[]): Judged {
  const digests = new Set(reports.map(({ digest }) => digest));
  const blocking = reports.flatMap(({ findings }) => findings.filter(({ severity }) => severity === "blocking"));
  const others = reports.filter(({ fileName, digest }) => {
    if (recorded.some((each) => each.digest === digest)) return false;
    const meant = recordedFor(fileName, recorded);
    return meant?.digest !== undefined && meant.digest !== null;
  });
  const unchecked = recorded.filter(({ digest }) => digest !== null && !digests.has(digest));
  const parts = [
    blocking.length > 0 ? count(blocking.length, "blocking finding", "blocking findings") : "",
    others.length > 0
      ? count(others.length, "file that is not the recorded one", "files that are not the recorded ones")
      : "",
    unchecked.length > 0
      ? count(unchecked.length, "recorded file that was not checked", "recorded files that were not checked")
      : "",
    recorded.some(({ digest }) => digest !== null) ? "" : "no recorded digest to compare with",
  ].filter((part) => part !== "");
  if (parts.length > 0) return { outcome: "found", words: parts.join(", ") };
  return { outcome: "passed", words: count(reports.length, "file", "files") };
}
