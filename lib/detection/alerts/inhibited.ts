import { matchLabels, type AlertLabels, type LabelMatcher } from "./alert-labels.ts";

/** While an alert like `source` is open, alerts like `target` with the same labels `equal` are not worth a word. */
export interface InhibitionRule {
  readonly source: readonly LabelMatcher[];
  readonly target: readonly LabelMatcher[];
  readonly equal: readonly string[];
}

const kind = (value: string): LabelMatcher => ({ label: "kind", is: "equal", value });

/** A model of which nothing arrives has no drift, no anomaly and no performance to speak of. */
const silent: readonly InhibitionRule[] = ["silence", "volume_zero", "no_data"].flatMap((source) =>
  ["drift", "slow_drift", "anomaly", "performance"].map((target) => ({
    source: [kind(source)],
    target: [kind(target)],
    equal: ["org", "model"],
  })),
);

/** What burns fast burns slowly too: the page says it already. */
const burns: InhibitionRule = {
  source: [kind("burn_fast")],
  target: [kind("burn_slow")],
  equal: ["org", "model", "rule"],
};

export const DEFAULT_INHIBITIONS: readonly InhibitionRule[] = [...silent, burns];

/** The open alert that makes this one not worth telling; undefined when there is none. An alert does not inhibit itself. */
export function inhibitedBy<Open extends { readonly labels: AlertLabels }>(
  labels: AlertLabels,
  open: readonly Open[],
  rules: readonly InhibitionRule[] = DEFAULT_INHIBITIONS,
): Open | undefined {
  const applying = rules.filter(({ target }) => matchLabels(labels, target));
  return open.find(
    (other) =>
      other.labels !== labels &&
      applying.some(
        ({ source, equal }) =>
          matchLabels(other.labels, source) &&
          equal.every((label) => (other.labels[label] ?? "") === (labels[label] ?? "")),
      ),
  );
}

/** Whether an open alert makes this one not worth telling. */
export function inhibited(
  labels: AlertLabels,
  open: readonly { readonly labels: AlertLabels }[],
  rules: readonly InhibitionRule[] = DEFAULT_INHIBITIONS,
): boolean {
  return inhibitedBy(labels, open, rules) !== undefined;
}
