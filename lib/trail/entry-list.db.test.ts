import { beforeAll, describe, expect, it } from "vitest";
import { appendAll } from "../audit/append.ts";
import { sessionExec } from "../audit/set-back-things.ts";
import type { Actor } from "../kernel/actor.ts";
import { newId } from "../kernel/ids.ts";
import { runQuery } from "../kernel/query.ts";
import { poolAs } from "../testing/database.ts";
import { testOrganization } from "../testing/organization.ts";
import { entityHistory } from "./queries/entity-history.ts";
import { findEntry } from "./queries/find-entry.ts";
import { listEntries } from "./queries/list-entries.ts";
import { trailFacets } from "./queries/trail-facets.ts";
import type { TrailEntry } from "./schema.ts";

const ACTORS = ["anna", "bert", "schedule"];
const KINDS = ["alpha", "beta", "gamma"];
const VERBS = ["create", "update"];
const THINGS = ["one", "two"];

let actor: Actor;
let all: TrailEntry[];
const requestId = newId();

async function addEntry(orgId: string, number: number): Promise<void> {
  const client = await poolAs("app").connect();
  const pick = (list: readonly string[], step: number): string => list[Math.floor(number / step) % list.length] ?? "";
  const kind = pick(KINDS, 2);
  try {
    await client.query("begin");
    await appendAll(sessionExec(client), {
      orgId,
      actor: { type: "system", ref: pick(ACTORS, 1) },
      requestId: number < 2 ? requestId : newId(),
      at: new Date(),
      newId,
      records: [
        {
          entityType: kind,
          entityId: pick(THINGS, 5),
          action: `${kind}.${pick(VERBS, 3)}`,
          schema: 1,
          before: null,
          after: { name: `number ${String(number)}` },
        },
      ],
    });
    await client.query("commit");
  } finally {
    client.release();
  }
}

const list = async (input: object): Promise<TrailEntry[]> =>
  (await runQuery(listEntries, { actor, input: { limit: 200, ...input } })).items;

async function inPages(input: object): Promise<TrailEntry[]> {
  const found: TrailEntry[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: { items: TrailEntry[]; nextCursor: string | null } = await runQuery(listEntries, {
      actor,
      input: { ...input, limit: 10, ...(cursor === undefined ? {} : { cursor }) },
    });
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}

const ids = (entries: readonly TrailEntry[]): string[] => entries.map(({ entryId }) => entryId);

beforeAll(async () => {
  const [org, other] = [await testOrganization(), await testOrganization()];
  actor = org.actor("auditor");
  for (let number = 0; number < 60; number += 1) {
    await addEntry(org.orgId, number);
    if (number % 7 === 0) await addEntry(other.orgId, number);
  }
  all = await list({});
});

type Wanted = { actor?: string; action?: string; entityType?: string; entityId?: string; from?: string; to?: string };

function meets(entry: TrailEntry, wanted: Wanted): boolean {
  const same = (value: string | undefined, is: string): boolean => value === undefined || value === is;
  return (
    same(wanted.actor, entry.actor.ref) &&
    same(wanted.action, entry.action) &&
    same(wanted.entityType, entry.entity.type) &&
    same(wanted.entityId, entry.entity.id) &&
    (wanted.from === undefined || entry.at >= wanted.from) &&
    (wanted.to === undefined || entry.at < wanted.to)
  );
}

function combinations(): Wanted[] {
  const choices = <T>(value: T): (T | undefined)[] => [undefined, value];
  const spans = [{}, { from: all[40]?.at, to: all[10]?.at }, { to: all[25]?.at }];
  return choices("anna").flatMap((who) =>
    choices("beta.update").flatMap((action) =>
      choices("beta").flatMap((entityType) =>
        choices("two").flatMap((entityId) =>
          spans.map((span) =>
            Object.fromEntries(
              Object.entries({ actor: who, action, entityType, entityId, ...span }).filter(
                ([, value]) => value !== undefined,
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

describe("a list of entries", () => {
  it("is of one organization, newest first", () => {
    expect(all).toHaveLength(68);
    expect(all.map(({ at }) => at)).toEqual(
      all
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
  });

  it("has what every combination of who, what, which thing and when asks for, and in pages the same", async () => {
    const asked = combinations();
    expect(asked).toHaveLength(48);
    for (const wanted of asked) {
      const expected = ids(all.filter((entry) => meets(entry, wanted)));
      expect([wanted, ids(await list(wanted))]).toEqual([wanted, expected]);
      expect([wanted, ids(await inPages(wanted))]).toEqual([wanted, expected]);
    }
  }, 60_000);

  it("begins below a number that no entry has, as an export does", async () => {
    const beyond = String(BigInt(all[0]?.entryId ?? "0") + 1_000_000n);
    expect(ids(await list({ cursor: beyond }))).toEqual(ids(all));
    expect(ids(await list({ cursor: beyond, entityType: "alpha", entityId: "one" }))).toEqual(
      ids(all.filter((entry) => meets(entry, { entityType: "alpha", entityId: "one" }))),
    );
  });

  it("finds nothing for what never occurred", async () => {
    expect(await list({ actor: "nobody" })).toEqual([]);
    expect(await list({ action: "alpha.delete" })).toEqual([]);
    expect(await list({ entityType: "delta" })).toEqual([]);
    expect(await list({ entityId: "three" })).toEqual([]);
  });
});

describe("beside lists", () => {
  it("a thing's history goes by its versions", async () => {
    const input = { entityType: "alpha", entityId: "one", limit: 3 };
    const first = await runQuery(entityHistory, { actor, input });
    const second = await runQuery(entityHistory, { actor, input: { ...input, cursor: first.nextCursor ?? "" } });
    const versions = [...first.items, ...second.items].map(({ version }) => version);
    expect(versions).toEqual(Array.from({ length: 6 }, (_, place) => (versions[0] ?? 0) - place));
  });

  it("the filters offer each actor, action and kind once, in order", async () => {
    const { actors, actions, entityTypes } = await runQuery(trailFacets, { actor, input: {} });
    expect(actors.map(({ ref }) => ref)).toEqual(expect.arrayContaining(ACTORS));
    expect(new Set(actors.map(({ ref }) => ref)).size).toBe(actors.length);
    expect(actions).toEqual([...new Set(all.map(({ action }) => action))].sort());
    expect(entityTypes).toEqual([...new Set(all.map(({ entity }) => entity.type))].sort());
  });

  it("a request leads to its entries", async () => {
    const { found } = await runQuery(findEntry, { actor, input: { q: requestId } });
    expect(found).toMatchObject({ kind: "request", uuids: [all.at(-9)?.uuid, all.at(-10)?.uuid] });
  });
});
