import { describeReplay } from "../../detection/alerts/describe-replay.ts";
import type { AlertRule } from "../../detection/alerts/alert-rule.ts";
import { replayRule, type RuleReplay } from "../../detection/alerts/replay-rule.ts";
import { defineQuery, type Reader } from "../../kernel/query.ts";
import { readHistory, type Look } from "../rule-history.ts";
import { checkRule, modelIdOf } from "../rule-row.ts";
import { burnWords, partsOf, ruleWindows, type RulePart } from "../rules.ts";
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

type Part = { part: RulePart; replay: RuleReplay };

async function replayPart(db: Reader, orgId: string, look: Look, condition: AlertRule): Promise<RuleReplay> {
  const history = await readHistory(db, orgId, look);
  const begun = history.findIndex(({ value }) => value !== null);
  const own = look.part === "slow" ? { ...condition, noDataAfterMs: null } : condition;
  return replayRule(own, begun < 0 ? history : history.slice(begun));
}

function partWords({ part, replay }: Part): string {
  const words = describeReplay(replay);
  if (part === "" || replay.windowsWithData === 0) return words;
  const label = burnWords[part][0];
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

/** The alerts of a rule at one model together. */
function summed(parts: readonly Part[]) {
  const fired = parts.flatMap(({ part, replay }) => replay.fired.map((one) => ({ ...one, part })));
  const [first] = parts;
  return {
    words: [...new Set(parts.map(partWords))].join(" "),
    fired: fired.map(({ from, to, peak, part }) => ({ from: iso(from), to: to === null ? null : iso(to), peak, part })),
    noData: first?.replay.noData.length ?? 0,
    windows: first?.replay.windows ?? 0,
    windowsWithData: first?.replay.windowsWithData ?? 0,
  };
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
      const parts = [];
      for (const part of partsOf(watched.objective)) {
        const look = { ...watched, part, modelId: one.id, from, to };
        parts.push({ part, replay: await replayPart(db, ctx.orgId, look, condition) });
      }
      replayed.push({ model: one, ...summed(parts) });
    }
    const fired = replayed.reduce((sum, one) => sum + one.fired.length, 0);
    return { from: iso(from), to: iso(to), fired, models: replayed };
  },
});
