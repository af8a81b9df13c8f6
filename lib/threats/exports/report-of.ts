import type { ThreatModelVersion, ThreatSession } from "../../db/types.ts";
import type { ThreatReport } from "../../interop/threat-report/report.ts";
import { nodeLabels, type NodeType } from "../../inventory/assets/rules.ts";
import { nodesOf } from "../../inventory/queries/nodes-of.ts";
import { stageLabels } from "../../inventory/rules.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/query.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { readDiagrams } from "../imports/read-existing.ts";
import { loadThreatModel, scopeOf } from "../load-threat-model.ts";
import { dayOf } from "../register/rules.ts";
import { versionStates, type VersionState } from "../review/schema.ts";
import type { Severity } from "../../knowledge/severity.ts";
import { Summary } from "../sessions/schema.ts";
import { draftOf, type WholeModel } from "./draft-of.ts";

type Tables = Parameters<typeof nodesOf>[0] &
  Pick<
    Reader,
    | "threatModel"
    | "threatModelScope"
    | "threatModelVersion"
    | "threatSession"
    | "threat"
    | "user"
    | "diagram"
    | "diagramZone"
    | "diagramElement"
    | "diagramFlow"
    | "diagramAssumption"
  >;

/** A moment as it is read: day, time and zone. */
const momentWords = (at: Date): string => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

function sessionOf({ title, createdAt, summary }: ThreatSession): ThreatReport["sessions"][number] {
  const told = Summary.safeParse(summary);
  if (!told.success) return { title, at: momentWords(createdAt), participants: [], summary: "" };
  const { minutes, participants, added, changed, threats } = told.data;
  const drawn = `${count(added.elements, "element")} and ${count(added.flows, "flow")} added, ${count(changed, "part")} changed`;
  const words = `${count(minutes, "minute")}; ${drawn}, ${count(threats.length, "threat")} decided.`;
  return { title, at: momentWords(createdAt), participants: participants.map(({ name }) => name), summary: words };
}

function versionOf(names: ReadonlyMap<string, { name: string }>) {
  return ({
    number,
    state,
    createdAt,
    decidedBy,
    digest,
    note,
  }: ThreatModelVersion): ThreatReport["versions"][number] => ({
    number,
    state: versionStates[state as VersionState],
    at: momentWords(createdAt),
    decidedBy: decidedBy === null ? "" : (names.get(decidedBy)?.name ?? ""),
    digest: digest.slice(0, 16),
    note,
  });
}

/** A threat model and its life as a report tells it. Throws not_found. */
export async function reportOf(
  db: Tables,
  ctx: Context,
  id: string,
): Promise<{ whole: WholeModel; report: ThreatReport }> {
  const row = await loadThreatModel(db, ctx.orgId, id);
  const of = { where: { threatModelId: row.id } };
  const diagrams = await readDiagrams(db, row.id);
  const threats = await db.threat.findMany({ ...of, orderBy: [{ rank: "desc" }, { id: "asc" }] });
  const sessions = await db.threatSession.findMany({ ...of, orderBy: { createdAt: "asc" } });
  const versions = await db.threatModelVersion.findMany({ ...of, orderBy: { number: "asc" } });
  const people = await peopleById(db, ctx.orgId, [
    row.ownerId,
    ...threats.map(({ ownerId }) => ownerId),
    ...versions.map(({ decidedBy }) => decidedBy),
  ]);
  const scope = await scopeOf(db, row.id);
  const nodes = await nodesOf(db, ctx.orgId, scope);
  const nameOf = (personId: string | null): string | null =>
    personId === null ? null : (people.get(personId)?.name ?? null);
  const whole = { row, diagrams, threats, owner: nameOf(row.ownerId) };
  const followUp = new Map(
    threats.map((threat) => [
      threat.externalId ?? threat.id,
      {
        owner: nameOf(threat.ownerId) ?? "Nobody",
        dueOn: threat.dueOn === null ? "" : dayOf(threat.dueOn),
        residual: threat.residualSeverity as Severity | null,
      },
    ]),
  );
  const report: ThreatReport = {
    draft: draftOf(whole, ctx.now()),
    printedAt: momentWords(ctx.now()),
    stage: stageLabels[row.stage as keyof typeof stageLabels],
    scope: scope.map(({ type, id: thing }) => ({
      kind: nodeLabels[type as NodeType],
      name: nodes.get(thing)?.name ?? "Something that is gone",
    })),
    followUp,
    sessions: sessions.map(sessionOf),
    versions: versions.map(versionOf(people)),
  };
  return { whole, report };
}
