import { fieldMoment, momentField } from "@/components/telemetry/telemetry-place.ts";
import { AddSilenceInput } from "@/lib/alerts/schema.ts";
import { signalSeverities } from "@/lib/telemetry/rules.ts";
import { z } from "@/lib/zod.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;

/** How often a silence comes again, in ms. */
export const repeats = { once: null, daily: DAY_MS, weekly: 7 * DAY_MS } as const;

/** The moment of a field in UTC, in ms; null where it is none. */
const moment = (value: string): number | null => fieldMoment(value, "utc");

/** A silence as its form holds it: moments are fields of a date and a clock in UTC, an empty choice is every alert. */
export const SilenceForm = z
  .strictObject({
    model: z.string(),
    kind: z.string(),
    severity: z.union([z.literal(""), z.enum(signalSeverities)]),
    from: z.string().refine((value) => moment(value) !== null, "Choose when it begins."),
    to: z.string().refine((value) => moment(value) !== null, "Choose when it ends."),
    repeat: z.enum(["once", "daily", "weekly"]),
    reason: AddSilenceInput.shape.reason,
  })
  .superRefine(({ from, to, repeat }, check) => {
    const length = (moment(to) ?? 0) - (moment(from) ?? 0);
    if (length <= 0) check.addIssue({ code: "custom", path: ["to"], message: "The end comes after the begin." });
    const every = repeats[repeat];
    if (every === null || every > length) return;
    check.addIssue({ code: "custom", path: ["repeat"], message: "It must be over before it comes again." });
  });
export type SilenceValues = z.output<typeof SilenceForm>;

/** What a new silence is about when it was begun at an alert. */
export type SilenceAbout = { model: { id: string; name: string } | null; kind: string };
const everything: SilenceAbout = { model: null, kind: "" };

/** The form of a new silence: every alert, or those of a model and kind, for two hours from now. */
export function newSilence(now: number, about: SilenceAbout = everything): SilenceValues {
  const from = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const span = { from: momentField(from, "utc"), to: momentField(from + 2 * HOUR_MS, "utc") };
  return { model: about.model?.id ?? "", kind: about.kind, severity: "", ...span, repeat: "once", reason: "" };
}

/** What the server is asked, from a form that was checked. Throws where it was not. */
export function silenceOf(values: SilenceValues): z.input<typeof AddSilenceInput> {
  const { from, to, repeat, reason, model, kind, severity } = SilenceForm.parse(values);
  const iso = (value: string) => new Date(moment(value) ?? 0).toISOString();
  const matchers = Object.entries({ model, kind, severity } as const)
    .filter(([, value]) => value !== "")
    .map(([label, value]) => ({ label: label as "model" | "kind" | "severity", is: "equal" as const, value }));
  return { matchers, from: iso(from), to: iso(to), everyMs: repeats[repeat], reason };
}
