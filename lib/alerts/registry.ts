import { addSignal } from "./add-signal.ts";
import { alertAggregate, channelAggregate, silenceAggregate } from "./aggregates.ts";
import { addChannel } from "./commands/add-channel.ts";
import { addSilence } from "./commands/add-silence.ts";
import { endSilence } from "./commands/end-silence.ts";
import { removeChannel } from "./commands/remove-channel.ts";
import { testChannel } from "./commands/test-channel.ts";
import { beginDelivery, endDelivery } from "./delivery-scratch.ts";
import { deliverAlert } from "./jobs.ts";
import { listChannels } from "./queries/list-channels.ts";
import { listSilences } from "./queries/list-silences.ts";
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
  aggregates: [alertAggregate, channelAggregate, silenceAggregate],
  commands: [
    acknowledgeAlert,
    addChannel,
    addSilence,
    endSilence,
    raiseAlert,
    removeChannel,
    resolveAlert,
    tellAlert,
    testChannel,
  ],
  scratches: [addSignal, beginDelivery, endDelivery, passOver],
  queries: [listAlerts, listChannels, listSilences, listOpenAlerts, listWaitingSignals, readAlert],
  jobs: [deliverAlert],
};
