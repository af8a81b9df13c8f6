import type { Tx } from "../db/types.ts";
import { versionsById } from "../inventory/queries/gate-versions.ts";
import { audited, type AuditItem } from "../kernel/aggregate.ts";
import type { CommandContext } from "../kernel/context.ts";
import { gateRequestAggregate } from "./aggregates.ts";
import { differencesOf, type GateMaterial } from "./evaluation-rules.ts";
import { liveRequest, standingNow } from "./gate-state.ts";
import { askPeople, gateTasks, settle, tell } from "./gate-tasks.ts";
import { noteStandings, type StandingFact } from "./note-standings.ts";
import { evaluate, loadGates, type GateSource } from "./load-gates.ts";
import type { GateTarget } from "./rules.ts";
import { writeRequest } from "./write-rows.ts";

const titleOf = ({ model, row }: GateSource): string => `${model.name} ${row.label} operates without a valid gate`;

async function responsible(tx: Tx, source: GateSource): Promise<{ id: string }[]> {
  const leads = await tx.user.findMany({
    where: { orgId: source.row.orgId, state: "active", role: "security_lead" },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  const owner = await tx.user.findFirst({
    where: { id: source.model.ownerId ?? source.model.id, state: "active" },
    select: { id: true },
  });
  return [...new Map([...(owner === null ? [] : [owner]), ...leads].map((person) => [person.id, person])).values()];
}

/** What an approval was given for and is no longer so; empty when it still holds, or nothing is approved. */
export function brokenApproval(source: GateSource): string[] {
  const live = liveRequest(source);
  if (live?.state !== "approved" || live.material === null) return [];
  const { material, digest } = evaluate(source, live.toStage as GateTarget);
  if (digest === live.digest) return [];
  const words = differencesOf(live.material as unknown as GateMaterial, material);
  return words.length === 0 ? ["What was approved changed."] : words;
}

/** Ends an approval whose ground changed, tells who asked, and closes its tasks. */
export async function voidApproval(
  tx: Tx,
  ctx: CommandContext,
  source: GateSource,
  changes: readonly string[],
): Promise<AuditItem[]> {
  const live = liveRequest(source);
  if (live === null) return [];
  const reason = changes.join(" ").slice(0, 2000);
  const after = await writeRequest(tx, ctx, live, { state: "void", endedAt: ctx.now(), endReason: reason });
  const title = `The approval of ${source.model.name} ${source.row.label} is void`;
  const people = [live.requestedBy, live.decidedBy];
  await tell(tx, ctx, { people, versionId: source.row.id, kind: "gate_void", title, detail: reason });
  const items = await settle(tx, ctx, source.row.id, gateTasks.move, gateTasks.approve);
  return [audited(gateRequestAggregate, live, after, { action: "gate.void", reason }), ...items];
}

/** Whether a version stands by a valid gate in its stage, to be remembered. */
export function standingFact(source: GateSource): StandingFact {
  const valid = standingNow(source).standing !== "operating_without_valid_gate";
  return { versionId: source.row.id, stage: source.row.stage, valid };
}

/** Whether the task about a version without a valid gate is not as it should be. */
export function needsWatch(source: GateSource, hasTask: boolean): boolean {
  const invalid = standingNow(source).standing === "operating_without_valid_gate";
  return invalid !== hasTask || brokenApproval(source).length > 0;
}

/**
 * Brings what follows from a version's gate in line with how it stands now: the task of owner and security leads while it
 * operates without a valid gate, and an approval whose ground changed. Gives nothing when all is as it should be.
 */
export async function watchGate(tx: Tx, ctx: CommandContext, versionId: string): Promise<AuditItem[]> {
  const [source] = await loadGates(tx, ctx, await versionsById(tx, ctx.orgId, [versionId]));
  if (source === undefined) return [];
  const changes = brokenApproval(source);
  const voided = changes.length === 0 ? [] : await voidApproval(tx, ctx, source, changes);
  const { standing, reasons } = standingNow(source);
  await noteStandings(tx, ctx, [standingFact(source)]);
  const about = { orgId: ctx.orgId, kind: gateTasks.invalid, entityType: "model_version", entityId: versionId };
  const open = await tx.task.count({ where: { ...about, state: "open" } });
  if (standing !== "operating_without_valid_gate") {
    return open === 0 ? voided : [...voided, ...(await settle(tx, ctx, versionId, gateTasks.invalid))];
  }
  if (open > 0) return voided;
  const people = await responsible(tx, source);
  const detail = reasons.join(" ").slice(0, 4000);
  const asked = await askPeople(tx, ctx, {
    kind: gateTasks.invalid,
    versionId,
    title: titleOf(source),
    detail,
    people,
  });
  return [...voided, ...asked];
}
