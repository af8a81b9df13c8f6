import type { Attention, Overview } from "./schema.ts";

const numberWords = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** Small numbers as words, larger ones in figures with thousands separated. */
export function numberInWords(count: number): string {
  return numberWords[count] ?? count.toLocaleString("en");
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const plural = (count: number, one: string, many: string): string =>
  `${numberInWords(count)} ${count === 1 ? one : many}`;

/** One line of the headline and where it leads. */
export type Clause = { text: string; href: string };

/** The headline of the overview: sentences that a person could have written, the pressing one first. */
export function headline(overview: Pick<Overview, "models" | "attention" | "myOpenTasks" | "trail">): Clause[] {
  if (overview.models === 0) return [{ text: "No model is recorded yet.", href: "/models" }];
  const clauses: Clause[] = [];
  const alerts = overview.attention.find((item) => item.kind === "alerts");
  if (alerts !== undefined) {
    const open = capital(plural(alerts.count, "alert is open", "alerts are open"));
    const whom = alerts.count === 1 ? "it" : "them";
    clauses.push({ text: `${open} and nobody has taken ${whom} on.`, href: "/alerts" });
  }
  if (overview.myOpenTasks > 0) {
    const tasks = capital(plural(overview.myOpenTasks, "task waits", "tasks wait"));
    clauses.push({ text: `${tasks} for you.`, href: "/my-work" });
  }
  const ownerless = overview.attention.find((item) => item.kind === "no_owner");
  if (ownerless !== undefined) {
    const models = capital(plural(ownerless.count, "model has", "models have"));
    clauses.push({
      text: `${models} nobody who answers for ${ownerless.count === 1 ? "it" : "them"}.`,
      href: "/models?owner=nobody",
    });
  }
  if (clauses.length === 0) clauses.push({ text: "Nothing waits for you.", href: "/my-work" });
  clauses.push({ text: `${capital(plural(overview.models, "model is", "models are"))} recorded.`, href: "/models" });
  return clauses;
}

/** What one point of attention says, why it matters, and what to do about it. */
export function attentionWords(item: Attention): { title: string; why: string; action: string; href: string } {
  const models = plural(item.count, "model", "models");
  switch (item.kind) {
    case "alerts":
      return {
        title: `${capital(plural(item.count, "high or critical alert", "high or critical alerts"))} that nobody has taken on`,
        why: "Drift, attacks or limits seen in operation:",
        action: item.count === 1 ? "See the alert" : "See the alerts",
        href: "/alerts",
      };
    case "sensitive_without_owner":
      return {
        title: `${capital(models)} with confidential or restricted data and no owner`,
        why: "Nobody would be asked if it misbehaves tonight.",
        action: "Name an owner",
        href: "/models?owner=nobody&sensitivity=restricted&sensitivity=confidential",
      };
    case "no_owner":
      return {
        title: `${capital(models)} without an owner`,
        why: "Every model needs one person who answers for it.",
        action: "Name an owner",
        href: "/models?owner=nobody",
      };
    case "no_purpose":
      return {
        title: `${capital(models)} without a stated purpose`,
        why: "Without a purpose, neither risk nor misuse can be judged.",
        action: "State the purpose",
        href: item.examples[0] === undefined ? "/models" : `/models/${item.examples[0].slug}/edit`,
      };
    case "second_factor":
      return {
        title: "Administrators may sign in with a password alone",
        why: "A second factor stops most stolen passwords.",
        action: "Require it",
        href: "/settings/organization",
      };
  }
}
