import type { AlertLabels, LabelMatcher } from "../detection/alerts/alert-labels.ts";
import { inhibitedBy as explainedBy } from "../detection/alerts/inhibited.ts";
import { matchSilence } from "../detection/alerts/match-silence.ts";
import type { Alert, AlertSilence, Tx } from "../db/types.ts";
import { labelsOf } from "./alert-labels.ts";

type Stored = Pick<AlertSilence, "matchers" | "fromAt" | "toAt" | "everyMs">;

/** The conditions of a stored silence. */
export function matchersOf({ matchers }: Pick<AlertSilence, "matchers">): readonly LabelMatcher[] {
  return matchers as unknown as readonly LabelMatcher[];
}

/** Whether nobody is told of an alert: it is silenced, or another one explains it. */
export function isQuiet({ silenced, inhibitedBy }: Pick<Alert, "silenced" | "inhibitedBy">): boolean {
  return silenced || inhibitedBy !== null;
}

/** A stored silence as the detection room knows it; one that was ended covers nothing from then on. */
export function asSilence({ matchers, fromAt, toAt, everyMs }: Stored) {
  return {
    matchers: matchersOf({ matchers }),
    from: fromAt.getTime(),
    to: toAt.getTime(),
    everyMs: everyMs === null ? null : Number(everyMs),
  };
}

/** Whether an alert is worth telling now: no silence covers it, and no open alert of the same model says why. */
export async function readQuiet(
  tx: Pick<Tx, "alert" | "alertSilence">,
  orgId: string,
  asked: { labels: AlertLabels; modelId: string | null; at: Date },
): Promise<Pick<Alert, "silenced" | "inhibitedBy">> {
  const { labels, modelId, at } = asked;
  const standing = { endedAt: null, fromAt: { lte: at }, OR: [{ everyMs: { not: null } }, { toAt: { gt: at } }] };
  const silences = await tx.alertSilence.findMany({ where: { orgId, ...standing } });
  const silenced = silences.some((silence) => matchSilence(asSilence(silence), labels, at.getTime()));
  if (modelId === null) return { silenced, inhibitedBy: null };
  const open = await tx.alert.findMany({ where: { orgId, modelId, state: "firing" } });
  const source = explainedBy(
    labels,
    open.map((alert) => ({ labels: labelsOf(alert), id: alert.id })),
  );
  return { silenced, inhibitedBy: source?.id ?? null };
}
