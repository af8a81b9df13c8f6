import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { registerAsset } from "../inventory/assets/commands/register-asset.ts";
import { updateAsset } from "../inventory/assets/commands/update-asset.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand } from "../kernel/run-command.ts";
import { newId } from "../kernel/ids.ts";
import { poolAs, rowsAs } from "../testing/database.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import type { z } from "../zod.ts";
import { readLineage } from "./queries/read-lineage.ts";
import { link, maker, type Thing } from "./testing/supply-chain.ts";

let org: TestOrganization;
const names: Record<string, string> = {};
const things: Record<string, Thing> = {};

const ask = (input: z.input<typeof readLineage.input>, role: "viewer" | "auditor" = "viewer") =>
  runQuery(readLineage, { actor: org.actor(role), input });

async function reached(name: string, direction: "up" | "down", more: object = {}): Promise<string[]> {
  const { nodes } = await ask({ id: things[name]?.id ?? "", direction, ...more });
  return nodes.filter(({ side }) => side === direction).map(({ id, distance }) => `${names[id] ?? id} ${distance}`);
}

beforeAll(async () => {
  org = await testOrganization();
  const make = maker(org);
  const keep = async (name: string, making: Promise<Thing>): Promise<Thing> => {
    const thing = await making;
    things[name] = thing;
    names[thing.id] = name;
    return thing;
  };
  const vendor = await keep("vendor", make.asset("vendor", "Labels Ltd", { ownerId: null }));
  const data = await keep("data", make.asset("dataset", "Payments", { links: [link("supplied_by", vendor)] }));
  const may = await keep("may", make.release(data, "2026-05"));
  await keep("june", make.release(data, "2026-06"));
  const fraud = await keep("fraud", make.model("Fraud"));
  const one = await keep("fraud 1", make.version(fraud, "1", [link("trained_on", may)]));
  const two = await keep("fraud 2", make.version(fraud, "2", [link("derived_from", one)]));
  const tuned = await keep("tuned", make.model("Tuned"));
  const tuned1 = await keep("tuned 1", make.version(tuned, "1", [link("derived_from", fraud)]));
  const desk = await keep("desk", make.asset("system", "Desk", { links: [link("made_of", tuned)], ownerId: null }));
  await keep("old", make.asset("deployment", "Old", { links: [link("runs", one)], facts: { status: "stopped" } }));
  const live = { facts: { status: "live", environment: "production" } };
  await keep("new", make.asset("deployment", "New", { links: [link("runs", two)], ...live }));
  await keep("api", make.asset("deployment", "API", { links: [link("runs", tuned1), link("serves", desk)], ...live }));
});

describe("if this is compromised", () => {
  it("data reaches what was trained on it, what was built on that, and where it runs; other versions are spared", async () => {
    expect(await reached("may", "down")).toEqual([
      "fraud 1 1",
      "old 2",
      "fraud 2",
      "fraud 2 2",
      "new 3",
      "tuned 1 3",
      "api 4",
      "tuned 4",
      "desk 5",
    ]);
    expect(await reached("june", "down")).toEqual([]);
    expect(await reached("fraud 2", "down")).toEqual(["new 1", "fraud 1", "tuned 1 2", "api 3", "tuned 3", "desk 4"]);
  });

  it("a model reaches its own versions, and so what runs them and what was built on it", async () => {
    expect((await reached("fraud", "down")).sort()).toEqual(
      ["fraud 1 1", "fraud 2 1", "tuned 1 1", "old 2", "new 2", "tuned 2", "api 2", "desk 3"].sort(),
    );
  });

  it("counts by kind, live deployments apart, and says who answers for each", async () => {
    const { down, up, of, nodes } = await ask({ id: things["may"]?.id ?? "", direction: "down" });
    expect([up, of.name]).toEqual([null, "Data 2026-05"]);
    expect(down).toMatchObject({ count: 9, complete: true, live: 2 });
    expect(Object.fromEntries(down?.byType.map(({ type, count }) => [type, count]) ?? [])).toEqual({
      deployment: 3,
      model: 2,
      model_version: 3,
      system: 1,
    });
    const owner = (name: string) => nodes.find(({ id }) => id === things[name]?.id)?.owner?.name ?? null;
    expect([owner("api"), owner("desk")]).toEqual([org.actor("model_owner").name, null]);
    expect(nodes.find(({ id }) => id === things["new"]?.id)).toMatchObject({
      status: "live",
      via: "runs",
      side: "down",
    });
  });

  it("upstream, a deployment rests on its version, its bases, their data and who supplied it", async () => {
    expect(await reached("new", "up")).toEqual(["fraud 2 1", "fraud 1 2", "may 3", "data 4", "vendor 5"]);
  });

  it("both ways gives both, with all links between what is shown", async () => {
    const { nodes, edges, up, down } = await ask({ id: things["fraud 1"]?.id ?? "" });
    expect([up?.count, down?.count]).toEqual([3, 8]);
    expect(nodes[0]).toMatchObject({ side: "start", distance: 0, via: null });
    const shown = new Set(nodes.map(({ id }) => id));
    expect(edges.every((edge) => shown.has(edge.up) && shown.has(edge.down))).toBe(true);
    expect(edges).toContainEqual({
      relation: "runs",
      up: things["fraud 1"]?.id,
      down: things["old"]?.id,
      certain: true,
    });
    const all = await rowsAs(
      "read",
      "select 1 from asset_link where org_id = $1 and up_id = any ($2) and down_id = any ($2)",
      [org.orgId, [...shown]],
    );
    expect(edges).toHaveLength(all.length);
  });

  it("follows so many links and such kinds as asked", async () => {
    expect(await reached("may", "down", { depth: 2 })).toEqual(["fraud 1 1", "old 2", "fraud 2", "fraud 2 2"]);
    expect(await reached("may", "down", { relation: ["trained_on", "runs"] })).toEqual(["fraud 1 1", "old 2"]);
    expect(await reached("may", "down", { relation: "runs" })).toEqual([]);
  });

  it("shows the nearest when more is there than was asked for, and counts them all", async () => {
    const { nodes, down } = await ask({ id: things["may"]?.id ?? "", direction: "down", limit: 2 });
    expect([nodes.length, down?.count]).toEqual([3, 9]);
    expect(nodes.map(({ distance }) => distance)).toEqual([0, 1, 2]);
  });

  it("ends in circles", async () => {
    const make = maker(org);
    const [a, b] = [await make.asset("component", "A"), await make.asset("component", "B")];
    const actor = org.actor("model_owner");
    const set = (from: Thing, to: Thing) =>
      runCommand(updateAsset, { actor, input: { id: from.id, expectedVersion: 1, links: [link("depends_on", to)] } });
    await set(a, b);
    await set(b, a);
    const { nodes, edges, up, down } = await ask({ id: a.id });
    expect(nodes.map(({ id, side, distance }) => [id, side, distance])).toEqual([
      [a.id, "start", 0],
      [b.id, "both", 1],
    ]);
    expect([edges.length, up?.count, down?.count]).toEqual([2, 1, 1]);
  });

  it("finds the start by its slug with its kind", async () => {
    const bySlug = (type: "model" | "model_version" | "dataset", id: string) => ask({ id, type, direction: "up" });
    expect((await bySlug("model", "fraud")).of.id).toBe(things["fraud"]?.id);
    expect((await bySlug("model_version", "fraud/2")).of.id).toBe(things["fraud 2"]?.id);
    expect((await bySlug("dataset", "payments")).of.id).toBe(things["data"]?.id);
    for (const input of [
      { id: "fraud" },
      { id: newId() },
      { id: things["fraud"]?.id ?? "", type: "system" as const },
    ]) {
      await expect(ask(input)).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("is nothing of another organization's", async () => {
    const other = await testOrganization();
    const actor = other.actor("administrator");
    const input = { id: things["may"]?.id ?? "" };
    await expect(runQuery(readLineage, { actor, input })).rejects.toMatchObject({ code: "not_found" });
    const stray = (await maker(other).asset("component", "Stray")).id;
    await pastTheDoors(org.orgId, [[things["may"] as Thing, { type: "component", id: stray }]], async () => {
      expect(await reached("may", "down")).toHaveLength(9);
    });
  });
});

describe("data that is stated without a version", () => {
  it("may be a poisoned version: what states it is reached, and what rests on that, marked as not certain", async () => {
    const place = await testOrganization();
    const make = maker(place);
    const data = await make.asset("dataset", "Cards");
    const [may, june] = [await make.release(data, "2026-05"), await make.release(data, "2026-06")];
    const model = await make.model("Words");
    const sure = await make.version(model, "1", [link("trained_on", may)]);
    const perhaps = await make.version(model, "2", [link("trained_on", data)]);
    const spared = await make.version(model, "3", [link("trained_on", june)]);
    const next = await make.version(model, "4", [link("derived_from", perhaps)]);
    const both = await make.version(model, "5", [link("trained_on", data), link("evaluated_on", may)]);
    const facts = { status: "live", environment: "production" };
    const api = await make.asset("deployment", "API", { links: [link("runs", next)], facts });
    const down = async (id: string, more: object = {}) => {
      const input = { id, direction: "down" as const, ...more };
      return runQuery(readLineage, { actor: place.actor("viewer"), input });
    };
    const found = await down(may.id);
    const said = Object.fromEntries(
      found.nodes.map(({ id, certain, distance, via }) => [id, [certain, distance, via]]),
    );
    expect(said).toEqual({
      [may.id]: [true, 0, null],
      [sure.id]: [true, 1, "trained_on"],
      [both.id]: [true, 1, "evaluated_on"],
      [model.id]: [true, 2, "version_of"],
      [perhaps.id]: [false, 1, "trained_on"],
      [next.id]: [false, 2, "derived_from"],
      [api.id]: [false, 3, "runs"],
    });
    expect(spared.id in said).toBe(false);
    expect(found.down).toMatchObject({ count: 6, unsure: 3, live: 1 });
    expect(found.edges).toContainEqual({ relation: "trained_on", up: may.id, down: perhaps.id, certain: false });
    expect(found.edges.filter(({ certain }) => !certain)).toHaveLength(1);
    const [all, few, near] = [
      await down(data.id),
      await down(may.id, { relation: "evaluated_on" }),
      await down(may.id, { depth: 1 }),
    ];
    expect(all.down).toMatchObject({ unsure: 0 });
    expect(few.down).toMatchObject({ count: 1, unsure: 0 });
    expect(near.down).toMatchObject({ count: 3, unsure: 1 });
  });

  it("is found over a derived version of other data as well, however far away", async () => {
    const place = await testOrganization();
    const make = maker(place);
    const [raw, clean] = [await make.asset("dataset", "Raw"), await make.asset("dataset", "Clean")];
    const source = await make.release(raw, "1");
    const actor = place.actor("model_owner");
    const { id } = await runCommand(registerAsset, {
      actor,
      input: {
        kind: "dataset_version",
        name: "Clean 1",
        parentId: clean.id,
        facts: { label: "1" },
        links: [link("derived_from", source)],
      },
    });
    const model = await make.model("Words");
    const user = await make.version(model, "1", [link("trained_on", clean)]);
    const input = { id: source.id, direction: "down" as const };
    const { nodes } = await runQuery(readLineage, { actor, input });
    expect(nodes.map((node) => [node.id, node.distance, node.certain])).toEqual([
      [source.id, 0, true],
      [id, 1, true],
      [user.id, 2, false],
      [model.id, 3, false],
    ]);
  });
});

type Pair = readonly [up: Thing, down: Thing];

/** Runs `look` while the organization has these links more, written without their entries. */
async function pastTheDoors(orgId: string, pairs: readonly Pair[], look: () => Promise<void>): Promise<void> {
  const client = await poolAs("owner").connect();
  const made = pairs.map(() => newId());
  try {
    await client.query("set session_replication_role = replica");
    for (const [index, [up, down]] of pairs.entries()) {
      await client.query(
        `insert into asset_link (id, org_id, owner_type, owner_id, relation, up_type, up_id, down_type, down_id)
         values ($1, $2, $3, $4, 'depends_on', $5, $6, $3, $4) on conflict do nothing`,
        [made[index], orgId, down.type, down.id, up.type, up.id],
      );
    }
    await look();
  } finally {
    await client.query("delete from asset_link where id = any ($1::uuid[])", [made]);
    await client.query("set session_replication_role = default");
    client.release();
  }
}

/** Least distances by walking every link from every thing known so far, until nothing changes. */
function bruteForce(start: string, first: readonly string[], pairs: readonly (readonly [string, string])[]) {
  const found = new Map([[start, 0], ...first.map((id) => [id, 1] as const)]);
  for (let changed = true; changed;) {
    changed = false;
    for (const [from, to] of pairs) {
      const next = (found.get(from) ?? Infinity) + 1;
      if (next >= (found.get(to) ?? Infinity)) continue;
      found.set(to, next);
      changed = true;
    }
  }
  found.delete(start);
  return Object.fromEntries([...found].sort());
}

describe("any graph", () => {
  it("gives what walking every link gives", async () => {
    const place = await testOrganization();
    const make = maker(place);
    const models = [await make.model("M"), await make.model("N")];
    const versions: { of: Thing; version: Thing }[] = [];
    for (const of of models)
      for (const label of ["1", "2"]) versions.push({ of, version: await make.version(of, label) });
    const components = await Promise.all(["A", "B", "C", "D"].map((name) => make.asset("component", name)));
    const all = [...models, ...versions.map(({ version }) => version), ...components];
    const structural = versions.map(({ of, version }) => [version.id, of.id] as const);
    const node = fc.constantFrom(...all);
    const graphs = fc.array(
      fc.tuple(node, node).filter(([up, down]) => up.id !== down.id),
      { maxLength: 24 },
    );
    await fc.assert(
      fc.asyncProperty(graphs, node, async (pairs, start) => {
        const downward = [...structural, ...pairs.map(([up, down]) => [up.id, down.id] as const)];
        const own = versions.filter(({ of }) => of.id === start.id).map(({ version }) => version.id);
        await pastTheDoors(place.orgId, pairs, async () => {
          for (const direction of ["down", "up"] as const) {
            const actor = place.actor("viewer");
            const { nodes, ...totals } = await runQuery(readLineage, { actor, input: { id: start.id, direction } });
            const reachedNow = nodes.filter(({ side }) => side === direction).map(({ id, distance }) => [id, distance]);
            const links = direction === "down" ? downward : downward.map(([up, down]) => [down, up] as const);
            const expected = bruteForce(start.id, direction === "down" ? own : [], links);
            expect(Object.fromEntries(reachedNow.sort())).toEqual(expected);
            expect(totals[direction]?.count).toBe(Object.keys(expected).length);
          }
        });
      }),
      { numRuns: 30 },
    );
  }, 60_000);
});
