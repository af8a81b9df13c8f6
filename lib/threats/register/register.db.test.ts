import { beforeAll, describe, expect, it } from "vitest";
import { reader } from "../../db/client.ts";
import { createVersion } from "../../inventory/versions/commands/create-version.ts";
import { registerModel } from "../../inventory/commands/register-model.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { testOrganization, type TestOrganization } from "../../testing/organization.ts";
import { replayOrganization } from "../../trail/replay.ts";
import { threatAggregates } from "../aggregates.ts";
import type { ScopeItem } from "../aggregates.ts";
import { createThreat } from "./commands/create-threat.ts";
import { decideThreat } from "./commands/decide-threat.ts";
import { countThreatFacets } from "./queries/count-threat-facets.ts";
import { readHeatMap } from "./queries/read-heat-map.ts";
import { readThreat } from "./queries/read-threat.ts";
import { readThreatsOfNode } from "./queries/read-threats-of-node.ts";
import { inDays, data, begun, list } from "./testing/threats.ts";

describe("the register", () => {
  let org: TestOrganization;
  let scope: ScopeItem;
  let modelId: string;

  beforeAll(async () => {
    org = await testOrganization();
    const actor = org.actor("contributor");
    const registered = await runCommand(registerModel, {
      actor,
      input: { name: "Card fraud", kind: "predictive", sensitivity: "internal" } as never,
    });
    modelId = registered.id;
    const version = await runCommand(createVersion, { actor, input: { id: modelId, label: "1" } });
    scope = { type: "model_version", id: version.id };
    const where = await begun(org, [scope]);
    for (const [libraryId, severity] of [
      ["AIT-001", "low"],
      ["AIT-002", "critical"],
    ] as const) {
      await runCommand(decideThreat, {
        actor,
        input: {
          ...where,
          libraryId,
          severity,
          targetId: data,
          decision: "accepted",
          dueOn: severity === "low" ? inDays(3) : null,
        },
      });
    }
    await runCommand(createThreat, {
      actor,
      input: { id: where.id, title: "Élan", likelihood: 5, impact: 5, stride: ["spoofing"] },
    });
  });

  it("pages severest first, without losing or doubling any", async () => {
    const pages = [await list(org, { limit: 1 })];
    while (pages.at(-1)!.nextCursor !== null)
      pages.push(await list(org, { limit: 1, cursor: pages.at(-1)!.nextCursor! }));
    expect(pages.map(({ items }) => items[0]?.title)).toEqual([
      "Élan",
      "Backdoor trigger planted through data",
      "Poisoned training samples",
    ]);
    expect(pages.map(({ total }) => total)).toEqual([3, 3, 3]);
    await expect(list(org, { cursor: "bm9uZQ" })).rejects.toMatchObject({ errors: [{ path: "cursor" }] });
  });

  it.each([
    [{ severity: "low" }, 1],
    [{ severity: ["low", "critical"] }, 3],
    [{ stride: "spoofing" }, 1],
    [{ technique: "AML.T0115" }, 1],
    [{ due: "soon" }, 1],
    [{ due: "overdue" }, 0],
    [{ owner: "nobody" }, 3],
    [{ owner: "me" }, 0],
    [{ q: "elan" }, 1],
    [{ q: "AIT-002" }, 1],
    [{ state: "mitigated" }, 0],
  ])("narrows by %j", async (filter, total) => {
    expect((await list(org, filter as never)).total).toBe(total);
  });

  it("counts what each filter would leave", async () => {
    const facets = await runQuery(countThreatFacets, { actor: org.actor("viewer"), input: { severity: "critical" } });
    expect(facets.severity.map(({ value, count }) => [value, count])).toEqual([
      ["critical", 2],
      ["high", 0],
      ["medium", 0],
      ["low", 1],
    ]);
    expect(facets.state.find(({ value }) => value === "open")?.count).toBe(2);
    expect(facets.threatModel).toMatchObject([{ label: "Card fraud", count: 2 }]);
  });

  it("rolls up to the model of a version that is looked at", async () => {
    const of = (type: "model" | "model_version", id: string) =>
      runQuery(readThreatsOfNode, { actor: org.actor("viewer"), input: { type, id } });
    const rolled = await of("model", modelId);
    expect(rolled).toMatchObject({ open: { critical: 2, low: 1 }, threatModels: [{ name: "Card fraud" }] });
    expect(rolled.worst).toHaveLength(3);
    expect((await of("model_version", scope.id)).open.critical).toBe(2);
    const stranger = await testOrganization();
    const elsewhere = runQuery(readThreatsOfNode, {
      actor: stranger.actor("viewer"),
      input: { type: "model", id: modelId },
    });
    await expect(elsewhere).rejects.toMatchObject({ code: "not_found" });
  });

  it("maps what was decided on the techniques of ATLAS", async () => {
    const map = await runQuery(readHeatMap, { actor: org.actor("viewer"), input: {} });
    const poisoned = map.tactics.flatMap(({ techniques }) => techniques).find(({ id }) => id === "AML.T0020");
    expect(poisoned).toMatchObject({ open: 2, mitigated: 0 });
    expect(map.covered).toBeGreaterThan(1);
    expect(map.techniques).toBeGreaterThan(map.covered);
    const stranger = await testOrganization();
    expect(await runQuery(readHeatMap, { actor: stranger.actor("viewer"), input: {} })).toMatchObject({ covered: 0 });
  });

  it("shows nothing of it to another organization", async () => {
    const stranger = await testOrganization();
    const [first] = (await list(org)).items;
    expect((await list(stranger, { state: "all" })).total).toBe(0);
    const read = runQuery(readThreat, { actor: stranger.actor("viewer"), input: { id: first!.id } });
    await expect(read).rejects.toMatchObject({ code: "not_found" });
  });

  it("is as the trail says", async () => {
    expect(await replayOrganization(reader(), org.orgId, threatAggregates)).toMatchObject({ findings: [] });
  });
});
