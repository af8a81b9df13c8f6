import { defineQuery } from "../../kernel/query.ts";
import { z } from "../../zod.ts";
import { readHistory } from "../rule-history.ts";
import { ruleParts, ruleResolutions, watchedNames } from "../rules.ts";

/** What a rule sees of one model in a time, window by window. */
export const readRuleWindows = defineQuery({
  name: "alert_rule.windows",
  summary: "What a rule sees of a model, window by window",
  permission: "system:operate",
  input: z.strictObject({
    modelId: z.uuid(),
    watches: z.enum(watchedNames),
    resolution: z.enum(ruleResolutions),
    objective: z.number().nullable(),
    part: z.enum(ruleParts),
    from: z.int(),
    to: z.int(),
  }),
  output: z.strictObject({ windows: z.array(z.strictObject({ at: z.int(), value: z.number().nullable() })) }),
  async run({ db, input, ctx }) {
    return { windows: await readHistory(db, ctx.orgId, input) };
  },
});
