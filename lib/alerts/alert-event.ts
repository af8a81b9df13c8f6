import type { Alert } from "../db/types.ts";

/** What happens to an alert that others act on. */
export interface AlertEvent {
  readonly kind: "opened" | "escalated" | "resolved";
  readonly alert: Alert;
  readonly at: Date;
}

const prefixes: Readonly<Record<AlertEvent["kind"], string>> = {
  opened: "",
  escalated: "Graver: ",
  resolved: "Resolved: ",
};

/** The event in a line: "Resolved: Drift: Scorer". */
export function eventTitle({ kind, alert }: AlertEvent): string {
  return `${prefixes[kind]}${alert.title}`;
}
