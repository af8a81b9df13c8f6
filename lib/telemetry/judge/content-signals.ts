import { injectionSignal } from "../../detection/clients/injection-signal.ts";
import { leakSignal } from "../../detection/clients/leak-signal.ts";
import type { SecuritySignal } from "../../detection/clients/security-signal.ts";
import { contentAlpha } from "./budget-shares.ts";
import { toldSeverity } from "./told-severity.ts";

const WORTH = 0.5;

/** What scanners and guardrails said in an hour: events, and those with something in them. */
export interface ContentHour {
  readonly n: number;
  readonly injections: number;
  readonly injectionsPassed: number;
  readonly pii: number;
  readonly secrets: number;
  readonly canaries: number;
}

/** Something about content that is worth a word. */
export interface ContentFinding {
  readonly signal: SecuritySignal;
  /** Facts have theirs; what only is unusual is low unless the budget of false pages allows to tell people of it. */
  readonly severity: "critical" | "high" | "medium" | "low";
}

/**
 * Injections and passes, leaks and planted values of an hour beside the hours before it. An attempt that passed, a secret and a planted
 * value are facts, which no chance explains; a rise of attempts or of personal data is a test, which the budget of false pages pays for.
 */
export function contentSignals(now: ContentHour, before: readonly ContentHour[], pages: number): ContentFinding[] {
  const sum = (name: keyof ContentHour): number => before.reduce((total, hour) => total + hour[name], 0);
  const windows = (name: keyof ContentHour) => before.map((hour) => ({ count: hour[name], total: hour.n }));
  const n = sum("n");
  const injection = injectionSignal({
    ...now,
    usual: { injections: sum("injections"), n },
    windows: windows("injections"),
  });
  const leak = leakSignal({ ...now, usual: { pii: sum("pii"), n }, windows: windows("pii") });
  const alpha = contentAlpha(pages);
  const finding = (signal: SecuritySignal | null, fact: boolean): ContentFinding[] =>
    signal === null || signal.sure < WORTH
      ? []
      : [{ signal, severity: toldSeverity(signal.sure, fact || signal.p < alpha) }];
  const leaks = finding(leak, now.secrets + now.canaries > 0);
  return [
    ...finding(injection, now.injectionsPassed > 0),
    ...(now.canaries > 0 ? leaks.map(({ signal }) => ({ signal, severity: "critical" as const })) : leaks),
  ];
}
