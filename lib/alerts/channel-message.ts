/** What a channel is told, before it has the shape of its kind. */
export interface ChannelMessage {
  /** Of this message; the same in every attempt, so that a receiver counts it once. */
  readonly id: string;
  /** alert.opened, alert.escalated, alert.resolved, alert.test */
  readonly event: string;
  readonly at: Date;
  readonly title: string;
  readonly words: string;
  readonly severity: string;
  /** Where people look at it. */
  readonly url: string;
  /** What programs want to know of the alert; null for a test. */
  readonly alert: Readonly<Record<string, string | readonly string[] | null>> | null;
}

/** The body of a webhook: JSON, one object. */
export function webhookBody({ id, event, at, ...rest }: ChannelMessage): string {
  return JSON.stringify({ id, event, at: at.toISOString(), ...rest });
}

/** Slack takes three signs of a text for its own. */
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The body that Slack's incoming webhooks read, and those of others who read the same: `{"text": …}` in mrkdwn. */
export function slackBody({ title, words, severity, url }: ChannelMessage): string {
  const lines = [`*${escaped(title)}* (${severity})`, escaped(words), `<${url}|Open in Modelkeep>`];
  return JSON.stringify({ text: lines.filter((text) => text !== "").join("\n") });
}
