import type { Threat } from "../../db/types.ts";
import { controlOf } from "../../knowledge/controls.ts";
import { can } from "../../kernel/can.ts";
import type { Context } from "../../kernel/context.ts";
import { isDifferentPerson } from "../../kernel/different-person.ts";
import type { Reader } from "../../kernel/query.ts";
import { peopleById, type PersonById } from "../../people/queries/people-by-id.ts";
import type { z } from "../../zod.ts";
import { libraryThreat } from "../packs/known-packs.ts";
import type { Severity } from "../../knowledge/severity.ts";
import type { ThreatState } from "../rules.ts";
import { dayOf, isExpired, isInPlace, stateOn } from "./rules.ts";
import type { Mitigation, ThreatDto, ThreatSummaryDto } from "./schema.ts";

type Tables = Pick<Reader, "threat" | "threatModel" | "threatComment" | "threatPack" | "user" | "$queryRaw">;
type Summary = z.input<typeof ThreatSummaryDto>;
type People = ReadonlyMap<string, PersonById>;

const day = (date: Date | null): string | null => (date === null ? null : dayOf(date));
const personIn = (people: People, id: string | null): PersonById | null =>
  id === null ? null : (people.get(id) ?? null);

function commonOf(row: Threat, people: People, today: string) {
  const kept = { state: row.state as ThreatState, acceptedUntil: day(row.acceptedUntil) };
  const state = stateOn(kept, today);
  const dueOn = day(row.dueOn);
  return {
    id: row.id,
    title: row.title,
    state,
    expired: isExpired(kept, today),
    asked: row.acceptRequestedBy !== null && row.acceptedBy === null,
    severity: row.severity as Severity,
    residualSeverity: row.residualSeverity as Severity | null,
    likelihood: row.likelihood,
    impact: row.impact,
    diagramId: row.diagramId,
    target: row.targetId === null ? null : { part: row.targetPart as "element" | "flow" | "zone", id: row.targetId },
    targetName: row.targetName,
    libraryId: row.libraryId,
    stride: row.stride as Summary["stride"],
    refs: row.refs,
    tactics: row.tactics,
    because: row.because as Summary["because"],
    owner: personIn(people, row.ownerId),
    dueOn,
    overdue: dueOn !== null && dueOn < today && (state === "accepted" || state === "suggested"),
    acceptedUntil: kept.acceptedUntil,
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
  };
}

async function threatModelsOf(db: Tables, orgId: string, rows: readonly Threat[]) {
  const found = await db.threatModel.findMany({
    where: { orgId, id: { in: [...new Set(rows.map(({ threatModelId }) => threatModelId))] } },
    select: { id: true, slug: true, name: true, state: true },
  });
  return new Map(found.map((row) => [row.id, row]));
}

/** Threats as the register shows them, in their order; three statements however many they are. */
export async function threatSummaries(db: Tables, ctx: Context, rows: readonly Threat[]): Promise<Summary[]> {
  if (rows.length === 0) return [];
  const today = dayOf(ctx.now());
  const owners = rows.map(({ ownerId }) => ownerId);
  const people = await peopleById(db, ctx.orgId, owners);
  const models = await threatModelsOf(db, ctx.orgId, rows);
  const counts = await db.threatComment.groupBy({
    by: ["threatId"],
    where: { orgId: ctx.orgId, threatId: { in: rows.map(({ id }) => id) } },
    _count: true,
  });
  const comments = new Map(counts.map(({ threatId, _count }) => [threatId, _count]));
  return rows.map((row) => {
    const model = models.get(row.threatModelId);
    const mitigations = row.mitigations as Mitigation[];
    return {
      ...commonOf(row, people, today),
      threatModel: { id: row.threatModelId, slug: model?.slug ?? row.threatModelId, name: model?.name ?? "" },
      mitigations: { all: mitigations.length, inPlace: mitigations.filter(isInPlace).length },
      comments: comments.get(row.id) ?? 0,
    };
  });
}

async function adviceOf(db: Tables, orgId: string, libraryId: string | null): Promise<ThreatDto["advice"]> {
  if (libraryId === null) return null;
  const found = await libraryThreat(db, orgId, libraryId);
  if (found === undefined) return null;
  const { how, first, controls } = found.threat;
  return { how, first, controls: controls.map((id) => ({ id, title: controlOf(id)?.title ?? id })) };
}

function abilitiesOf(ctx: Context, row: Threat, active: boolean): ThreatDto["abilities"] {
  const edit = active && can(ctx.actor, "threat:write");
  const asked = row.acceptRequestedBy !== null && row.acceptedBy === null;
  return {
    edit,
    ask: edit && ctx.actor.type === "user" && !asked && row.state !== "accepted_risk",
    decide: active && asked && can(ctx.actor, "threat:approve") && isDifferentPerson(ctx.actor, row.acceptRequestedBy),
    comment: edit,
  };
}

/** One threat with everything about it and what the actor may do. */
export async function threatDto(db: Tables, ctx: Context, row: Threat): Promise<z.input<typeof ThreatDto>> {
  const comments = await db.threatComment.findMany({
    where: { orgId: ctx.orgId, threatId: row.id },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: 500,
  });
  const people = await peopleById(db, ctx.orgId, [
    row.ownerId,
    row.acceptRequestedBy,
    row.acceptedBy,
    row.createdBy,
    ...comments.flatMap(({ authorId, mentions }) => [authorId, ...mentions]),
  ]);
  const model = (await threatModelsOf(db, ctx.orgId, [row])).get(row.threatModelId);
  const nameOf = (id: string | null): string | undefined => (id === null ? undefined : people.get(id)?.name);
  return {
    ...commonOf(row, people, dayOf(ctx.now())),
    threatModel: { id: row.threatModelId, slug: model?.slug ?? row.threatModelId, name: model?.name ?? "" },
    description: row.description,
    grammar: row.grammar as ThreatDto["grammar"],
    linddun: row.linddun as ThreatDto["linddun"],
    libraryVersion: row.libraryVersion,
    taxonomy: row.taxonomy as ThreatDto["taxonomy"],
    stateReason: row.stateReason,
    residualLikelihood: row.residualLikelihood,
    residualImpact: row.residualImpact,
    acceptRequestedBy: personIn(people, row.acceptRequestedBy),
    acceptedBy: personIn(people, row.acceptedBy),
    mitigations: row.mitigations as Mitigation[],
    links: row.links as ThreatDto["links"],
    comments: comments.map(({ id, authorId, guestName, body, mentions, createdAt }) => ({
      id,
      author: nameOf(authorId) ?? guestName ?? "Somebody",
      body,
      mentions: mentions
        .flatMap((each) => people.get(each) ?? [])
        .map((person) => ({ id: person.id, name: person.name })),
      createdAt: createdAt.toISOString(),
    })),
    advice: await adviceOf(db, ctx.orgId, row.libraryId),
    externalId: row.externalId,
    createdBy: personIn(people, row.createdBy),
    createdAt: row.createdAt.toISOString(),
    abilities: abilitiesOf(ctx, row, model?.state === "active"),
  };
}
