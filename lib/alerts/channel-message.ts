/** One alert of a message, as programs and people read it. */
export interface ToldAlert {
  readonly id: string;
  /** alert.opened, alert.escalated, alert.continued, alert.resolved */
  readonly event: string;
  /** In a line, with what happened: "Resolved: Drift: Scorer". */
  readonly title: string;
  readonly words: string;
  readonly severity: string;
  /** The page of this alert. */
  readonly url: string;
  readonly kind: string;
  readonly state: string;
  readonly modelId: string | null;
  readonly ruleId: string | null;
  readonly series: string | null;
  readonly techniques: readonly string[];
  readonly startedAt: string | null;
  readonly firedAt: string | null;
  readonly resolvedAt: string | null;
}

/** What a channel is told, before it has the shape of its kind. */
export interface ChannelMessage {
  /** Of this message; the same in every attempt, so that a receiver counts it once. */
  readonly id: string;
  /** What happened to the alerts, the gravest of it: alert.opened, alert.escalated, alert.continued, alert.resolved, alert.test */
  readonly event: string;
  readonly at: Date;
  readonly title: string;
  readonly words: string;
  /** The worst of its alerts. */
  readonly severity: string;
  /** Where people look at it. */
  readonly url: string;
  /** The one alert it is about; null when there are several or none. */
  readonly alert: ToldAlert | null;
  /** All of them; none for a test. */
  readonly alerts: readonly ToldAlert[];
}

/** So many alerts are spelled out for people; the page has the rest. */
const MOST_LISTED = 50;

/** The body of a webhook: JSON, one object. */
export function webhookBody({ id, event, at, ...rest }: ChannelMessage): string {
  return JSON.stringify({ id, event, at: at.toISOString(), ...rest });
}

/** Of a message of several alerts one line each: "Drift: Scorer, amount (high): amount moved by 0.4". Empty for one alert. */
export function listedAlerts(alerts: readonly ToldAlert[], line = plainLine): string[] {
  if (alerts.length < 2) return [];
  const rest = alerts.length - MOST_LISTED;
  return [...alerts.slice(0, MOST_LISTED).map(line), ...(rest > 0 ? [`and ${rest} more.`] : [])];
}

function plainLine({ title, severity, words }: ToldAlert): string {
  return `${title} (${severity})${words === "" ? "" : `: ${words}`}`;
}

/** Slack takes three signs of a text for its own. */
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function slackLine({ title, severity, words, url }: ToldAlert): string {
  return `• <${url}|${escaped(title)}> (${severity})${words === "" ? "" : `: ${escaped(words)}`}`;
}

/** The body that Slack's incoming webhooks read, and those of others who read the same: `{"text": …}` in mrkdwn. */
export function slackBody({ title, words, severity, url, alerts }: ChannelMessage): string {
  const listed = listedAlerts(alerts, slackLine);
  const lines = [`*${escaped(title)}* (${severity})`, escaped(words), ...listed, `<${url}|Open in Modelkeep>`];
  return JSON.stringify({ text: lines.filter((text) => text !== "").join("\n") });
}

/** What a letter is made of, without its address. */
export function letterBody({ title, words, url, alerts }: ChannelMessage): string {
  return JSON.stringify({ title, lines: [words, ...listedAlerts(alerts)].filter((text) => text !== ""), url });
}
