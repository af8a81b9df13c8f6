import { addSignal } from "./add-signal.ts";
import { alertAggregate } from "./aggregates.ts";
import { acknowledgeAlert } from "./commands/acknowledge-alert.ts";
import { raiseAlert } from "./commands/raise-alert.ts";
import { resolveAlert } from "./commands/resolve-alert.ts";
import { tellAlert } from "./commands/tell-alert.ts";
import { passOver } from "./pass-over.ts";
import { listAlerts } from "./queries/list-alerts.ts";
import { listOpenAlerts } from "./queries/list-open-alerts.ts";
import { listWaitingSignals } from "./queries/list-waiting-signals.ts";
import { readAlert } from "./queries/read-alert.ts";

/** Everything of this domain for the registry. */
export const alerts = {
  aggregates: [alertAggregate],
  commands: [acknowledgeAlert, raiseAlert, resolveAlert, tellAlert],
  scratches: [addSignal, passOver],
  queries: [listAlerts, listOpenAlerts, listWaitingSignals, readAlert],
  jobs: [],
};
