import type { Alert } from "../db/types.ts";
import { alertEventKinds, eventTitle, type AlertEventKind } from "./alert-event.ts";
import type { ChannelMessage, ToldAlert } from "./channel-message.ts";
import { isWorse } from "./rules.ts";

/** An alert of a group and what is told of it. */
export type Happened = { kind: AlertEventKind; alert: Alert };

/** Where people look: the alerts of the installation, and the name of the model when all alerts are of one. */
export type Around = { alertsUrl: string; model: string | null };

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

function toldAlert({ kind, alert }: Happened, alertsUrl: string): ToldAlert {
  return {
    id: alert.id,
    event: `alert.${kind}`,
    title: eventTitle({ kind, alert }),
    words: alert.words,
    severity: alert.severity,
    url: `${alertsUrl}/${alert.id}`,
    kind: alert.kind,
    state: alert.state,
    modelId: alert.modelId,
    ruleId: alert.ruleId,
    series: alert.series,
    techniques: alert.techniques,
    startedAt: iso(alert.startedAt),
    firedAt: iso(alert.firedAt),
    resolvedAt: iso(alert.resolvedAt),
  };
}

/** "20 alerts", "3 alerts resolved", "5 alerts, 2 of them resolved". */
function amount(all: number, over: number): string {
  if (over === all) return `${all} alerts resolved`;
  return over === 0 ? `${all} alerts` : `${all} alerts, ${over} of them resolved`;
}

/** The page of the one alert, or the list of those of the model; of several models the list of all. */
function urlOf(group: readonly Happened[], alertsUrl: string): string {
  const [first] = group;
  if (group.length === 1) return `${alertsUrl}/${first?.alert.id ?? ""}`;
  const models = new Set(group.map(({ alert }) => alert.modelId));
  const [model] = models;
  if (models.size > 1 || typeof model !== "string") return alertsUrl;
  return `${alertsUrl}?${group.some(({ kind }) => kind === "resolved") ? "state=all&" : ""}model=${model}`;
}

/** One message for a group of alerts, in their order: of one alert what it says itself, of several how many and all their lines. */
export function groupMessage(
  group: readonly Happened[],
  { alertsUrl, model }: Around,
): Omit<ChannelMessage, "id" | "at"> {
  const alerts = group.map((one) => toldAlert(one, alertsUrl));
  const [only] = alerts;
  const kinds = new Set(group.map(({ kind }) => kind));
  const over = group.filter(({ kind }) => kind === "resolved").length;
  const going = alerts.filter(({ event }) => over === alerts.length || event !== "alert.resolved");
  const severity = going.reduce((worst, one) => (isWorse(one.severity, worst) ? one.severity : worst), "low");
  const several = {
    title: `${amount(alerts.length, over)}${model === null ? "" : `: ${model}`}`,
    words: "",
    alert: null,
  };
  const one =
    alerts.length === 1 && only !== undefined ? { title: only.title, words: only.words, alert: only } : several;
  const event = `alert.${alertEventKinds.find((kind) => kinds.has(kind)) ?? "opened"}`;
  return { ...one, event, severity, url: urlOf(group, alertsUrl), alerts };
}
