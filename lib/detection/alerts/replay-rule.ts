import { START_ALERT, type AlertRule } from "./alert-rule.ts";
import { stepAlert } from "./step-alert.ts";

/** A time at which a rule would have fired. `to` is null when it still would. */
export interface ReplayedAlert {
  readonly from: number;
  readonly to: number | null;
  readonly peak: number;
}

export interface RuleReplay {
  readonly fired: readonly ReplayedAlert[];
  readonly noData: readonly { readonly from: number; readonly to: number | null }[];
  readonly windows: number;
  readonly windowsWithData: number;
  /** From the first to the last window, in ms. */
  readonly spanMs: number;
}

/** What a rule would have done over stored windows in ascending order of time, by the same steps as live. */
export function replayRule(
  rule: AlertRule,
  history: readonly { readonly at: number; readonly value: number | null }[],
): RuleReplay {
  let state = START_ALERT;
  const fired: { from: number; to: number | null; peak: number }[] = [];
  const noData: { from: number; to: number | null }[] = [];
  for (const { at, value } of history) {
    const before = state;
    const { state: next, event } = stepAlert(state, { at, value, rule });
    state = next;
    const open = fired.at(-1);
    const going = open !== undefined && open.to === null;
    if (event === "firing" && !going) fired.push({ from: at, to: null, peak: state.peak ?? rule.fire });
    else if (going && state.status === "firing") open.peak = state.peak ?? open.peak;
    else if (going && event === "resolved") open.to = at;
    const gap = noData.at(-1);
    if (event === "no_data") noData.push({ from: at, to: null });
    else if (gap !== undefined && before.status === "no_data" && state.status !== "no_data") gap.to = at;
  }
  const spanMs = (history.at(-1)?.at ?? 0) - (history[0]?.at ?? 0);
  const windowsWithData = history.filter(({ value }) => value !== null).length;
  return { fired, noData, windows: history.length, windowsWithData, spanMs };
}
