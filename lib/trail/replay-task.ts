import { nodeCrypto } from "../audit/crypto-node.ts";
import { hexText, utf8Bytes } from "../merkle/bytes.ts";
import { findingSummary } from "../rules/trail/finding-words.ts";
import type { ReplayReport } from "./replay.ts";

/** The kind of task that findings of the replay check open. */
export const REPLAY_TASK = "replay_findings";

type Findings = Pick<ReplayReport, "findingCount" | "findings">;

/** A name for a set of findings, whatever their order: sixteen hexadecimal digits. */
export function findingSet({ findingCount, findings }: Findings): string {
  const lines = findings.map((each) => JSON.stringify([each.kind, each.entityType, each.entityId, each.detail]));
  return hexText(nodeCrypto.sha256(utf8Bytes([findingCount, ...lines.sort()].join("\n")))).slice(0, 16);
}

type KnownTask = { state: string; detail: string };

/**
 * What is to be done about the task, from the newest one there is: one task for a set of findings. A task that somebody
 * called done comes again while the findings are there; one that somebody cancelled does not, until they change.
 */
export function planTask(newest: KnownTask | null, found: Findings): "leave" | "open" | "replace" | "close" {
  const open = newest?.state === "open";
  if (found.findingCount === 0) return open ? "close" : "leave";
  const sameSet = newest?.detail.endsWith(setMark(found)) === true;
  if (open) return sameSet ? "leave" : "replace";
  return sameSet && newest?.state === "cancelled" ? "leave" : "open";
}

const setMark = (found: Findings): string => `Set ${findingSet(found)}.`;

/** Title and detail of the task, in words; the detail ends with the name of the set. */
export function taskWords(found: Findings, at: Date): { title: string; detail: string } {
  const count = found.findingCount;
  const records =
    count === 1 ? "1 record that does not match" : `${count.toLocaleString("en")} records that do not match`;
  const when = `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const more = count > found.findings.length ? `, among the first ${found.findings.length.toLocaleString("en")}` : "";
  return {
    title: `Look into ${records} the audit trail`,
    detail: `The replay check of ${when} found: ${findingSummary(found.findings)}${more}. ${setMark(found)}`,
  };
}
