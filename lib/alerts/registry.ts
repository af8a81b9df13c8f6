import { addSignal } from "./add-signal.ts";
import { alertAggregate, channelAggregate, ruleAggregate, silenceAggregate } from "./aggregates.ts";
import { addRule } from "./commands/add-rule.ts";
import { disableRule } from "./commands/disable-rule.ts";
import { enableRule } from "./commands/enable-rule.ts";
import { hushAlert } from "./commands/hush-alert.ts";
import { removeRule } from "./commands/remove-rule.ts";
import { stepRule } from "./commands/step-rule.ts";
import { updateRule } from "./commands/update-rule.ts";
import { listRuleWork } from "./queries/list-rule-work.ts";
import { readRuleList } from "./queries/read-rule-list.ts";
import { readRuleWindows } from "./queries/read-rule-windows.ts";
import { replayAlertRule } from "./queries/replay-rule.ts";
import { keepRuleState } from "./rule-state.ts";
import { addChannel } from "./commands/add-channel.ts";
import { addSilence } from "./commands/add-silence.ts";
import { endSilence } from "./commands/end-silence.ts";
import { removeChannel } from "./commands/remove-channel.ts";
import { testChannel } from "./commands/test-channel.ts";
import { updateChannel } from "./commands/update-channel.ts";
import { beginDelivery, endDelivery } from "./delivery-scratch.ts";
import { deliverAlert } from "./jobs.ts";
import { listChannels } from "./queries/list-channels.ts";
import { listSilences } from "./queries/list-silences.ts";
import { acknowledgeAlert } from "./commands/acknowledge-alert.ts";
import { raiseAlert } from "./commands/raise-alert.ts";
import { resolveAlert } from "./commands/resolve-alert.ts";
import { tellAlert } from "./commands/tell-alert.ts";
import { passOver } from "./pass-over.ts";
import { tellGroup } from "./tell-group.ts";
import { groupAlertsByModel } from "./queries/group-alerts.ts";
import { listAlerts } from "./queries/list-alerts.ts";
import { listOpenAlerts } from "./queries/list-open-alerts.ts";
import { listWaitingTellings } from "./queries/list-waiting-tellings.ts";
import { listWaitingSignals } from "./queries/list-waiting-signals.ts";
import { readAlertAccount } from "./queries/read-alert-account.ts";
import { readAlertHistory } from "./queries/read-alert-history.ts";
import { readAlert } from "./queries/read-alert.ts";

/** Everything of this domain for the registry. */
export const alerts = {
  aggregates: [alertAggregate, channelAggregate, ruleAggregate, silenceAggregate],
  commands: [
    acknowledgeAlert,
    addChannel,
    addRule,
    disableRule,
    enableRule,
    hushAlert,
    removeRule,
    stepRule,
    updateRule,
    addSilence,
    endSilence,
    raiseAlert,
    removeChannel,
    resolveAlert,
    tellAlert,
    testChannel,
    updateChannel,
  ],
  scratches: [addSignal, beginDelivery, endDelivery, keepRuleState, passOver, tellGroup],
  queries: [
    listRuleWork,
    readRuleList,
    readRuleWindows,
    replayAlertRule,
    groupAlertsByModel,
    listAlerts,
    listChannels,
    listSilences,
    listOpenAlerts,
    listWaitingSignals,
    listWaitingTellings,
    readAlert,
    readAlertAccount,
    readAlertHistory,
  ],
  jobs: [deliverAlert],
};
