import { describe, expect, it } from "vitest";
import { makeElement, makeFlow, makeZone } from "../../graph/testing/make.ts";
import type { Operation } from "../../graph/schema.ts";
import { newId } from "../../kernel/ids.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { rowsAs } from "../../testing/database.ts";
import { describeCommand } from "../../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../../testing/organization.ts";
import { registerModel } from "../../inventory/commands/register-model.ts";
import { archiveModel } from "../../inventory/commands/archive-model.ts";
import { replayOrganization } from "../../trail/replay.ts";
import { tamper } from "../../trail/testing/tamper.ts";
import { reader } from "../../db/client.ts";
import { threatAggregates } from "../aggregates.ts";
import { addDiagram } from "../commands/add-diagram.ts";
import { applyOperations, AnsweredBatch } from "../commands/apply-operations.ts";
import { archiveThreatModel } from "../commands/archive-threat-model.ts";
import { createThreatModel } from "../commands/create-threat-model.ts";
import { removeDiagram } from "../commands/remove-diagram.ts";
import { renameDiagram } from "../commands/rename-diagram.ts";
import { restoreThreatModel } from "../commands/restore-threat-model.ts";
import { updateThreatModel } from "../commands/update-threat-model.ts";
import { listThreatModels } from "../queries/list-threat-models.ts";
import { readDiagram } from "../queries/read-diagram.ts";
import { readOperations } from "../queries/read-operations.ts";

const zone = newId();
const [gateway, model] = [newId(), newId()];
const flow = newId();

const start: Operation[] = [
  { do: "add", part: "zone", value: makeZone({ id: zone, name: "Production", trust: 3 }) },
  { do: "add", part: "element", value: makeElement({ id: gateway, name: "Gateway", zoneId: zone }) },
  { do: "add", part: "element", value: makeElement({ id: model, kind: "inference_endpoint", name: "Scoring" }) },
  { do: "add", part: "flow", value: makeFlow({ id: flow, sourceId: gateway, targetId: model, name: "features" }) },
];

const rename: Operation = { do: "set", part: "element", id: gateway, set: { name: "API gateway" } };

async function begun(org: TestOrganization, operations: Operation[] = start) {
  const threatModel = await runCommand(createThreatModel, {
    actor: org.actor("contributor"),
    input: { name: "Card fraud", diagrams: [{ name: "Overview", operations }] },
  });
  return { threatModel, diagram: threatModel.diagrams[0]!.id };
}

const apply = (org: TestOrganization, id: string, operations: Operation[], batchId = newId()) =>
  runCommand(applyOperations, { actor: org.actor("contributor"), input: { id, batchId, operations } });

const read = (org: TestOrganization, id: string, at?: string) =>
  runQuery(readDiagram, { actor: org.actor("viewer"), input: { id, ...(at === undefined ? {} : { at }) } });

describeCommand(createThreatModel, {
  role: "responder",
  arrange: async () => ({ input: { name: "Support assistant", diagrams: [{ name: "All of it", operations: start }] } }),
  does: (result) =>
    expect(result).toMatchObject({ slug: "support-assistant", diagrams: [{ name: "All of it", elements: 2 }] }),
  entry: { type: "threat_model", after: { name: "Support assistant", scope: [] }, action: "threat_model.create" },
  elsewhere: "none",
});

describeCommand(updateThreatModel, {
  role: "contributor",
  arrange: async (org) => {
    const { threatModel } = await begun(org);
    return { input: { id: threatModel.id, expectedVersion: 1, name: "Card fraud, scoring" } };
  },
  does: (result) => expect(result).toMatchObject({ name: "Card fraud, scoring", version: 2 }),
  entry: { type: "threat_model", after: { name: "Card fraud, scoring" } },
  stale: true,
});

for (const [command, state] of [
  [archiveThreatModel, "archived"],
  [restoreThreatModel, "active"],
] as const) {
  describeCommand(command, {
    role: "contributor",
    arrange: async (org) => {
      const { threatModel } = await begun(org);
      if (state === "archived") return { input: { id: threatModel.id } };
      await runCommand(archiveThreatModel, { actor: org.actor("contributor"), input: { id: threatModel.id } });
      return { input: { id: threatModel.id } };
    },
    does: (result) => expect(result.state).toBe(state),
    entry: { type: "threat_model", after: { state } },
    stale: true,
  });
}

describeCommand(addDiagram, {
  role: "contributor",
  arrange: async (org) => ({ input: { id: (await begun(org)).threatModel.id, name: "Training" } }),
  does: (result) => expect(result.diagrams.map(({ name }) => name)).toEqual(["Overview", "Training"]),
  entry: { type: "diagram", after: { name: "Training", position: 1 } },
});

describeCommand(renameDiagram, {
  role: "contributor",
  arrange: async (org) => ({ input: { id: (await begun(org)).diagram, name: "Serving" } }),
  does: (result) => expect(result.diagrams).toMatchObject([{ name: "Serving", version: 2 }]),
  entry: { type: "diagram", after: { name: "Serving", operations: [] } },
});

describeCommand(removeDiagram, {
  role: "contributor",
  arrange: async (org) => {
    const { threatModel, diagram } = await begun(org);
    await runCommand(addDiagram, { actor: org.actor("contributor"), input: { id: threatModel.id, name: "Other" } });
    return { input: { id: diagram } };
  },
  does: (result) => expect(result.diagrams.map(({ name }) => name)).toEqual(["Other"]),
  entry: { type: "diagram", after: { state: "removed" } },
});

describeCommand(applyOperations, {
  role: "responder",
  arrange: async (org) => ({
    input: {
      id: (await begun(org)).diagram,
      batchId: newId(),
      operations: [rename],
    },
  }),
  does: (result) => expect(result).toMatchObject({ seq: 2, refused: [] }),
  entry: {
    type: "diagram",
    after: { operations: [{ do: "set", part: "element", id: gateway, set: { name: "API gateway" } }] },
  },
});

describe("a diagram", () => {
  it("removes an element with its flows and a zone without its contents, in rows as in the answer", async () => {
    const org = await testOrganization();
    const { diagram } = await begun(org);
    await apply(org, diagram, [{ do: "set", part: "zone", id: zone, set: { x: 100, y: 50 } }]);
    const answer = await apply(org, diagram, [{ do: "remove", part: "zone", id: zone }]);
    expect(answer.effects).toEqual([
      { do: "set", part: "element", id: gateway, set: { zoneId: null, x: 100, y: 50 } },
      { do: "remove", part: "zone", id: zone },
    ]);
    await apply(org, diagram, [{ do: "remove", part: "element", id: model }]);
    const { content, seq } = await read(org, diagram);
    expect(seq).toBe(4);
    expect(content.zones).toEqual([]);
    expect(content.flows).toEqual([]);
    expect(content.elements).toMatchObject([{ id: gateway, zoneId: null, x: 100, y: 50 }]);
  });

  it("answers a batch that is sent again as the first time, and applies it once", async () => {
    const org = await testOrganization();
    const { diagram } = await begun(org);
    const batch = newId();
    const operations: Operation[] = [{ do: "set", part: "element", id: gateway, set: { x: 7 } }];
    const first = await apply(org, diagram, operations, batch);
    const again = await apply(org, diagram, operations, batch).catch((error: unknown) => error);
    expect(again).toBeInstanceOf(AnsweredBatch);
    expect((again as AnsweredBatch).answer).toEqual(first);
    expect((await read(org, diagram)).seq).toBe(2);
  });

  it("answers a batch that asks for what is so already, without a trace", async () => {
    const org = await testOrganization();
    const { diagram } = await begun(org);
    const same = apply(org, diagram, [{ do: "set", part: "element", id: gateway, set: { name: "Gateway" } }]);
    const answer = await same.catch((error: unknown) => (error as AnsweredBatch).answer);
    expect(answer).toEqual({ seq: null, effects: [], refused: [] });
    expect((await read(org, diagram)).seq).toBe(1);
  });

  it("takes edits of eight people at once: every accepted one is there, in one order", async () => {
    const org = await testOrganization();
    const { diagram } = await begun(org);
    const added = Array.from({ length: 40 }, () => newId());
    await Promise.all(
      Array.from({ length: 8 }, async (_, person) => {
        for (const id of added.slice(person * 5, person * 5 + 5)) {
          await apply(org, diagram, [{ do: "add", part: "element", value: makeElement({ id, name: `By ${person}` }) }]);
        }
      }),
    );
    const { content, seq } = await read(org, diagram);
    expect(seq).toBe(41);
    expect(content.elements).toHaveLength(42);
    const { items } = await runQuery(readOperations, { actor: org.actor("viewer"), input: { id: diagram } });
    expect(items.map((item) => item.seq)).toEqual(Array.from({ length: 41 }, (_, index) => index + 1));
  });

  it("refuses what another removed, with the reason, and changes nothing", async () => {
    const org = await testOrganization();
    const { diagram } = await begun(org);
    await apply(org, diagram, [{ do: "remove", part: "element", id: model }]);
    const late = apply(org, diagram, [{ do: "set", part: "element", id: model, set: { name: "Late" } }]);
    await expect(late).rejects.toMatchObject({
      code: "conflict",
      extra: { refused: [{ code: "gone", about: model, message: "This element was removed in the meantime." }] },
    });
    expect((await read(org, diagram)).seq).toBe(2);
  });

  it("can be seen as it was at any moment", async () => {
    const org = await testOrganization();
    const { diagram } = await begun(org);
    const { content: before } = await read(org, diagram);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const then = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await apply(org, diagram, [{ do: "remove", part: "zone", id: zone }]);
    const past = await read(org, diagram, then);
    expect(past).toMatchObject({ seq: 1, abilities: { edit: false } });
    expect(past.content).toEqual(before);
  });

  it(
    "is seen at a past moment from the checkpoint before it, however long its history",
    { timeout: 60_000 },
    async () => {
      const org = await testOrganization();
      const { diagram } = await begun(org);
      const moments: string[] = [];
      for (let seq = 2; seq <= 255; seq += 1) {
        await apply(org, diagram, [{ do: "set", part: "element", id: gateway, set: { name: `Gateway ${seq}` } }]);
        if ([249, 250, 253].includes(seq)) {
          await new Promise((resolve) => setTimeout(resolve, 5));
          moments.push(new Date().toISOString());
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      }
      const then = await Promise.all(moments.map((at) => read(org, diagram, at)));
      expect(then.map(({ seq }) => seq)).toEqual([249, 250, 253]);
      const names = then.map(({ content }) => content.elements.find(({ id }) => id === gateway)?.name);
      expect(names).toEqual(["Gateway 249", "Gateway 250", "Gateway 253"]);
      const { content } = await read(org, diagram);
      expect(then[2]?.content).toEqual({
        ...content,
        elements: content.elements.map((each) => (each.id === gateway ? { ...each, name: "Gateway 253" } : each)),
      });
      await tamper("update diagram_operation set effects = '[]' where diagram_id = $1 and seq <= 250", [diagram]);
      expect(await read(org, diagram, moments[2])).toEqual(then[2]);
      expect((await read(org, diagram, moments[0])).content.elements).toEqual([]);
    },
  );

  it("binds only to what is in the inventory and not archived", async () => {
    const org = await testOrganization();
    const stranger = await testOrganization();
    const actor = org.actor("security_lead");
    const bind = (id: string, to: string) =>
      apply(org, id, [{ do: "set", part: "element", id: model, set: { bound: { type: "model", id: to } } }]);
    const register = (at: TestOrganization) =>
      runCommand(registerModel, {
        actor: at.actor("security_lead"),
        input: { name: "Scoring", kind: "predictive", sensitivity: "restricted", stage: "design" },
      });
    const { diagram } = await begun(org);
    const mine = await register(org);
    await expect(bind(diagram, (await register(stranger)).id)).rejects.toMatchObject({ code: "unprocessable" });
    await bind(diagram, mine.id);
    expect((await read(org, diagram)).bound[model]).toMatchObject({
      node: { name: "Scoring", sensitivity: "restricted" },
    });
    const old = await register(org);
    await runCommand(archiveModel, { actor, input: { id: old.id, expectedVersion: 1 } });
    await expect(bind(diagram, old.id)).rejects.toMatchObject({
      code: "unprocessable",
      message: "Scoring is archived. Restore it before binding an element to it.",
    });
  });

  it("is found by what it looks at, and only in its own organization", async () => {
    const org = await testOrganization();
    const stranger = await testOrganization();
    const actor = org.actor("security_lead");
    const { id } = await runCommand(registerModel, {
      actor,
      input: { name: "Scoring", kind: "predictive", sensitivity: "internal", stage: "design" },
    });
    await begun(org);
    await runCommand(createThreatModel, { actor, input: { name: "With scope", scope: [{ type: "model", id }] } });
    const input = { entityType: "model" as const, entityId: id };
    const { items, total } = await runQuery(listThreatModels, { actor: org.actor("viewer"), input });
    expect([items.map(({ name }) => name), total]).toEqual([["With scope"], 1]);
    expect(items[0]).toMatchObject({ scope: [{ name: "Scoring" }], review: "never", open: { critical: 0 } });
    expect((await runQuery(listThreatModels, { actor: stranger.actor("viewer"), input: {} })).total).toBe(0);
  });

  it("agrees with its entries in the replay check", async () => {
    const org = await testOrganization();
    const { threatModel, diagram } = await begun(org);
    await apply(org, diagram, [
      { do: "set", part: "element", id: gateway, set: { x: 4.25, answers: { "node.llm": "yes" } } },
    ]);
    await runCommand(updateThreatModel, {
      actor: org.actor("contributor"),
      input: { id: threatModel.id, expectedVersion: 1, tags: ["b", "a"] },
    });
    const report = await replayOrganization(reader(), org.orgId, threatAggregates);
    expect(report.findings).toEqual([]);
    expect(Number(report.compared)).toBeGreaterThan(1);
    const rows = await rowsAs("read", "select version from diagram where id = $1", [diagram]);
    expect(rows).toEqual([{ version: 2 }]);
  });
});
