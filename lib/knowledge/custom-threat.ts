import type { CustomThreat } from "./schema.ts";

function clause(text: string): string {
  return text.trim().replace(/[.;,\s]+$/u, "");
}

/**
 * A custom threat as one sentence: "An outsider who can send mail to the inbox can make the assistant forward letters; then
 * customer data leaves the company. This harms: the correspondence of customers."
 */
export function threatSentence({ source, prerequisites, action, impact, asset }: CustomThreat): string {
  const who = clause(source);
  const given = clause(prerequisites);
  const begin = who.charAt(0).toUpperCase() + who.slice(1);
  const subject = given === "" ? begin : `${begin} ${given}`;
  return `${subject} can ${clause(action)}; then ${clause(impact)}. This harms: ${clause(asset)}.`;
}
