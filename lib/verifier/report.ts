import { encodeBase64 } from "../merkle/base64.ts";
import type { OpenedCheckpoint } from "../merkle/checkpoint.ts";
import { formatVerifierKey } from "../merkle/verifier-key.ts";
import type { Problem } from "./finding.ts";
import type { PayloadCounts } from "./payload-lines.ts";

export interface Report {
  readonly verified: boolean;
  readonly target: string;
  readonly kind: "log" | "entries" | "receipt";
  readonly origin?: string;
  readonly key?: string;
  readonly size?: number;
  readonly root?: string;
  /** Of a receipt: where the entry stands. */
  readonly index?: number;
  readonly cosignatures?: readonly { readonly name: string; readonly at: string }[];
  readonly quorum?: string;
  readonly keptCheckpoints: number;
  readonly entries: number;
  readonly entriesRead: boolean;
  readonly things?: number;
  readonly payloads?: PayloadCounts;
  readonly seconds: number;
  readonly problemCount: number;
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}

/** The part of a report that comes from the checkpoint. */
export function checkpointFacts(checkpoint: OpenedCheckpoint, quorum: string) {
  return {
    origin: checkpoint.origin,
    key: formatVerifierKey(checkpoint.logKey),
    size: checkpoint.size,
    root: encodeBase64(checkpoint.root),
    quorum,
    cosignatures: checkpoint.cosignatures.map(({ key, time = 0 }) => ({
      name: key.name,
      at: new Date(time * 1_000).toISOString(),
    })),
  };
}

const number = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

function checkpointLines(report: Report): string[] {
  if (report.origin === undefined) return [];
  const { cosignatures = [], quorum = "none" } = report;
  const witnesses =
    cosignatures.length === 0
      ? "nobody whose key is known here: sealed by the log alone, not witnessed"
      : cosignatures.map(({ name, at }) => `${name} at ${at}`).join(", ");
  return [
    `  Log         ${report.origin}`,
    `  Key         ${report.key ?? ""}`,
    `  Checkpoint  ${number(report.size ?? 0)} entries, root ${report.root ?? ""}`,
    `  Cosigned by ${witnesses}`,
    `  Quorum      ${quorum}`,
  ];
}

function payloadLine({ checked, erased, withheldFields, missing }: PayloadCounts): string {
  const parts = [`${number(checked)} as committed`];
  if (erased > 0) parts.push(`${number(erased)} erased by a later entry`);
  if (withheldFields > 0) parts.push(`${number(withheldFields)} fields not opened in this bundle`);
  if (missing > 0) parts.push(`${number(missing)} missing`);
  return `  Payloads    ${parts.join(", ")}`;
}

function checkedLines(report: Report): string[] {
  const lines: string[] = [];
  if (report.index !== undefined) lines.push(`  Entry       at index ${number(report.index)}`);
  if (report.kind !== "receipt") {
    const rate = report.seconds > 0 ? Math.round(report.entries / report.seconds) : 0;
    lines.push(`  Entries     ${number(report.entries)} in ${report.seconds.toFixed(1)} s (${number(rate)} a second)`);
  }
  if (report.things !== undefined)
    lines.push(`  Histories   ${number(report.things)} things, each chained entry by entry`);
  if (report.payloads !== undefined) lines.push(payloadLine(report.payloads));
  if (report.keptCheckpoints > 0) lines.push(`  Kept        ${report.keptCheckpoints} earlier checkpoints compared`);
  return lines;
}

/** The report as people read it. */
export function reportText(report: Report): string {
  const lines = [
    report.verified ? `VERIFIED  ${report.target}` : `FAILED  ${report.target}`,
    "",
    ...checkpointLines(report),
    ...checkedLines(report),
    ...report.notes.map((note) => `  Note        ${note}`),
    ...report.problems.map(({ place, message }) => `  ✗ ${place}: ${message}`),
  ];
  const more = report.problemCount - report.problems.length;
  if (more > 0) lines.push(`  … and ${number(more)} more`);
  if (report.problemCount > 0) lines.push("", `${number(report.problemCount)} problems. Do not rely on this log.`);
  return `${lines.join("\n")}\n`;
}
