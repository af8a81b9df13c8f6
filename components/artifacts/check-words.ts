import type { Tone } from "@/components/ui/badge.tsx";
import { formatBytes } from "@/components/ui/file-size.ts";
import type { Finding, Severity } from "@/lib/artifact-scan/finding.ts";
import type { ScanReport } from "@/lib/artifact-scan/schema.ts";
import { recordedFor } from "@/lib/signing/rules.ts";
import type { CheckedFile } from "./use-file-checks.ts";

/** A file as the record of a version names it. */
export type RecordedFile = { name: string; digest: string | null; sizeBytes: number | null };

export type Verdict = { tone: Tone; words: string };

/** Whether a checked file is the recorded one, in words. */
export function judgeFile(path: string, digest: string, recorded: readonly RecordedFile[]): Verdict {
  const same = recorded.find((each) => each.digest === digest);
  if (same !== undefined) return { tone: "green", words: `This is the recorded file ${same.name}` };
  const meant = recordedFor(path, recorded);
  if (meant === undefined) return { tone: "amber", words: "No file of this name or digest is recorded" };
  if (meant.digest === null) return { tone: "amber", words: `${meant.name} is recorded without a digest` };
  return { tone: "red", words: `This is not the recorded file ${meant.name}` };
}

export const severityWords: Record<Severity, { tone: Tone; label: string }> = {
  blocking: { tone: "red", label: "Blocking" },
  warning: { tone: "amber", label: "Warning" },
  info: { tone: "blue", label: "Note" },
};

/** What was found, in one line. */
export function findingCounts(findings: readonly Pick<Finding, "severity" | "code">[]): Verdict {
  const count = (severity: Severity): number => findings.filter((each) => each.severity === severity).length;
  const [blocking, warnings] = [count("blocking"), count("warning")];
  const parts = [
    blocking > 0 ? `${blocking} blocking` : "",
    warnings > 0 ? `${warnings} ${warnings === 1 ? "warning" : "warnings"}` : "",
  ].filter((part) => part !== "");
  const unseen = findings.some(({ code }) => code === "unknown_format");
  if (parts.length === 0 && unseen) return { tone: "neutral", words: "Content not looked at" };
  if (parts.length === 0) return { tone: "green", words: "Nothing harmful found" };
  return { tone: blocking > 0 ? "red" : "amber", words: parts.join(", ") };
}

/** Where in a file a finding is; empty when it is about the whole file. */
export function whereWords({ where }: Pick<Finding, "where">): string {
  const parts = [
    where.entry === null ? "" : `in ${where.entry}`,
    where.offset === null ? "" : `at byte ${where.offset.toLocaleString("en")}`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** How far a check is: bytes, speed and the time that is left. */
export function progressWords({
  file,
  doneBytes,
  speed,
}: Pick<CheckedFile, "doneBytes" | "speed"> & { file: Pick<File, "size"> }): string {
  const bytes = `${formatBytes(doneBytes)} of ${formatBytes(file.size)}`;
  if (speed === 0) return bytes;
  return `${bytes}, ${formatBytes(speed)}/s, ${duration((file.size - doneBytes) / speed)} left`;
}

const MAX_BODY_CHARACTERS = 900_000;

/** The reports as they fit into one request: where they are too long, harmless imports and details are left out first. */
export function fitReports(reports: readonly ScanReport[]): ScanReport[] {
  const size = (all: readonly ScanReport[]): number => new TextEncoder().encode(JSON.stringify(all)).length;
  if (size(reports) <= MAX_BODY_CHARACTERS) return [...reports];
  const less = reports.map((report) => ({
    ...report,
    details: [],
    imports: report.imports.filter(({ verdict }) => verdict !== "allowed").slice(0, 100),
  }));
  if (size(less) <= MAX_BODY_CHARACTERS) return less;
  return less.map((report) => ({ ...report, imports: [], findings: report.findings.slice(0, 20) }));
}
