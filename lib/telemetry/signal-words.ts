/** What the sorts of signals are called. */
export const signalLabels: Readonly<Record<string, string>> = {
  drift: "Drift",
  anomaly: "Anomaly",
  silence: "Telemetry fell silent",
  extraction: "Looks like model extraction",
  evasion: "Looks like evasion",
  membership: "Looks like membership inference",
  sybil: "Several clients act as one",
  injection: "Prompt injection",
  leak: "Leak",
  canary: "A planted value came out",
  ood: "Inputs far from the training data",
  poisoning: "Feedback may be poisoned",
  performance: "Performance dropped",
  series_limit: "Too many series",
};
