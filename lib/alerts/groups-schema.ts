import { signalSeverities } from "../telemetry/rules.ts";
import { ListAlertsInput } from "../telemetry/schema.ts";
import { z } from "../zod.ts";

const { state, severity, model, q } = ListAlertsInput.shape;
const Moment = z.iso.datetime();

export const GroupAlertsInput = z.strictObject({ state, severity, model, q });

export const AlertGroupDto = z.strictObject({
  model: z.strictObject({ id: z.uuid(), name: z.string(), slug: z.string() }).nullable(),
  alerts: z.int(),
  firing: z.int(),
  silenced: z.int(),
  worst: z.enum(signalSeverities),
  title: z.string().describe("Of the gravest, the newest of equals"),
  since: Moment.describe("When the first of them began"),
});
export type AlertGroupDto = z.output<typeof AlertGroupDto>;
export const AlertGroupsDto = z.strictObject({
  items: z.array(AlertGroupDto).describe("At most 200: the gravest first, then the newest"),
  total: z.int().describe("How many alerts there are, of all models"),
});
