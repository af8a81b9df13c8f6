import { handleSignals } from "../alerts/rounds/handle-signals.ts";
import { settleAlerts } from "../alerts/rounds/settle-alerts.ts";
import { tellGroups } from "../alerts/rounds/tell-groups.ts";
import { watchWindows } from "../alerts/rounds/watch-windows.ts";
import { repeat, type Loop } from "./repeat.ts";

const SIGNALS_POLL_MS = 2_000;
const SETTLE_POLL_MS = 30_000;
const RULES_POLL_MS = 15_000;
const TELL_POLL_MS = 2_000;

/** Starts what makes alerts of signals and rules, ends them, and tells of them. */
export function startAlertLoops(): Loop {
  let stopping = false;
  const loops = [
    repeat("alerts of signals", SIGNALS_POLL_MS, async () => {
      while (!stopping && (await handleSignals()) > 0);
    }),
    repeat("alerts that end", SETTLE_POLL_MS, async () => {
      await settleAlerts(new Date());
    }),
    repeat("messages about alerts", TELL_POLL_MS, async () => {
      await tellGroups(new Date());
    }),
    repeat("alert rules", RULES_POLL_MS, async () => {
      await watchWindows(new Date());
    }),
  ];
  return {
    stop: async () => {
      stopping = true;
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
