import { anyOf, everyWord, type Condition } from "../kernel/conditions.ts";
import { isUuid } from "../kernel/ids.ts";
import type { ListAlertsInput } from "../telemetry/schema.ts";
import type { z } from "../zod.ts";

type Asked = Pick<z.output<typeof ListAlertsInput>, "state" | "severity" | "model" | "q">;

/** Which alerts of an organization are asked for, over the columns of `alert`. */
export function alertConditions({ state, severity, model, q = "" }: Asked, orgId: string): Condition[] {
  const states = state === "all" ? undefined : state === "open" ? ["pending", "firing"] : [state];
  const ofModel = `model_id in (select id from model where org_id = ?::uuid and ${model !== undefined && isUuid(model) ? "id = ?::uuid" : "slug = ?"})`;
  return [
    { filter: "organization", sql: "org_id = ?::uuid", params: [orgId] },
    ...anyOf("state", "state", states),
    ...anyOf("severity", "severity", severity === undefined ? undefined : [severity]),
    ...(model === undefined ? [] : [{ filter: "model", sql: ofModel, params: [orgId, model] }]),
    ...everyWord("lower(title || ' ' || words)", q.toLowerCase()),
  ];
}
