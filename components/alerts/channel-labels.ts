import type { channelKinds } from "@/lib/alerts/rules.ts";

/** What the kinds of channels are called. */
export const channelLabels: Readonly<Record<(typeof channelKinds)[number], string>> = {
  email: "E-mail",
  webhook: "Webhook",
  slack: "Slack",
};
