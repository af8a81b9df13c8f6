import { describeReplay } from "../../detection/alerts/describe-replay.ts";
import { replayRule } from "../../detection/alerts/replay-rule.ts";
import { defineQuery, type Reader } from "../../kernel/query.ts";
import { readHistory } from "../rule-history.ts";
import { checkRule, modelIdOf } from "../rule-row.ts";
import { ruleWindows } from "../rules.ts";
import { ReplayDto, ReplayRuleInput } from "../schema-rules.ts";

const DAY_MS = 86_400_000;
const MOST_MODELS = 50;
const iso = (at: number): string => new Date(at).toISOString();

async function modelsOf(db: Reader, orgId: string, modelId: string | null) {
  const senders = await db.$queryRaw<{ id: string }[]>`
    select distinct model_id::text as id from telemetry_sender where org_id = ${orgId}::uuid`;
  const wanted = modelId === null ? senders.map(({ id }) => id) : [modelId];
  return db.model.findMany({
    where: { orgId, id: { in: wanted } },
    select: { id: true, name: true, slug: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MOST_MODELS,
  });
}

/** What a rule would have done over stored windows, by the same steps as live. */
export const replayAlertRule = defineQuery({
  name: "alert_rule.replay",
  summary: "Try a rule on stored history: how often it would have fired",
  permission: "alert:manage",
  http: "POST /alert-rules/replay",
  input: ReplayRuleInput,
  output: ReplayDto,
  async run({ db, input, ctx }) {
    checkRule(input);
    const { condition, days, model, ...watched } = input;
    const models = await modelsOf(db, ctx.orgId, await modelIdOf(db, ctx.orgId, model));
    const { stepMs, keptMs } = ruleWindows[watched.resolution];
    const to = Math.floor(ctx.now().getTime() / stepMs) * stepMs;
    const from = to - Math.min(days * DAY_MS, keptMs);
    const replayed = [];
    for (const one of models) {
      const history = await readHistory(db, ctx.orgId, { ...watched, modelId: one.id, from, to });
      const begun = history.findIndex(({ value }) => value !== null);
      const replay = replayRule(condition, begun < 0 ? history : history.slice(begun));
      replayed.push({
        model: one,
        words: describeReplay(replay),
        fired: replay.fired.map((fired) => ({
          from: iso(fired.from),
          to: fired.to === null ? null : iso(fired.to),
          peak: fired.peak,
        })),
        noData: replay.noData.length,
        windows: replay.windows,
        windowsWithData: replay.windowsWithData,
      });
    }
    const fired = replayed.reduce((sum, one) => sum + one.fired.length, 0);
    return { from: iso(from), to: iso(to), fired, models: replayed };
  },
});
