import { beforeAll, describe, expect, it } from "vitest";
import { reader } from "../../db/client.ts";
import { importDoor } from "../../import-door.ts";
import type { ThreatModelImport } from "../../imports/rules.ts";
import { isReferenceAbsent, referenceText } from "../../interop/threat-model/testing/reference.ts";
import type { Actor } from "../../kernel/actor.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand, runScratch } from "../../kernel/run-command.ts";
import { newId } from "../../kernel/ids.ts";
import { rowsAs } from "../../testing/database.ts";
import { testOrganization, type TestOrganization } from "../../testing/organization.ts";
import { replayOrganization } from "../../trail/replay.ts";
import { threatAggregates } from "../aggregates.ts";
import { applyOperations } from "../commands/apply-operations.ts";
import { archiveThreatModel } from "../commands/archive-threat-model.ts";
import { createThreatModel } from "../commands/create-threat-model.ts";
import { readDiagram } from "../queries/read-diagram.ts";
import { readThreatModel } from "../queries/read-threat-model.ts";
import { updateThreat } from "../register/commands/update-threat.ts";
import { readThreat } from "../register/queries/read-threat.ts";
import { list } from "../register/testing/threats.ts";

type Applying = { skip?: string[]; remove?: string[] };

const preview = (actor: Actor, format: ThreatModelImport, file: unknown, options = "") =>
  runScratch(importDoor.preview, {
    actor,
    input: {
      format,
      source: new TextEncoder().encode(typeof file === "string" ? file : JSON.stringify(file)),
      options,
    },
  });
const apply = (actor: Actor, id: string, choices: Applying = {}) =>
  runCommand(importDoor.apply, { actor, input: { id, ...choices } });
async function bring(org: TestOrganization, format: ThreatModelImport, file: unknown, options = "") {
  const actor = org.actor("contributor");
  const shown = await preview(actor, format, file, options);
  return { shown, done: await apply(actor, shown.id) };
}
const entries = async (org: TestOrganization): Promise<number> =>
  Number(
    (
      await rowsAs(
        "read",
        `select count(*) as n from audit_entry where org_id = $1 and entity_type in ('threat_model', 'diagram', 'threat')`,
        [org.orgId],
      )
    )[0]?.["n"],
  );

type Item = Record<string, unknown>;
const component = (id: string, name: string, zone = "inside") => ({
  id,
  name,
  type: "process",
  parent: { trustZone: zone },
  threats: [] as Item[],
});

/** A file of OTM: two zones, a flow, a threat about two components. */
function otm() {
  const threatened = [{ threat: "t1", state: "open", mitigations: [{ mitigation: "m1", state: "implemented" }] }];
  return {
    otmVersion: "0.2.0",
    project: { id: "shop", name: "Shop <b>bold</b>", description: "What we sell" },
    representations: [],
    trustZones: [
      { id: "inside", name: "Inside", risk: { trustRating: 80 } },
      { id: "outside", name: "Outside", risk: { trustRating: 0 } },
    ],
    components: [
      { ...component("web", "Web <script>alert(1)</script>"), threats: threatened },
      { ...component("db", "Orders"), threats: threatened },
      component("buyer", "Buyer", "outside"),
    ],
    dataflows: [{ id: "f1", name: "Order", source: "buyer", destination: "web" }],
    threats: [
      {
        id: "t1",
        name: "Orders are changed",
        categories: ["Tampering"],
        cwes: ["CWE-79"],
        risk: { likelihood: 50, impact: 75 },
      },
    ],
    mitigations: [{ id: "m1", name: "Sign orders", riskReduction: 50 }],
    assumptions: [],
  };
}

async function whole(org: TestOrganization, slug: string) {
  const actor = org.actor("viewer");
  const model = await runQuery(readThreatModel, { actor, input: { id: slug } });
  const diagrams = [];
  for (const { id } of model.diagrams) diagrams.push(await runQuery(readDiagram, { actor, input: { id } }));
  const threats = await list(org, { threatModel: model.id, state: "all", limit: 200 });
  return { model, diagrams, threats: threats.items };
}

describe("importing a threat model", () => {
  let org: TestOrganization;

  beforeAll(async () => {
    org = await testOrganization();
  });

  it("makes it with its diagram and threats, each about its target, text staying text", async () => {
    const { shown, done } = await bring(org, "otm", otm());
    expect(shown.supply[0]).toMatchObject({ kind: "threat_model", action: "create", target: null });
    expect(done.keeps).toBe(0);
    const { model, diagrams, threats } = await whole(org, done.records[0]!.slug);
    expect(model).toMatchObject({ name: "Shop <b>bold</b>", description: "What we sell" });
    const [diagram] = diagrams;
    expect(diagram?.content.elements.map(({ name }) => name).sort()).toEqual([
      "Buyer",
      "Orders",
      "Web <script>alert(1)</script>",
    ]);
    expect(diagram?.content.zones.map(({ externalId }) => externalId).sort()).toEqual(["inside", "outside"]);
    expect(threats.map(({ targetName }) => targetName).sort()).toEqual(["Orders", "Web <script>alert(1)</script>"]);
    const one = await runQuery(readThreat, { actor: org.actor("viewer"), input: { id: threats[0]!.id } });
    expect(one).toMatchObject({ state: "accepted", stride: ["tampering"] });
    expect(one.mitigations).toMatchObject([{ title: "Sign orders", state: "implemented" }]);
    expect(one.description).toContain("References: CWE-79");
    expect(await replayOrganization(reader(), org.orgId, threatAggregates)).toMatchObject({ findings: [] });
  });

  it("changes nothing when it comes again, and leaves no entry about it", async () => {
    const before = await entries(org);
    const { shown, done } = await bring(org, "otm", otm());
    expect(shown).toMatchObject({ creates: 0, updates: 0 });
    expect(done).toMatchObject({ creates: 0, updates: 0 });
    expect(await entries(org)).toBe(before);
  });

  it("updates what the file changed, and keeps what was changed here", async () => {
    const actor = org.actor("contributor");
    const { diagrams, threats } = await whole(org, "shop-b-bold-b");
    const [diagram] = diagrams;
    const orders = diagram!.content.elements.find(({ name }) => name === "Orders")!;
    await runCommand(applyOperations, {
      actor,
      input: {
        id: diagram!.id,
        batchId: newId(),
        operations: [{ do: "set", part: "element", id: orders.id, set: { name: "Orders (ours)" } }],
      },
    });
    await runCommand(updateThreat, {
      actor,
      input: { id: threats[0]!.id, expectedVersion: threats[0]!.version, title: "In our words" },
    });
    const next = otm();
    next.components[2]!.name = "Customer";
    next.threats[0]!.risk = { likelihood: 100, impact: 100 };
    const { shown } = await bring(org, "otm", next);
    const changed = shown.supply.filter(({ action }) => action === "update");
    expect(changed.map(({ kind }) => kind).sort()).toEqual(["element", "threat", "threat"]);
    expect(changed.find(({ kind }) => kind === "element")?.changes).toEqual([
      { field: "name", before: "Buyer", after: "Customer" },
    ]);
    const after = await whole(org, "shop-b-bold-b");
    expect(after.diagrams[0]?.content.elements.map(({ name }) => name).sort()).toEqual([
      "Customer",
      "Orders (ours)",
      "Web <script>alert(1)</script>",
    ]);
    expect(after.threats).toHaveLength(2);
    expect(after.threats.map(({ severity }) => severity)).toEqual(["critical", "critical"]);
    expect(after.threats.map(({ title }) => title)).toContain("In our words");
    expect(await replayOrganization(reader(), org.orgId, threatAggregates)).toMatchObject({ findings: [] });
  });

  it("lists what the file has no more, and takes it away only when that was chosen", async () => {
    const actor = org.actor("contributor");
    const next = otm();
    next.components = next.components.filter(({ id }) => id !== "db");
    const first = await preview(actor, "otm", next);
    const gone = first.supply.filter(({ action }) => action === "remove");
    expect(gone.map(({ kind }) => kind).sort()).toEqual(["element", "threat", "threat"]);
    await apply(actor, first.id);
    const stayed = await whole(org, "shop-b-bold-b");
    expect(stayed.diagrams[0]?.content.elements).toHaveLength(3);
    const second = await preview(actor, "otm", next);
    await apply(actor, second.id, {
      remove: second.supply.filter(({ action }) => action === "remove").map(({ key }) => key),
    });
    const after = await whole(org, "shop-b-bold-b");
    expect(after.diagrams[0]?.content.elements).toHaveLength(2);
    expect(after.threats.map(({ state }) => state)).toContain("not_applicable");
    expect(await replayOrganization(reader(), org.orgId, threatAggregates)).toMatchObject({ findings: [] });
  });

  it("asks again when the diagram changed since the preview", async () => {
    const actor = org.actor("contributor");
    const next = otm();
    next.components[0]!.name = "Front";
    const shown = await preview(actor, "otm", next);
    const { diagrams } = await whole(org, "shop-b-bold-b");
    const [zone] = diagrams[0]!.content.zones;
    const operations = [{ do: "set" as const, part: "zone" as const, id: zone!.id, set: { name: "Elsewhere" } }];
    await runCommand(applyOperations, { actor, input: { id: diagrams[0]!.id, batchId: newId(), operations } });
    await expect(apply(actor, shown.id)).rejects.toMatchObject({ code: "conflict", extra: { stale: true } });
  });

  it("goes into a threat model that was chosen, and finds it again by itself", async () => {
    const own = await testOrganization();
    const actor = own.actor("contributor");
    const model = await runCommand(createThreatModel, { actor, input: { name: "Ours" } });
    const { shown, done } = await bring(own, "otm", otm(), JSON.stringify({ into: model.id }));
    expect(shown.supply[0]).toMatchObject({ action: "update", target: { id: model.id } });
    expect(done.records[0]).toMatchObject({ id: model.id, slug: "ours" });
    const again = await preview(actor, "otm", otm());
    expect(again).toMatchObject({ creates: 0, updates: 0 });
    const fresh = await bring(own, "otm", otm(), JSON.stringify({ into: "new" }));
    expect(fresh.done.records[0]!.id).not.toBe(model.id);
    await runCommand(archiveThreatModel, { actor, input: { id: model.id } });
    await expect(preview(actor, "otm", otm())).rejects.toMatchObject({ code: "precondition_failed" });
  });

  it("leaves out what the review left out, with what hangs on it", async () => {
    const own = await testOrganization();
    const actor = own.actor("contributor");
    const shown = await preview(actor, "otm", otm());
    const done = await apply(actor, shown.id, { skip: ["element:web"] });
    const { diagrams, threats } = await whole(own, done.records[0]!.slug);
    expect(diagrams[0]?.content.elements).toHaveLength(2);
    expect(diagrams[0]?.content.flows).toEqual([]);
    expect(threats.map(({ targetName }) => targetName)).toEqual(["Orders"]);
  });

  it("names the place of what cannot be read, and changes nothing", async () => {
    const own = await testOrganization();
    const broken = {
      ...otm(),
      trustZones: [{ id: "a", name: "A", parent: { trustZone: "a" }, risk: { trustRating: 1 } }],
    };
    await expect(preview(own.actor("contributor"), "otm", broken)).rejects.toMatchObject({ code: "unprocessable" });
    const cut = preview(own.actor("contributor"), "threat-dragon", '{\n"summary": {');
    await expect(cut).rejects.toMatchObject({ code: "unprocessable", errors: [{ line: 2 }] });
    expect(await entries(own)).toBe(0);
  });

  it("knows nothing of another organization's threat models, and is for those who may change them", async () => {
    const stranger = await testOrganization();
    const { model } = await whole(org, "shop-b-bold-b");
    const into = preview(stranger.actor("contributor"), "otm", otm(), JSON.stringify({ into: model.id }));
    await expect(into).rejects.toMatchObject({ code: "not_found" });
    expect(await preview(stranger.actor("contributor"), "otm", otm())).toMatchObject({ updates: 0, keeps: 0 });
    await expect(preview(stranger.actor("viewer"), "otm", otm())).rejects.toMatchObject({ code: "forbidden" });
    await expect(preview(stranger.actor("contributor"), "otm", otm(), "{")).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("keeps an accepted risk as one to be treated, and says so", async () => {
    const own = await testOrganization();
    const composer = {
      schema: 1,
      applicationInfo: { name: "Composer" },
      threats: [{ id: newId(), numericId: 1, statement: "Somebody reads it", status: "threatResolvedNotUseful" }],
    };
    const { shown, done } = await bring(own, "threat-composer", composer);
    expect(shown.problems.map(({ message }) => message).join()).toContain("medium");
    const { threats, model } = await whole(own, done.records[0]!.slug);
    expect(model.diagrams).toHaveLength(1);
    expect(threats).toHaveLength(1);
    expect(await preview(own.actor("contributor"), "threat-composer", composer)).toMatchObject({
      creates: 0,
      updates: 0,
    });
  });

  it("reads a flowchart into a diagram", async () => {
    const own = await testOrganization();
    const chart = "flowchart TD\n  subgraph z[Cloud]\n    a[App] --> b[(Store)]\n  end\n";
    const { done } = await bring(own, "mermaid", chart);
    const { diagrams } = await whole(own, done.records[0]!.slug);
    expect(diagrams[0]?.content.zones.map(({ name }) => name)).toEqual(["Cloud"]);
    expect(await preview(own.actor("contributor"), "mermaid", chart)).toMatchObject({ creates: 0, updates: 0 });
  });

  it.skipIf(isReferenceAbsent).each([
    ["threat-dragon", "threat-dragon/models/v2-threat-model.json"],
    ["threat-dragon", "threat-dragon/models/v1-demo-threat-model.json"],
    ["otm", "otm/otm_example.json"],
    ["threat-composer", "threat-composer/GenAIChatbot.tc.json"],
    ["tm-bom", "threat-dragon/models/tmbom-husky-ai.json"],
  ] as const)("takes a reference file of %s (%s), twice", async (format, file) => {
    const own = await testOrganization();
    const { shown, done } = await bring(own, format, referenceText(file));
    const wanted = shown.supply.filter(({ kind }) => kind === "threat").length;
    expect(wanted).toBeGreaterThan(0);
    const { threats } = await whole(own, done.records[0]!.slug);
    expect(threats).toHaveLength(wanted);
    expect(await preview(own.actor("contributor"), format, referenceText(file))).toMatchObject({
      creates: 0,
      updates: 0,
    });
    expect(await replayOrganization(reader(), own.orgId, threatAggregates)).toMatchObject({ findings: [] });
  });
});
