import { describe, expect, it } from "vitest";
import { reader } from "../../db/client.ts";
import { newId } from "../../kernel/ids.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { describeCommand } from "../../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../../testing/organization.ts";
import { replayOrganization } from "../../trail/replay.ts";
import { threatAggregates } from "../aggregates.ts";
import { createThreat } from "../register/commands/create-threat.ts";
import { drawn, drawnModel, type Reviewed } from "../review/testing/reviewed.ts";
import { removePath } from "./commands/remove-path.ts";
import { savePath } from "./commands/save-path.ts";
import { updatePath } from "./commands/update-path.ts";
import { listPaths } from "./queries/list-paths.ts";
import { readPathEffects } from "./queries/read-effects.ts";
import { readPath } from "./queries/read-path.ts";
import { suggestAttackPaths } from "./queries/suggest-paths.ts";

const [first, goal] = [newId(), newId()];

/** Guess a key, then read the data. */
function plain(threatId: string | null = null) {
  const step = { elementId: drawn.endpoint, likelihood: null, needs: "all" as const };
  return {
    name: "Read the payments",
    entryId: drawn.user,
    assetId: drawn.data,
    goalId: goal,
    steps: [
      { ...step, id: first, title: "Guess a key", threatId, effort: 2, after: [] },
      { ...step, id: goal, title: "Read the data", threatId: null, effort: 1, after: [first] },
    ],
  };
}

const save = (org: TestOrganization, { id }: Reviewed, path: object = plain()) =>
  runCommand(savePath, { actor: org.actor("contributor"), input: { id, ...plain(), ...path } });

async function saved(org: TestOrganization) {
  const model = await drawnModel(org);
  return { id: model.id, pathId: (await save(org, model)).id };
}

describeCommand(savePath, {
  role: "responder",
  arrange: async (org) => ({ input: { id: (await drawnModel(org)).id, ...plain() } }),
  does: (result) =>
    expect(result).toMatchObject({
      name: "Read the payments",
      cost: 3,
      stopped: [],
      names: { [drawn.user]: "Customer", [drawn.data]: "Payments", [drawn.endpoint]: "Scoring" },
    }),
  entry: { type: "attack_path", after: { name: "Read the payments", state: "active" } },
});

describeCommand(updatePath, {
  role: "responder",
  arrange: async (org) => ({
    input: { ...(await saved(org)), ...plain(), description: "", name: "Read them all", expectedVersion: 1 },
  }),
  does: (result) => expect(result).toMatchObject({ name: "Read them all", version: 2 }),
  entry: { type: "attack_path", after: { name: "Read them all" } },
  stale: true,
});

describeCommand(removePath, {
  role: "responder",
  arrange: async (org) => ({ input: await saved(org) }),
  does: async (_, org, { input }) => {
    const actor = org.actor("viewer");
    expect((await runQuery(listPaths, { actor, input: { id: input.id } })).items).toEqual([]);
    await expect(runQuery(readPath, { actor, input })).rejects.toMatchObject({ code: "not_found" });
  },
  entry: { type: "attack_path", after: { state: "removed" } },
});

describe("attack paths", () => {
  const threat = (org: TestOrganization, { id, diagramId }: Reviewed, given: object = {}) =>
    runCommand(createThreat, {
      actor: org.actor("contributor"),
      input: { id, diagramId, targetId: drawn.endpoint, title: "Guessed key", likelihood: 4, impact: 3, ...given },
    });

  it("are refused when they are not sound, with everything that is wrong", async () => {
    const org = await testOrganization();
    const model = await drawnModel(org);
    const [one, two] = plain().steps;
    await expect(save(org, model, { steps: [{ ...one, after: [goal] }, two] })).rejects.toMatchObject({
      code: "unprocessable",
      message: "“Read the data” would come after itself.",
    });
    await expect(save(org, model, plain(newId()))).rejects.toMatchObject({
      code: "unprocessable",
      message: "A step uses a threat that this threat model does not have.",
    });
  });

  it("are suggested from where anybody can begin, with the threats on the way, and can be kept", async () => {
    const org = await testOrganization();
    const model = await drawnModel(org);
    const { id: threatId } = await threat(org, model);
    const input = { id: model.id, diagramId: model.diagramId, assetId: drawn.data };
    const { items } = await runQuery(suggestAttackPaths, { actor: org.actor("viewer"), input });
    expect(items).toMatchObject([{ name: "Customer to Payments", entryId: drawn.user, assetId: drawn.data }]);
    expect(items[0]?.steps.map((step) => step.threatId)).toContain(threatId);
    const { id: _id, ...suggestion } = items[0]!;
    const kept = await save(org, model, suggestion);
    expect(kept.steps).toEqual(items[0]?.steps);
  });

  it("are stopped by what is in place, and the effects say what opens without it", async () => {
    const org = await testOrganization();
    const model = await drawnModel(org);
    const mitigation = { id: newId(), title: "Rate limit", state: "implemented" as const };
    const { id: threatId } = await threat(org, model, { mitigations: [mitigation] });
    const stopped = await save(org, model, plain(threatId));
    expect(stopped).toMatchObject({ stopped: [first], cost: null });
    await save(org, model, { name: "By hand" });
    const actor = org.actor("viewer");
    const { items } = await runQuery(listPaths, { actor, input: { id: model.slug } });
    expect(items.map(({ name, cost }) => [name, cost])).toEqual([
      ["By hand", 3],
      ["Read the payments", null],
    ]);
    const effects = await runQuery(readPathEffects, { actor, input: { id: model.id } });
    expect(effects.mitigations).toMatchObject([
      { name: "Rate limit", working: true, cutsAlone: [stopped.id], opens: [{ pathId: stopped.id, withIt: null }] },
    ]);
    expect(effects.threats).toEqual([{ threatId, title: "Guessed key", paths: 1, cheapest: 0 }]);
  });

  it("agree with their entries in the replay check", async () => {
    const org = await testOrganization();
    const input = await saved(org);
    const actor = org.actor("contributor");
    await runCommand(updatePath, {
      actor,
      input: { ...input, ...plain(), description: "By hand.", expectedVersion: 1 },
    });
    await runCommand(removePath, { actor, input });
    expect((await replayOrganization(reader(), org.orgId, threatAggregates)).findings).toEqual([]);
  });
});
