type Words = readonly [label: string, words: string];

/** Words for what happens to alerts; see action-words.ts for how they are written. */
export const alertActionWords: Readonly<Record<string, Words>> = {
  "alert.raise": ["Alert", "made the alert {thing} graver"],
  "alert.raise/alert/1": ["Alert", "opened the alert {thing}"],
  "alert.tell": ["Alert told", "told of the alert {thing}, whose silence had ended"],
  "alert.hush": ["Alert silenced", "silenced the alert {thing}, which was open"],
  "alert.acknowledge": ["Alert acknowledged", "looks at the alert {thing}"],
  "alert.resolve": ["Alert resolved", "settled the alert {thing}"],
  "alert_rule.add": ["Alert rule added", "added the alert rule {thing}"],
  "alert_rule.update": ["Alert rule changed", "{changes}"],
  "alert_rule.update/alert": ["Alert ended", "ended the alert {thing} of a rule that was changed"],
  "alert_rule.remove": ["Alert rule removed", "removed the alert rule {thing}"],
  "alert_rule.remove/alert": ["Alert ended", "ended the alert {thing} of a rule that was removed"],
  "alert_rule.enable": ["Alert rule switched on", "switched the alert rule {thing} on"],
  "alert_rule.disable": ["Alert rule switched off", "switched the alert rule {thing} off"],
  "alert_rule.disable/alert": ["Alert ended", "ended the alert {thing} of a rule that was switched off"],
  "alert_rule.step": ["Alert of a rule", "{changes}"],
  "alert_rule.step/alert/1": ["Alert of a rule", "opened the alert {thing}"],
  "alert_silence.add": ["Silence begun", "silenced alerts: {reason}"],
  "alert_silence.add/alert": ["Alert silenced", "silenced the alert {thing}, which was open: {reason}"],
  "alert_silence.end/alert": ["Alert told", "told of the alert {thing}, whose silence was ended"],
  "alert_silence.end": ["Silence ended", "ended a silence of alerts"],
  "alert_channel.add": ["Channel added", "added the channel {thing} for alerts"],
  "alert_channel.update": ["Channel changed", "{changes}"],
  "alert_channel.remove": ["Channel removed", "removed the channel {thing} for alerts"],
  "alert_channel.test": ["Channel tried", "sent a test to the channel {name}"],
};
