import { DEFAULT_TELLING, togetherNames, type Together } from "@/lib/alerts/rules.ts";
import { AddChannelInput, type ChannelDto } from "@/lib/alerts/schema.ts";
import { z } from "@/lib/zod.ts";

const LEAST_SECRET = 16;
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const WAIT = "Give seconds from 0 to 3,600, an hour.";
const INTERVAL = "Give minutes from 0 to 1,440, a day.";

const { name, kind, address, secret } = AddChannelInput.shape;

const told = {
  name,
  least: AddChannelInput.shape.least.unwrap(),
  together: z.enum(togetherNames),
  waitSeconds: z.number(WAIT).min(0, WAIT).max(3_600, WAIT),
  intervalMinutes: z.number(INTERVAL).min(0, INTERVAL).max(1_440, INTERVAL),
};

/** A channel that there is, as its form holds it: its address and kind stay. */
export const ChangedChannel = z.strictObject(told);
export type ToldValues = z.output<typeof ChangedChannel>;

/** A new channel as its form holds it. */
export const NewChannel = z
  .strictObject({ ...told, kind, address, secret: secret.unwrap() })
  .superRefine((values, check) => {
    if (values.kind !== "webhook" || values.secret.length >= LEAST_SECRET) return;
    const message = "Give a secret of 16 characters or more; what is sent is signed with it.";
    check.addIssue({ code: "custom", path: ["secret"], message });
  });
export type ChannelValues = z.output<typeof NewChannel>;

/** The form of a new channel. */
export const newChannel: ChannelValues = {
  ...{ name: "", kind: "email", address: "", secret: "", least: "medium" },
  together: DEFAULT_TELLING.together,
  waitSeconds: DEFAULT_TELLING.waitMs / SECOND_MS,
  intervalMinutes: DEFAULT_TELLING.intervalMs / MINUTE_MS,
};

/** The form of a channel that there is. */
export function toldOf({ name: own, least, together, waitMs, intervalMs }: ChannelDto): ToldValues {
  const pace = { waitSeconds: waitMs / SECOND_MS, intervalMinutes: intervalMs / MINUTE_MS };
  return { name: own, least, together, ...pace };
}

/** What the server is asked: spans in milliseconds. */
export function paceOf<Values extends ToldValues>({ waitSeconds, intervalMinutes, ...rest }: Values) {
  return {
    ...rest,
    waitMs: Math.round(waitSeconds * SECOND_MS),
    intervalMs: Math.round(intervalMinutes * MINUTE_MS),
  };
}

/** Which alerts come in one message, in words. */
export const togetherLabels: Readonly<Record<Together, string>> = {
  severity: "Alerts of one model and severity",
  model: "Alerts of one model",
  all: "All alerts",
  alert: "Each alert by itself",
};
