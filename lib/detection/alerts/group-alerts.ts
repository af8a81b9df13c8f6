import type { AlertLabels } from "./alert-labels.ts";
import { fingerprint } from "./fingerprint.ts";

export interface AlertGroup<One> {
  /** The fingerprint of the labels they share. */
  readonly key: string;
  readonly labels: AlertLabels;
  /** In order of time; those of one fingerprint only once, the latest. */
  readonly alerts: readonly One[];
}

/** Alerts with the same values of the given labels together, for one message each; groups by their first alert. */
export function groupAlerts<One extends { readonly labels: AlertLabels; readonly at: number }>(
  alerts: readonly One[],
  by: readonly string[],
): AlertGroup<One>[] {
  const groups = new Map<string, { labels: AlertLabels; alerts: Map<string, One> }>();
  for (const alert of [...alerts].sort((left, right) => left.at - right.at)) {
    const labels = Object.fromEntries(by.map((name) => [name, alert.labels[name] ?? ""]));
    const key = fingerprint(labels);
    const group = groups.get(key) ?? { labels, alerts: new Map<string, One>() };
    group.alerts.set(fingerprint(alert.labels), alert);
    groups.set(key, group);
  }
  return [...groups].map(([key, group]) => ({
    key,
    labels: group.labels,
    alerts: [...group.alerts.values()].sort((left, right) => left.at - right.at),
  }));
}
