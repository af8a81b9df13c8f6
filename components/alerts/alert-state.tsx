import { Badge, StateBadge } from "@/components/ui/badge.tsx";
import type { Alert } from "@/lib/telemetry/schema.ts";
import { alertMarks } from "./alert-marks.ts";

/** How an alert stands, and whether anybody is told. */
export function AlertState({ state, silenced }: Pick<Alert, "state" | "silenced">) {
  return (
    <span className="mk-telemetry-actions">
      <StateBadge tone={alertMarks[state].tone}>{alertMarks[state].words}</StateBadge>
      {silenced ? <Badge>Silenced</Badge> : null}
    </span>
  );
}
