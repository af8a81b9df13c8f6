import { beforeAll, describe, expect, it } from "vitest";
import { archiveAsset } from "../inventory/assets/commands/archive-asset.ts";
import { updateAsset } from "../inventory/assets/commands/update-asset.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand } from "../kernel/run-command.ts";
import { newId } from "../kernel/ids.ts";
import { rowsAs } from "../testing/database.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { erasePayload } from "../trail/commands/erase-payload.ts";
import type { z } from "../zod.ts";
import { readAssetAt } from "./queries/read-asset-at.ts";
import { readLiveAt } from "./queries/read-live-at.ts";
import { link, maker, type Thing } from "./testing/supply-chain.ts";

type Change = Omit<z.input<typeof updateAsset.input>, "id" | "expectedVersion">;

const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

/** An instant after everything so far and before everything that follows, by the database's clock. */
async function moment(): Promise<string> {
  await pause();
  const [row] = await rowsAs("read", "select clock_timestamp() as now");
  await pause();
  return (row?.["now"] as Date).toISOString();
}

async function change(org: TestOrganization, { id }: Thing, expectedVersion: number, to: Change): Promise<void> {
  await runCommand(updateAsset, { actor: org.actor("model_owner"), input: { id, expectedVersion, ...to } });
}

const at = (org: TestOrganization, input: z.input<typeof readAssetAt.input>) =>
  runQuery(readAssetAt, { actor: org.actor("viewer"), input });

const live = (org: TestOrganization, input: z.input<typeof readLiveAt.input>) =>
  runQuery(readLiveAt, { actor: org.actor("viewer"), input });

describe("asset.at", () => {
  it("gives the record as each entry left it, from its millisecond on, and the change that came after", async () => {
    const org = await testOrganization();
    const make = maker(org);
    const before = await moment();
    const component = await make.asset("component", "Torch", { facts: { release: "2.5" } });
    const early = await moment();
    await change(org, component, 1, { facts: { release: "2.6" }, reason: "Upgrade" });
    const late = await moment();
    expect(await at(org, { id: component.id, time: before })).toMatchObject({
      type: "component",
      state: "not_yet",
      image: null,
      entry: null,
      next: {},
    });
    const first = await at(org, { id: component.id, time: early });
    expect(first).toMatchObject({
      state: "recorded",
      image: { name: "Torch", facts: { release: "2.5" } },
      entry: { version: 1, action: "asset.register", by: org.actor("model_owner").name },
      people: { [org.actor("model_owner").id]: org.actor("model_owner").name },
    });
    const second = await at(org, { id: component.id, time: late });
    expect(second).toMatchObject({
      image: { facts: { release: "2.6" } },
      entry: { version: 2, reason: "Upgrade" },
      next: null,
    });
    expect(first.next).toEqual({ uuid: second.entry?.uuid, at: second.entry?.at });
    const exactly = await at(org, { id: component.id, time: second.entry?.at ?? "" });
    expect(exactly.entry?.version).toBe(2);
    const just = new Date(new Date(second.entry?.at ?? "").getTime() - 1).toISOString();
    expect((await at(org, { id: component.id, time: just })).entry?.version).toBe(1);
  });

  it("knows models and versions, takes other zones and slugs, and names what the links point at", async () => {
    const org = await testOrganization();
    const make = maker(org);
    const model = await make.model("Fraud");
    const version = await make.version(model, "1");
    const deployment = await make.asset("deployment", "API", { links: [link("runs", version)] });
    const now = await moment();
    expect(await at(org, { id: "fraud", type: "model", time: now })).toMatchObject({
      type: "model",
      image: { slug: "fraud" },
    });
    expect(await at(org, { id: version.id, time: now })).toMatchObject({
      type: "model_version",
      nodes: [{ id: model.id }],
    });
    const inCet = new Date(new Date(now).getTime() + 3_600_000).toISOString().replace("Z", "+01:00");
    const read = await at(org, { id: deployment.id, time: inCet });
    expect([read.time, read.nodes.map(({ id }) => id)]).toEqual([now, [version.id]]);
    await expect(at(org, { id: deployment.id, time: "2026-05-12" })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("says what was erased, and nothing of other things and organizations", async () => {
    const [org, other] = [await testOrganization(), await testOrganization()];
    const dataset = await maker(org).asset("dataset", "Secret");
    const now = await moment();
    const { entry } = await at(org, { id: dataset.id, time: now });
    const input = { id: entry?.uuid ?? "", reason: "A name stood in it.", legalBasis: "GDPR article 17" };
    await runCommand(erasePayload, { actor: org.actor("administrator"), input });
    expect(await at(org, { id: dataset.id, time: now })).toMatchObject({
      state: "erased",
      image: null,
      entry: { version: 1 },
    });
    for (const [where, id] of [
      [other, dataset.id],
      [org, newId()],
      [org, org.actor("viewer").id],
    ] as const) {
      await expect(at(where, { id, time: now })).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("inventory.live_at", () => {
  let org: TestOrganization;
  let moments: string[];
  let versions: Thing[];
  let api: Thing;

  beforeAll(async () => {
    org = await testOrganization();
    const make = maker(org);
    const model = await make.model("Fraud");
    versions = [await make.version(model, "1"), await make.version(model, "2")];
    const desk = await make.asset("system", "Desk");
    const [one, two] = versions as [Thing, Thing];
    const started = await moment();
    api = await make.asset("deployment", "API", { links: [link("runs", one), link("serves", desk)] });
    const batch = await make.asset("deployment", "Batch", { facts: { status: "throttled" } });
    const planned = await moment();
    await change(org, api, 1, { facts: { status: "live", environment: "production" } });
    const first = await moment();
    await change(org, api, 2, {
      links: [link("runs", two), link("serves", desk)],
      ownerId: org.actor("contributor").id,
    });
    await runCommand(archiveAsset, { actor: org.actor("model_owner"), input: { id: batch.id, expectedVersion: 1 } });
    const second = await moment();
    await change(org, api, 3, { facts: { status: "stopped" } });
    moments = [started, planned, first, second, await moment()];
  });

  it("follows deployments as they go live, change what they run and who owns them, and stop", async () => {
    const pages = await Promise.all(moments.map((time) => live(org, { time })));
    expect(pages.map(({ items }) => items.map(({ name }) => name))).toEqual([
      [],
      ["Batch"],
      ["API", "Batch"],
      ["API"],
      [],
    ]);
    expect(pages.map(({ total }) => total)).toEqual([0, 1, 2, 1, 0]);
    const [, , first, second] = pages;
    expect(first?.items[0]).toMatchObject({
      status: "live",
      environment: "production",
      owner: { id: org.actor("model_owner").id },
      runs: [{ id: versions[0]?.id, detail: "1" }],
      serves: [{ name: "Desk" }],
      entry: { version: 2, action: "asset.update" },
    });
    expect(second?.items[0]).toMatchObject({
      owner: { id: org.actor("contributor").id },
      runs: [{ id: versions[1]?.id }],
      entry: { version: 3 },
    });
  });

  it("is about now when no time is given", async () => {
    const { items, time } = await live(org, {});
    expect([items, Math.abs(Date.now() - new Date(time).getTime()) < 60_000]).toEqual([[], true]);
  });

  it("pages without gap or overlap", async () => {
    const time = moments[2];
    const first = await live(org, { time, limit: 1 });
    const second = await live(org, { time, limit: 1, cursor: first.nextCursor ?? undefined });
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(["API", "Batch"]);
    expect([first.total, second.total, second.nextCursor]).toEqual([2, 2, null]);
  });

  it("counts what the trail no longer holds instead of guessing, and shows nothing of others", async () => {
    const { entry } = (await live(org, { time: moments[2] })).items[0] ?? {};
    const input = { id: entry?.uuid ?? "", reason: "A name stood in it.", legalBasis: "GDPR article 17" };
    await runCommand(erasePayload, { actor: org.actor("administrator"), input });
    expect(await live(org, { time: moments[2] })).toMatchObject({ items: [{ name: "Batch" }], total: 1, erased: 1 });
    expect(await live(org, { time: moments[3] })).toMatchObject({ items: [{ name: "API" }], erased: 0 });
    const other = await testOrganization();
    expect(await live(other, { time: moments[3] })).toMatchObject({ items: [], total: 0 });
  });
});
