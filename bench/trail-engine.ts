import pg from "pg";
import { disconnect } from "../lib/db/client.ts";
import type { Actor } from "../lib/kernel/actor.ts";
import { newId } from "../lib/kernel/ids.ts";
import { runQuery } from "../lib/kernel/query.ts";
import { runCommand } from "../lib/kernel/run-command.ts";
import { createOrganization } from "../lib/people/commands/create-organization.ts";
import { entityChain } from "../lib/trail/queries/entity-chain.ts";
import { entityHistory } from "../lib/trail/queries/entity-history.ts";
import { findEntry } from "../lib/trail/queries/find-entry.ts";
import { listEntries } from "../lib/trail/queries/list-entries.ts";
import { trailFacets } from "../lib/trail/queries/trail-facets.ts";
import { fillTrail, type SyntheticTrail } from "./trail-fill.ts";

const ASKED = 20;

/** A question for a part of the trail's time between 0 and 1: what has to be known first, then what is timed. */
type Ask = (part: number) => Promise<() => Promise<unknown>>;

type Person = { actor: Actor; trail: SyntheticTrail };

const list = ({ actor }: Person, input: object) => runQuery(listEntries, { actor, input: { limit: 50, ...input } });

const at = ({ trail }: Person, part: number): string =>
  new Date(trail.from.getTime() + part * (trail.to.getTime() - trail.from.getTime())).toISOString();

const always =
  (ask: () => Promise<unknown>): Ask =>
  async () =>
    ask;

/** Questions about lists: who, what, when, and how deep inside. */
function listQuestions(person: Person): Record<string, Ask> {
  const { busyActor, quietActor, plainThing } = person.trail;
  const of = (input: object): Ask => always(() => list(person, input));
  const before =
    (input: object): Ask =>
    async (part) =>
    () =>
      list(person, { ...input, to: at(person, part) });
  const week =
    (input: object): Ask =>
    async (part) =>
    () =>
      list(person, { ...input, from: at(person, part), to: at(person, part + 0.01) });
  const behind =
    (input: object): Ask =>
    async (part) => {
      const { nextCursor } = await list(person, { ...input, to: at(person, part), limit: 1 });
      return () => list(person, { ...input, cursor: nextCursor ?? undefined });
    };
  return {
    "the newest page": of({}),
    "a page deep inside": behind({}),
    "jump to a date": before({}),
    "a week": week({}),
    "who: very busy": of({ actor: busyActor }),
    "who: very busy, deep inside": behind({ actor: busyActor }),
    "who: seldom": of({ actor: quietActor }),
    "who, in a week": week({ actor: busyActor }),
    "who and what, rare": of({ actor: quietActor, action: "user.archive" }),
    "who and what, nothing found": of({ actor: busyActor, action: "erasure.archive" }),
    "who, and a kind long ago": of({ actor: busyActor, entityType: "dataset" }),
    "kind: frequent, deep inside": behind({ entityType: "model" }),
    "kind: rare": of({ entityType: "erasure" }),
    "kind: only long ago": of({ entityType: "dataset" }),
    "kind: only long ago, before a date": before({ entityType: "dataset" }),
    "action: frequent, deep inside": behind({ action: "model.update" }),
    "action: rare": of({ action: "erasure.create" }),
    "action: none such": of({ action: "nothing.happened" }),
    "kind and action, in a week": week({ entityType: "task", action: "task.review" }),
    "a thing by its id alone": of({ entityId: plainThing }),
  };
}

/** Questions about one thing, what occurs, and what an id or a position is. */
function otherQuestions({ actor, trail }: Person): Record<string, Ask> {
  const { plainThing, hotThing, requestId, entries } = trail;
  const hot = { entityType: "diagram", entityId: hotThing };
  const history = (input: { entityType: string; entityId: string; cursor?: string | undefined }) =>
    runQuery(entityHistory, { actor, input });
  const find = (q: string): Promise<unknown> => runQuery(findEntry, { actor, input: { q } });
  return {
    "history of a thing": always(() => history({ entityType: "model", entityId: plainThing })),
    "history with very many versions, page 2": async () => {
      const { nextCursor } = await history(hot);
      return () => history({ ...hot, cursor: nextCursor ?? undefined });
    },
    "bytes of a long history, 200 versions": always(() =>
      runQuery(entityChain, { actor, input: { ...hot, limit: 200 } }),
    ),
    "who and what occurs": always(() => runQuery(trailFacets, { actor, input: {} })),
    "find a position": async (part) => () => find(String(Math.floor(part * (entries - 60)))),
    "find a thing": always(() => find(plainThing)),
    "find a request": always(() => find(requestId)),
    "find nothing": async () => {
      const absent = newId();
      return () => find(absent);
    },
  };
}

/** The questions that people put to a trail. */
export function questionsOf(actor: Actor, trail: SyntheticTrail): Record<string, Ask> {
  const person = { actor, trail };
  return { ...listQuestions(person), ...otherQuestions(person) };
}

/** The 95th percentile of how long a question takes, in milliseconds; the first answers, which warm up, do not count. */
export async function p95Of(ask: Ask): Promise<number> {
  const took: number[] = [];
  for (let time = -2; time < ASKED; time += 1) {
    const part = (0.5 + (time + 2) * 0.618_033_988_749) % 1;
    const timed = await ask(part * 0.98);
    const start = performance.now();
    await timed();
    if (time >= 0) took.push(performance.now() - start);
  }
  return took.sort((a, b) => a - b)[Math.floor((took.length - 1) * 0.95)] ?? 0;
}

/** An organization with a long synthetic trail, and what it takes to ask it. */
export async function startBench({ urls }: { urls: { owner: string } }) {
  const entries = Number(process.env["BENCH_TRAIL_ENTRIES"] ?? 200_000);
  const { id: orgId } = await runCommand(createOrganization, {
    actor: { type: "operator" },
    input: { name: "Bench", slug: `bench-${newId().slice(-12)}` },
  });
  // What is filled in has no commands behind it: the guards are asked to look away.
  const owner = new pg.Pool({
    connectionString: urls.owner,
    max: 1,
    allowExitOnIdle: true,
    options: "-c session_replication_role=replica",
  });
  const { rows } = await owner.query<{ log_id: number }>("select log_id from audit_log where org_id = $1", [orgId]);
  const trail = await fillTrail(owner, { orgId, logId: rows[0]?.log_id ?? 0, entries });
  const actor: Actor = { type: "apiKey", id: newId(), orgId, name: "bench", scopes: ["audit:read", "audit:history"] };
  const questions = questionsOf(actor, trail);
  await owner.end();
  return {
    end: disconnect,
    /** Every question's 95th percentile, in milliseconds, the slowest first. */
    askAll: async (): Promise<[name: string, p95: number][]> => {
      const answered: [string, number][] = [];
      for (const [name, ask] of Object.entries(questions)) answered.push([name, await p95Of(ask)]);
      return answered.sort(([, a], [, b]) => b - a);
    },
  };
}
