import type { Alert } from "../db/types.ts";

/** What others are told of an alert. `continued`: it goes on after a silence. */
export const alertEventKinds = ["opened", "escalated", "continued", "resolved"] as const;
export type AlertEventKind = (typeof alertEventKinds)[number];

/** What happens to an alert that others act on. */
export interface AlertEvent {
  readonly kind: AlertEventKind;
  readonly alert: Alert;
  readonly at: Date;
}

const prefixes: Readonly<Record<AlertEventKind, string>> = {
  opened: "",
  escalated: "Graver: ",
  continued: "Goes on: ",
  resolved: "Resolved: ",
};

/** The event in a line: "Resolved: Drift: Scorer". */
export function eventTitle({ kind, alert }: { kind: AlertEventKind; alert: Pick<Alert, "title"> }): string {
  return `${prefixes[kind]}${alert.title}`;
}
