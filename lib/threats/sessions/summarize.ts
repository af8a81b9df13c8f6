import type { ThreatSession, Tx } from "../../db/types.ts";
import type { Operation, Part } from "../../graph/schema.ts";
import { participantNames } from "../participant-names.ts";
import type { Summary, Vote } from "./schema.ts";

type Counted = Record<"zone" | "element" | "flow", number>;
const nothing = (): Counted => ({ zone: 0, element: 0, flow: 0 });
const plural = ({ zone, element, flow }: Counted) => ({ zones: zone, elements: element, flows: flow });

/** What came of the operations in the end: a thing that was added and removed again counts nowhere. */
function countChanges(effects: readonly Operation[]) {
  const first = new Map<string, Operation["do"]>();
  const last = new Map<string, { part: Part; how: Operation["do"] }>();
  for (const effect of effects) {
    const id = effect.do === "add" ? effect.value.id : effect.id;
    if (!first.has(id)) first.set(id, effect.do);
    last.set(id, { part: effect.part, how: effect.do });
  }
  const [added, removed] = [nothing(), nothing()];
  let changed = 0;
  for (const [id, { part, how }] of last) {
    if (part === "assumption") continue;
    const isNew = first.get(id) === "add";
    if (isNew && how !== "remove") added[part] += 1;
    else if (!isNew && how === "remove") removed[part] += 1;
    else if (!isNew) changed += 1;
  }
  return { added: plural(added), removed: plural(removed), changed };
}

/** Who took part, what was added, changed and decided between the start of a session and `lastSeq`. */
export async function summarize(
  tx: Tx,
  session: ThreatSession,
  { lastSeq, votes, at }: { lastSeq: number; votes: Vote[]; at: Date },
): Promise<Summary> {
  const batches = await tx.diagramOperation.findMany({
    where: { diagramId: session.diagramId, seq: { gt: session.firstSeq, lte: lastSeq } },
    orderBy: { seq: "asc" },
  });
  const seen = await tx.sessionParticipant.findMany({ where: { sessionId: session.id } });
  const guests = await tx.sessionGuest.findMany({ where: { sessionId: session.id, state: "admitted" } });
  const nameOf = await participantNames(tx, batches);
  const people = new Map<string, { name: string; guest: boolean }>();
  for (const batch of batches) {
    people.set(batch.actorRef, { name: nameOf(batch), guest: batch.actorType === "guest" });
  }
  for (const { participant, name } of seen) people.set(participant, people.get(participant) ?? { name, guest: false });
  for (const { id, name } of guests) people.set(id, { name, guest: true });
  const threats = await tx.threat.findMany({
    where: { threatModelId: session.threatModelId, updatedAt: { gte: session.createdAt, lte: at } },
    orderBy: [{ rank: "desc" }, { id: "asc" }],
    take: 500,
    select: { id: true, title: true, state: true, severity: true },
  });
  return {
    minutes: Math.round((at.getTime() - session.createdAt.getTime()) / 60_000),
    participants: [...people.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    batches: batches.length,
    ...countChanges(batches.flatMap(({ effects }) => effects as Operation[])),
    threats,
    votes,
  };
}
