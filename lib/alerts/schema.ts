import { z } from "../zod.ts";
import { line } from "../kernel/text-schema.ts";
import { signalSeverities } from "../telemetry/rules.ts";
import { channelKinds, DEFAULT_TELLING, togetherNames } from "./rules.ts";

const ExpectedVersion = z
  .int()
  .min(1)
  .optional()
  .describe("The version this change was made on; a newer one is a conflict");

export const ReadAlertInput = z.strictObject({ id: z.uuid() });
export const ResolveAlertInput = z.strictObject({
  id: z.uuid(),
  expectedVersion: ExpectedVersion,
  reason: line(1_000).default("").describe("What it was, for the trail"),
});

const Moment = z.iso.datetime();
const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

export const MatcherDto = z.strictObject({
  label: z.enum(["model", "rule", "kind", "severity", "series"]).describe("model and rule by their ids"),
  is: z.enum(["equal", "different", "starts_with"]),
  value: line(200),
});

export const AddSilenceInput = z.strictObject({
  matchers: z.array(MatcherDto).max(20).default([]).describe("All must fit; none is every alert"),
  from: Instant.describe("Begin"),
  to: Instant.describe("End"),
  everyMs: z.int().min(60_000).nullable().default(null).describe("For maintenance: again every so many milliseconds"),
  reason: line(500).min(1, "Say why."),
});
export const EndSilenceInput = z.strictObject({ id: z.uuid(), expectedVersion: ExpectedVersion });
export const ListSilencesInput = z.strictObject({
  state: z.enum(["standing", "all"]).default("standing").describe("Standing ones are not ended and not over"),
});
export const SilenceDto = z.strictObject({
  id: z.uuid(),
  matchers: z.array(MatcherDto),
  from: Moment,
  to: Moment,
  everyMs: z.int().nullable(),
  reason: z.string(),
  createdBy: z.string().nullable(),
  endedAt: Moment.nullable(),
  version: z.int(),
});
export const SilenceListDto = z.strictObject({ items: z.array(SilenceDto).describe("At most 200, the newest first") });

const told = {
  name: line(120).min(1, "Give the channel a name."),
  least: z.enum(signalSeverities).describe("The mildest severity that is sent"),
  together: z
    .enum(togetherNames)
    .describe("Which alerts come in one message: of one model and severity, of one model, all, or each alone"),
  waitMs: z.int().min(0).max(3_600_000).describe("How long a message waits for more alerts of its group"),
  intervalMs: z.int().min(0).max(86_400_000).describe("How long after a message the next one of its group comes"),
};

export const AddChannelInput = z.strictObject({
  ...told,
  kind: z.enum(channelKinds),
  address: line(1_000)
    .min(1, "Give the address.")
    .describe("An e-mail address or a URL; afterwards only its host is shown"),
  secret: z
    .string()
    .max(200)
    .regex(/^[\x21-\x7e]*$/, "A secret has no spaces or special characters.")
    .default("")
    .describe("What webhooks are signed with, 16 characters or more; never shown again"),
  least: told.least.default("medium"),
  together: told.together.default(DEFAULT_TELLING.together),
  waitMs: told.waitMs.default(DEFAULT_TELLING.waitMs),
  intervalMs: told.intervalMs.default(DEFAULT_TELLING.intervalMs),
});
export const UpdateChannelInput = z.strictObject({
  id: z.uuid(),
  expectedVersion: ExpectedVersion,
  name: told.name.optional(),
  least: told.least.optional(),
  together: told.together.optional(),
  waitMs: told.waitMs.optional(),
  intervalMs: told.intervalMs.optional(),
});
export const ChannelInput = z.strictObject({ id: z.uuid(), expectedVersion: ExpectedVersion });
export const TestChannelInput = z.strictObject({ id: z.uuid() });
export const ListChannelsInput = z.strictObject({});
export const ChannelDto = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(channelKinds),
  shown: z.string().describe("Of the address what may be seen"),
  least: z.enum(signalSeverities),
  together: z.enum(togetherNames),
  waitMs: z.int(),
  intervalMs: z.int(),
  lastDelivery: z
    .strictObject({
      state: z.enum(["waiting", "sent", "failed"]),
      event: z.string(),
      attempts: z.int(),
      failure: z.string().nullable(),
      at: Moment,
    })
    .nullable(),
  version: z.int(),
});
export type ChannelDto = z.output<typeof ChannelDto>;
export const ChannelListDto = z.strictObject({ items: z.array(ChannelDto).describe("By name") });
export const TestAskedDto = z.strictObject({ id: z.uuid() });
