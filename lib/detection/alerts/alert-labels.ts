/** What an alert is about: organization, model, feature, rule, kind … as texts. */
export type AlertLabels = Readonly<Record<string, string>>;

/** A condition on one label; a label that is missing is the empty text. */
export interface LabelMatcher {
  readonly label: string;
  readonly is: "equal" | "different" | "starts_with";
  readonly value: string;
}

/** Whether labels meet all of the conditions; none are met by everything. */
export function matchLabels(labels: AlertLabels, matchers: readonly LabelMatcher[]): boolean {
  return matchers.every(({ label, is, value }) => {
    const own = labels[label] ?? "";
    if (is === "starts_with") return own.startsWith(value);
    return (own === value) === (is === "equal");
  });
}
