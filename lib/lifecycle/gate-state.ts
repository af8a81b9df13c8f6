import type { Tx } from "../db/types.ts";
import { peopleById } from "../people/queries/people-by-id.ts";
import { nextTarget, operatingStages, type GateTarget } from "./rules.ts";
import { blockersOf, type CriterionResult } from "./evaluation-rules.ts";
import { evaluate, type Evaluation, type GateSource } from "./load-gates.ts";
import type { GateStateDto } from "./schema.ts";
import { gateToFace, standingOf, type Standing } from "./standing-rules.ts";

/** The newest request that brought a version into the stage it is in, or confirmed it there. */
export function passageOf({
  row,
  requests,
}: Pick<GateSource, "row" | "requests">): GateSource["requests"][number] | null {
  const target = row.state === "retired" ? "retired" : row.stage;
  const carried = requests.filter(({ toStage, movedAt }) => toStage === target && movedAt !== null);
  return carried.sort((a, b) => Number(b.movedAt) - Number(a.movedAt))[0] ?? null;
}

/** The request that is open or approved. */
export function liveRequest({ requests }: Pick<GateSource, "requests">): GateSource["requests"][number] | null {
  return requests.find(({ state }) => state === "open" || state === "approved") ?? null;
}

/** How a version stands by the gate of the stage it is in. */
export function standingNow(source: GateSource): {
  standing: Standing;
  reasons: string[];
  current: readonly CriterionResult[];
} {
  const current = operatingStages.has(source.row.stage) ? evaluate(source, source.row.stage as GateTarget).results : [];
  return { ...standingOf({ version: source.row, passage: passageOf(source), current }), current };
}

function whoActs(source: GateSource, evaluation: Evaluation, owner: string | null): string {
  const live = liveRequest(source);
  const responsible = owner === null ? "whoever may change the model" : `${owner}, the owner`;
  if (live?.state === "open") return "a security lead or administrator decides";
  if (live?.state === "approved") return `${responsible}, carries out the move`;
  const open = blockersOf(evaluation.results);
  if (open.length === 0) return `${responsible}, asks for the gate`;
  return open.some(({ facts }) => facts.length > 0)
    ? `${responsible}, completes the record`
    : "whoever did it attests it";
}

function firstLapse(source: GateSource, results: readonly CriterionResult[]): string | null {
  const ids = new Set(results.flatMap(({ state, waiver }) => (state === "waived" ? [waiver?.id] : [])));
  const ends = source.waivers.filter(({ id }) => ids.has(id)).map(({ expiresAt }) => expiresAt.toISOString());
  return ends.sort()[0] ?? null;
}

/** How a version stands, and what the gate ahead of it waits for. `owner` is the name of who answers for the model. */
export function gateStateOf(source: GateSource, owner: string | null): GateStateDto {
  const { row, model } = source;
  const { standing, reasons, current } = standingNow(source);
  const target = model.state === "archived" ? null : gateToFace(row, standing);
  const ahead = target === null ? null : evaluate(source, target);
  const blockers = ahead === null ? [] : blockersOf(ahead.results);
  const live = liveRequest(source);
  const next = nextTarget(row);
  const waived = next === null ? current : [...current, ...evaluate(source, next).results];
  return {
    versionId: row.id,
    modelId: model.id,
    label: row.label,
    stage: row.stage as GateStateDto["stage"],
    state: row.state as GateStateDto["state"],
    gateState: standing,
    reasons,
    waivedUntil: firstLapse(source, waived),
    next:
      target === null || ahead === null
        ? null
        : {
            target,
            blockedBy: blockers.length,
            blockers: blockers.map(({ criterion }) => criterion.title),
            act: whoActs(source, ahead, owner),
            request: live === null ? null : (live.state as "open" | "approved"),
          },
  };
}

/** The same for many versions, with the names of the owners. */
export async function gateStates(db: Tx, orgId: string, sources: readonly GateSource[]): Promise<GateStateDto[]> {
  const people = await peopleById(
    db,
    orgId,
    sources.map(({ model }) => model.ownerId),
  );
  return sources.map((source) => gateStateOf(source, people.get(source.model.ownerId ?? "")?.name ?? null));
}
