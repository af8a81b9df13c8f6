import type { AlertLabels } from "../detection/alerts/alert-labels.ts";
import type { Alert } from "../db/types.ts";

type Labelled = Pick<Alert, "orgId" | "modelId" | "ruleId" | "kind" | "severity" | "series">;

/** What silences and inhibitions look at: org, model, rule, kind, severity, series. What an alert lacks is the empty text. */
export function labelsOf({ orgId, modelId, ruleId, kind, severity, series }: Labelled): AlertLabels {
  return { org: orgId, model: modelId ?? "", rule: ruleId ?? "", kind, severity, series: series ?? "" };
}
