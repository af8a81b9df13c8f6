import type { Hits } from "../../stats/counts/fisher-exact.ts";
import { rateChange } from "../../stats/counts/rate-change.ts";
import type { DriftSettings } from "../defaults.ts";
import type { DriftPart } from "./drift-part.ts";
import type { ShareChange } from "./drift-statistics.ts";

/** How the share of rows without a value, or with an unusable one, changed: its test and its size. */
export function sharePart(
  part: "nulls" | "invalid",
  reference: Hits,
  current: Hits,
  settings: DriftSettings,
): { readonly part: DriftPart; readonly change: ShareChange | null } {
  const sizes = { part, n: reference.total, m: current.total, p: null, effect: null, measure: null };
  const change = rateChange(reference, current);
  if (change.status !== "ok") return { part: { ...sizes, status: "not_enough_data" }, change: null };
  const numbers = { before: change.before, after: change.after, change: change.change, p: change.p };
  if (Math.min(reference.total, current.total) < settings.leastN) {
    return { part: { ...sizes, status: "not_enough_data" }, change: numbers };
  }
  const none = reference.count + current.count === 0;
  if (none || reference.count + current.count === reference.total + current.total) {
    return { part: { ...sizes, status: "constant" }, change: numbers };
  }
  const effect = Math.abs(change.change) / settings.floors.share;
  return { part: { ...sizes, status: "tested", p: change.p, effect, measure: "share" }, change: numbers };
}
