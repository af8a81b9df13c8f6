import { EntityHistoryInput, EntryPage } from "../trail/schema.ts";
import { z } from "../zod.ts";
import { channelKinds } from "./rules.ts";
import { RuleDto } from "./schema-rules.ts";

const Moment = z.iso.datetime();

export const ReadAccountInput = z.strictObject({ id: z.uuid() });

export const DeliveryDto = z.strictObject({
  id: z.uuid(),
  channel: z.string(),
  kind: z.enum(channelKinds),
  event: z.string(),
  state: z.enum(["waiting", "sent", "failed"]),
  attempts: z.int(),
  status: z.int().nullable().describe("What the receiver answered, a number of HTTP or SMTP"),
  failure: z.string().nullable(),
  again: z.boolean().describe("Whether it is tried again"),
  alerts: z.int().describe("How many alerts were in the message"),
  createdAt: Moment,
  at: Moment.nullable().describe("Of the last attempt"),
});
export type DeliveryDto = z.output<typeof DeliveryDto>;

export const AccountDto = z.strictObject({
  rule: RuleDto.nullable(),
  ruleRemoved: z.boolean(),
  kind: z.string(),
  techniques: z.array(z.strictObject({ id: z.string(), name: z.string() })).describe("Of MITRE ATLAS"),
  resolvedBy: z.string().nullable().describe("The person who ended it; null for the worker"),
  explainedBy: z
    .strictObject({ id: z.uuid(), title: z.string() })
    .nullable()
    .describe("The alert that makes this one not worth telling"),
  silences: z.array(z.string()).describe("Reasons of the silences that cover it now"),
  watched: z
    .strictObject({
      series: z.string().describe("As GET /telemetry/{id}/points knows it"),
      from: Moment,
      to: Moment,
      limit: z.strictObject({ value: z.number(), words: z.string() }).nullable(),
    })
    .nullable()
    .describe("The chart of what it saw"),
  people: z
    .strictObject({ event: z.string(), at: Moment })
    .nullable()
    .describe("What people in the app were told last"),
  waiting: z.int().describe("How many channels are about to be told"),
  deliveries: z.array(DeliveryDto).describe("The newest first, at most 50, of the last 30 days"),
});
export type AccountDto = z.output<typeof AccountDto>;

export const AlertHistoryInput = z.strictObject({
  id: z.uuid(),
  cursor: EntityHistoryInput.shape.cursor,
  limit: EntityHistoryInput.shape.limit,
});
export const AlertHistoryDto = z.strictObject({
  ...EntryPage.shape,
  people: z.record(z.string(), z.string()).describe("Names of the people whom values refer to, by id"),
});
