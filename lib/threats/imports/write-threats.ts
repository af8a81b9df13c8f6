import type { Threat, Tx } from "../../db/types.ts";
import { audited, type AuditItem } from "../../kernel/aggregate.ts";
import type { CommandContext } from "../../kernel/context.ts";
import type { ImportMonitor } from "../../imports/schema.ts";
import { threatAggregate } from "../aggregates.ts";
import { changeThreat, type ThreatData } from "../register/change-threat.ts";
import { derivedColumns } from "../register/columns.ts";
import { settleAcceptance } from "../register/settle-acceptance.ts";
import type { GoneThreat, PlannedThreat } from "./plan-threats.ts";

const REPORT_EVERY = 50;
const GONE = "The file that it was imported from has it no more.";

type Place = { threatModelId: string; diagramIds: ReadonlyMap<string, string> };

async function createOne(tx: Tx, ctx: CommandContext, place: Place, { wanted, data }: PlannedThreat): Promise<Threat> {
  const at = ctx.now();
  const { grammar, mitigations = [], taxonomy = [], ...fields } = data;
  const described = {
    title: wanted.title,
    description: wanted.description,
    targetName: data.targetName ?? "",
    libraryId: null,
    refs: wanted.refs,
    severity: data.severity ?? "medium",
    likelihood: wanted.likelihood,
    impact: wanted.impact,
  };
  const diagramId = data.diagramId ?? null;
  return tx.threat.create({
    data: {
      ...fields,
      ...described,
      ...derivedColumns(described),
      ...(grammar === undefined ? {} : { grammar }),
      id: ctx.newId(),
      orgId: ctx.orgId,
      threatModelId: place.threatModelId,
      diagramId: diagramId === null ? null : (place.diagramIds.get(diagramId) ?? diagramId),
      stride: wanted.stride,
      linddun: wanted.linddun,
      state: data.state ?? "accepted",
      stateReason: data.stateReason ?? "",
      mitigations,
      taxonomy,
      because: [],
      links: [],
      externalId: wanted.externalId,
      createdBy: ctx.actor.type === "user" ? ctx.actor.id : null,
      version: 1,
      createdAt: at,
      updatedAt: at,
    },
  });
}

async function changeOne(tx: Tx, ctx: CommandContext, before: Threat, data: ThreatData): Promise<AuditItem[]> {
  const { item } = await changeThreat(tx, ctx, before, { data });
  const isAsked = before.acceptRequestedBy !== null || before.state === "accepted_risk";
  const settled = data.state !== undefined && isAsked ? await settleAcceptance(tx, ctx, before, "cancelled") : [];
  return [item, ...settled];
}

function moved(data: ThreatData, { diagramIds }: Place): ThreatData {
  if (data.diagramId === undefined || data.diagramId === null) return data;
  return { ...data, diagramId: diagramIds.get(data.diagramId) ?? data.diagramId };
}

/** Writes the planned threats into the register; those that the file has no more and that were chosen no longer apply. Gives the ids by external id. */
export async function writeThreats(
  { tx, ctx, monitor }: { tx: Tx; ctx: CommandContext; monitor: ImportMonitor },
  place: Place,
  planned: readonly PlannedThreat[],
  gone: readonly GoneThreat[],
): Promise<{ ids: Map<string, string>; audit: AuditItem[] }> {
  const ids = new Map<string, string>();
  const audit: AuditItem[] = [];
  const total = planned.length;
  for (const [index, each] of planned.entries()) {
    if (index % REPORT_EVERY === 0) await monitor.report(index, total);
    const { wanted, existing, data, isSkipped } = each;
    if (existing !== null) ids.set(wanted.externalId, existing.id);
    if (isSkipped) continue;
    if (existing === null) {
      const row = await createOne(tx, ctx, place, each);
      ids.set(wanted.externalId, row.id);
      audit.push(audited(threatAggregate, null, row));
    } else if (Object.keys(data).length > 0) audit.push(...(await changeOne(tx, ctx, existing, moved(data, place))));
  }
  for (const { existing, isChosen } of gone) {
    if (!isChosen) continue;
    const none = { acceptedUntil: null, acceptRequestedBy: null, acceptedBy: null };
    audit.push(...(await changeOne(tx, ctx, existing, { state: "not_applicable", stateReason: GONE, ...none })));
  }
  await monitor.report(total, total);
  return { ids, audit };
}
