import { shortDay } from "@/components/trail/entry-time.ts";
import { StateBadge } from "@/components/ui/badge.tsx";
import { targetLabels } from "@/lib/lifecycle/rules.ts";
import type { GateStateDto } from "@/lib/lifecycle/schema.ts";

/** How a version stands by its gates, in few words: what is wrong first, else what the next gate waits for. */
export function GateMark({ state }: { state: GateStateDto }) {
  const { gateState, waivedUntil, next } = state;
  if (gateState === "retired") return <StateBadge tone="neutral">Retired</StateBadge>;
  if (gateState === "operating_without_valid_gate") {
    return <StateBadge tone="red">Operating without a valid gate</StateBadge>;
  }
  if (waivedUntil !== null) return <StateBadge tone="amber">Waived until {shortDay(waivedUntil, "UTC")}</StateBadge>;
  if (next?.request === "approved") return <StateBadge tone="green">Approved, not moved yet</StateBadge>;
  if (next?.request === "open") return <StateBadge tone="blue">Waits for a decision</StateBadge>;
  const leaving = gateState === "passed" && next?.target === "retirement";
  if (next !== null && next.blockedBy > 0 && !leaving) {
    return <StateBadge tone="amber">Blocked by {next.blockedBy}</StateBadge>;
  }
  return gateState === "passed" ? (
    <StateBadge tone="green">Gate passed</StateBadge>
  ) : (
    <StateBadge tone="neutral">{next === null ? "No gate ahead" : "Nothing blocks"}</StateBadge>
  );
}

/** The next gate in a sentence: where it leads, what blocks it and who must act. */
export function nextWords({ next, gateState }: GateStateDto): string {
  if (next === null) return "";
  const to = targetLabels[next.target].toLowerCase();
  const gate =
    gateState === "operating_without_valid_gate" ? `The gate to ${to} must be passed again` : `Next gate: ${to}`;
  if (next.request === "open") return `${gate}. A decision is asked for. To act: ${next.act}.`;
  if (next.request === "approved") return `${gate}. It is approved. To act: ${next.act}.`;
  return next.blockedBy === 0
    ? `${gate}. Nothing blocks it. To act: ${next.act}.`
    : `${gate}. ${next.blockedBy === 1 ? "One criterion blocks" : `${next.blockedBy} criteria block`} it. To act: ${next.act}.`;
}
