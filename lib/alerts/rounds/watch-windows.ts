import { START_ALERT, type AlertState } from "../../detection/alerts/alert-rule.ts";
import { stepAlert } from "../../detection/alerts/step-alert.ts";
import type { Actor } from "../../kernel/actor.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand, runScratch } from "../../kernel/run-command.ts";
import { stepRule } from "../commands/step-rule.ts";
import { listRuleWork } from "../queries/list-rule-work.ts";
import { readRuleWindows } from "../queries/read-rule-windows.ts";
import { keepRuleState } from "../rule-state.ts";
import { ruleWindows } from "../rules.ts";
import type { RuleWork } from "../schema-steps.ts";
import { eachOf } from "./each-of.ts";
import { unlessSettled } from "./unless-settled.ts";

const NAME = "alerts";
/** Windows are looked at when late events had their time and counting is done. */
const SETTLED_MS = 180_000;
const MOST_WINDOWS = 2_016;

type Window = { at: number; value: number | null };

/** The windows that closed since the rule looked last; those a new rule begins with let it fire at once. */
async function newWindows(work: RuleWork, now: number): Promise<Window[]> {
  const { orgId, modelId, part, watches, resolution, objective, condition, since, at } = work;
  const { stepMs } = ruleWindows[resolution];
  const to = Math.floor((now - SETTLED_MS) / stepMs) * stepMs;
  const begin = at?.getTime() ?? Math.floor(since.getTime() / stepMs) * stepMs - condition.windows * stepMs;
  const from = Math.max(begin, to - MOST_WINDOWS * stepMs);
  if (to <= from) return [];
  const actor: Actor = { type: "system", name: NAME, orgId };
  const input = { modelId, part, watches, resolution, objective, from, to };
  return (await runQuery(readRuleWindows, { actor, input })).windows;
}

async function stepOne(work: RuleWork, now: Date): Promise<number> {
  const { orgId, ruleId, modelId, part } = work;
  const condition = part === "slow" ? { ...work.condition, noDataAfterMs: null } : work.condition;
  const call = { actor: { type: "system", name: NAME, orgId } satisfies Actor, now: () => now };
  const windows = await newWindows(work, now.getTime());
  let state: AlertState = work.state ?? START_ALERT;
  let was = work.at;
  for (const { at, value } of windows) {
    const before = state.status;
    const step = stepAlert(state, { at, value, rule: condition });
    state = step.state;
    const passed = before === "pending" && state.status === "normal";
    const event = step.event ?? (passed ? "withdrawn" : undefined);
    if (event === undefined && at !== windows.at(-1)?.at) continue;
    const kept = { ruleId, modelId, part, was, at: new Date(at), state };
    const told =
      event !== undefined && (await unlessSettled(runCommand(stepRule, { ...call, input: { ...kept, event, value } })));
    if (!told && !(await unlessSettled(runScratch(keepRuleState, { ...call, input: kept })))) return 0;
    was = kept.at;
  }
  return windows.length;
}

/** Shows every rule that is on the windows that closed since; answers how many windows were looked at. */
export async function watchWindows(now: Date): Promise<number> {
  const { items } = await runQuery(listRuleWork, { actor: { type: "system", name: NAME }, input: {} });
  return eachOf(items, (work) => stepOne(work, now));
}
