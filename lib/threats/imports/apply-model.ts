import type { ThreatModel, Tx } from "../../db/types.ts";
import type { ThreatModelDraft } from "../../interop/threat-model/draft.ts";
import type { AppliedRecord, ImportMonitor, SupplyPlanRecord } from "../../imports/schema.ts";
import { audited, type AuditItem } from "../../kernel/aggregate.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { threatModelAggregate } from "../aggregates.ts";
import { scopeOf } from "../load-threat-model.ts";
import { searchColumns } from "../search-columns.ts";
import { DEFAULT_REVIEW_DAYS } from "../settings/read-settings.ts";
import { slugFor } from "../slug-for.ts";
import type { PlannedModel } from "./plan-model.ts";
import { isTaken, type ExistingModel } from "./read-existing.ts";
import { removeDiagrams, writeDiagrams } from "./write-diagrams.ts";
import { writeThreats } from "./write-threats.ts";

type Work = { tx: Tx; ctx: CommandContext; monitor: ImportMonitor };
type Given = {
  existing: ExistingModel | null;
  draft: ThreatModelDraft;
  plan: PlannedModel;
  sourceId: string;
  skip: ReadonlySet<string>;
  remove: ReadonlySet<string>;
};

async function begin({ tx, ctx }: Work, { draft, sourceId }: Given): Promise<{ row: ThreatModel; audit: AuditItem[] }> {
  const createdBy = ctx.actor.type === "user" ? ctx.actor.id : null;
  const at = ctx.now();
  const fields = { name: draft.name, description: draft.description, tags: [] };
  const row = await tx.threatModel.create({
    data: {
      ...fields,
      ...searchColumns(fields),
      id: ctx.newId(),
      orgId: ctx.orgId,
      slug: await slugFor(tx, ctx.orgId, draft.name),
      stage: "design",
      ownerId: createdBy,
      packs: [],
      reviewDays: DEFAULT_REVIEW_DAYS,
      state: "active",
      externalId: (await isTaken(tx, ctx.orgId, sourceId)) ? null : sourceId,
      createdBy,
      version: 1,
      createdAt: at,
      updatedAt: at,
    },
  });
  return { row, audit: [audited(threatModelAggregate, null, { ...row, scope: [] })] };
}

async function settle(
  { tx, ctx }: Work,
  row: ThreatModel,
  { plan, skip }: Given,
): Promise<{ row: ThreatModel; audit: AuditItem[] }> {
  const { changed } = plan;
  if (skip.has("model") || Object.keys(changed).length === 0) return { row, audit: [] };
  const next = await tx.threatModel.update({
    where: { id: row.id, version: row.version },
    data: { ...changed, ...searchColumns({ ...row, ...changed }), updatedAt: ctx.now(), version: { increment: 1 } },
  });
  const scope = await scopeOf(tx, row.id);
  return { row: next, audit: [audited(threatModelAggregate, { ...row, scope }, { ...next, scope })] };
}

/** The account of what was done with each record of the plan, the threat model first. */
function accountOf(given: Given, model: ThreatModel, threats: ReadonlyMap<string, string>): AppliedRecord[] {
  const idOf = (record: SupplyPlanRecord): string | null => {
    if (record.kind === "threat_model") return model.id;
    return record.target?.id ?? (record.kind === "threat" ? (threats.get(record.path) ?? null) : null);
  };
  return given.plan.records.map((record, index): AppliedRecord => {
    const isLeft = record.action === "remove" ? !given.remove.has(record.key) : given.skip.has(record.key);
    const slug = record.kind === "threat_model" ? model.slug : "";
    return { index, action: isLeft ? "skip" : record.action, id: idOf(record), slug, name: record.name };
  });
}

/** Carries out a plan: the threat model, its diagrams, its threats, in the caller's transaction. A new one that is left out takes everything with it. */
export async function applyModel(work: Work, given: Given): Promise<{ records: AppliedRecord[]; audit: AuditItem[] }> {
  const { tx, ctx } = work;
  const { existing, plan } = given;
  if (existing === null && given.skip.has("model")) {
    const records = plan.records.map((record, index): AppliedRecord => ({
      index,
      action: "skip",
      id: null,
      slug: "",
      name: record.name,
    }));
    return { records, audit: [] };
  }
  const model = existing === null ? await begin(work, given) : await settle(work, existing.row, given);
  const threatModelId = model.row.id;
  const diagrams = await writeDiagrams(tx, ctx, threatModelId, plan.diagrams);
  const removed = await removeDiagrams(tx, ctx, threatModelId, plan.goneDiagrams);
  const threats = await writeThreats(work, { threatModelId, diagramIds: diagrams.ids }, plan.threats, plan.gone);
  return {
    records: accountOf(given, model.row, threats.ids),
    audit: [...model.audit, ...diagrams.audit, ...removed, ...threats.audit],
  };
}
