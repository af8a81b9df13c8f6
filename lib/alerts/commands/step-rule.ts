import type { AlertRule as RuleRow, Tx } from "../../db/types.ts";
import { fingerprint } from "../../detection/alerts/fingerprint.ts";
import type { AuditItem } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { z } from "../../zod.ts";
import { lockOpen, raise, resolve } from "../raise.ts";
import { conditionOf } from "../rule-row.ts";
import { keepState } from "../rule-state.ts";
import { ruleWords } from "../rule-words.ts";
import { burnWords, type RulePart, type RuleResolution, type Watched } from "../rules.ts";
import { StepRuleInput } from "../schema-steps.ts";

type Step = z.output<typeof StepRuleInput>;
type About = { rule: RuleRow; modelId: string; model: string; part: RulePart };

const noDataPrint = ({ rule, modelId }: About): string =>
  fingerprint({ rule: rule.id, model: modelId, kind: "no_data" });
const rulePrint = ({ rule, modelId, part }: About): string =>
  fingerprint({ rule: rule.id, model: modelId, part: part === "slow" ? part : "" });

/** What its alert is called, what kind it is, and how grave. */
function faceOf({ rule, part }: About, isGap: boolean): { suffix: string; kind: string; severity: string } {
  if (isGap) return { suffix: ", no data", kind: "no_data", severity: rule.severity };
  if (part === "") return { suffix: "", kind: "rule", severity: rule.severity };
  const severity = part === "slow" ? (rule.slowSeverity ?? rule.severity) : rule.severity;
  return { suffix: `, ${burnWords[part][0]}`, kind: `burn_${part}`, severity };
}

async function end(tx: Tx, ctx: CommandContext, print: string, reason: string): Promise<AuditItem[]> {
  const open = await lockOpen(tx, ctx.orgId, print);
  return open === null ? [] : [(await resolve(tx, ctx, open, { reason })).item];
}

async function start(tx: Tx, ctx: CommandContext, about: About, step: Step): Promise<AuditItem[]> {
  const { rule, modelId, model, part } = about;
  const isGap = step.event === "no_data";
  const { suffix, kind, severity } = faceOf(about, isGap);
  const condition = conditionOf(rule);
  const told = {
    watches: rule.watches as Watched,
    resolution: rule.resolution as RuleResolution,
    objective: rule.objective,
    condition,
    part,
  };
  const { item } = await raise(tx, ctx, {
    fingerprint: isGap ? noDataPrint(about) : rulePrint(about),
    modelId,
    ruleId: rule.id,
    kind,
    severity,
    title: `${rule.name}${suffix}: ${model}`.slice(0, 200),
    words: ruleWords(told, isGap ? null : step.value),
    techniques: [],
    series: null,
    state: step.event === "pending" ? "pending" : "firing",
    at: new Date(step.state.startedAt ?? step.at.getTime()),
  });
  return [item];
}

async function follow(tx: Tx, ctx: CommandContext, about: About, step: Step): Promise<AuditItem[]> {
  if (step.event === "no_data") return start(tx, ctx, about, step);
  const back = about.part === "slow" ? [] : await end(tx, ctx, noDataPrint(about), "Data came again.");
  if (step.event === "pending" || step.event === "firing") return [...back, ...(await start(tx, ctx, about, step))];
  const reason = step.event === "withdrawn" ? "It did not last." : "It is back within its level.";
  return [...back, ...(await end(tx, ctx, rulePrint(about), reason))];
}

/** What a window of a rule did to its alert, with the state it leaves, in one transaction: no window counts twice. */
export const stepRule = defineCommand({
  name: "alert_rule.step",
  summary: "Open or end the alert of a rule after a window",
  permission: "system:operate",
  input: StepRuleInput,
  output: z.strictObject({}),
  async load({ tx, input, ctx }): Promise<About> {
    const rule = await tx.alertRule.findFirst({ where: { id: input.ruleId, orgId: ctx.orgId, enabled: true } });
    const where = { id: input.modelId, orgId: ctx.orgId };
    const model = await tx.model.findFirst({ where, select: { name: true } });
    if (rule === null || model === null) return notFound("alert rule");
    return { rule, modelId: input.modelId, model: model.name, part: input.part };
  },
  async run({ tx, input, target, ctx }) {
    await keepState(tx, ctx.orgId, input);
    const [first, ...more] = await follow(tx, ctx, target, input);
    if (first === undefined) throw new AppError("precondition_failed", "There is no alert that this ends.");
    return { result: {}, audit: [first, ...more] };
  },
});
