import { describe, expect, it } from "vitest";
import { importDoor } from "../../import-door.ts";
import type { ThreatModelImport } from "../../imports/rules.ts";
import { isReferenceAbsent, referenceText } from "../../interop/threat-model/testing/reference.ts";
import { makeElement } from "../../graph/testing/make.ts";
import { newId } from "../../kernel/ids.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand, runScratch } from "../../kernel/run-command.ts";
import { describeCommand } from "../../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../../testing/organization.ts";
import { begun, data, update } from "../register/testing/threats.ts";
import { applyOperations } from "../commands/apply-operations.ts";
import { createThreat } from "../register/commands/create-threat.ts";
import { endSession } from "../sessions/commands/end-session.ts";
import { startSession } from "../sessions/commands/start-session.ts";
import { exportThreatModel } from "./export-threat-model.ts";
import { readThreatReport } from "./read-threat-report.ts";
import { threatExportFormats, type ThreatExportFormat } from "./schema.ts";

const take = (org: TestOrganization, id: string, format: ThreatExportFormat) =>
  runCommand(exportThreatModel, { actor: org.actor("viewer"), input: { id, format } });
const preview = (org: TestOrganization, format: ThreatModelImport, file: string, options = "") =>
  runScratch(importDoor.preview, {
    actor: org.actor("contributor"),
    input: { format, source: new TextEncoder().encode(file), options },
  });

/** A threat model of our own: elements, a flow, and a threat with everything that a file can say. */
async function own(org: TestOrganization) {
  const { id, diagramId } = await begun(org);
  const threat = await runCommand(createThreat, {
    actor: org.actor("contributor"),
    input: {
      id,
      diagramId,
      targetId: data,
      title: "Labels are bought <img src=x onerror=alert(1)>",
      description: "=HYPERLINK(1)\nSecond line",
      stride: ["tampering"],
      refs: ["AML.T0020"],
      likelihood: 4,
      impact: 5,
      mitigations: [
        { id: newId(), title: "Check twice", state: "verified", controlId: "C-DAT-03" },
        { id: newId(), title: "Ask others", state: "proposed", note: "Who?" },
      ],
      grammar: { source: "A buyer", prerequisites: "", action: "buys labels", impact: "wrong models", asset: "labels" },
    },
  });
  return { id, diagramId, threat };
}

describeCommand(exportThreatModel, {
  role: "viewer",
  arrange: async (org) => ({ input: { id: (await begun(org)).id, format: "otm" as const } }),
  does: (file) => {
    expect(file).toMatchObject({ fileName: "card-fraud.otm", mediaType: "application/json" });
    expect(JSON.parse(file.content)).toMatchObject({ otmVersion: "0.2.0" });
  },
  entry: { type: "threat_model_export", after: { format: "otm" } },
});

describe("a threat model that leaves", () => {
  it.each(Object.keys(threatExportFormats) as ThreatExportFormat[])("is written as %s", async (format) => {
    const org = await testOrganization();
    const { id } = await own(org);
    const file = await take(org, id, format);
    expect(file.content).toContain("Labels");
    expect(file.fileName).toBe(`card-fraud.${threatExportFormats[format].ending}`);
  });

  it.each(["threat-dragon", "otm", "threat-composer"] as const)(
    "as %s changes nothing when it comes back, and is whole elsewhere",
    async (format) => {
      const org = await testOrganization();
      const { id, threat } = await own(org);
      const { content } = await take(org, id, format);
      const back = await preview(org, format, content);
      expect(back.supply.filter(({ action }) => action !== "keep")).toEqual([]);
      expect(back.supply[0]?.target).toMatchObject({ id });

      const other = await testOrganization();
      const shown = await preview(other, format, content);
      const done = await runCommand(importDoor.apply, { actor: other.actor("contributor"), input: { id: shown.id } });
      const copy = await take(other, done.records[0]!.id!, format);
      const again = await preview(other, format, copy.content);
      expect(again.supply.filter(({ action }) => action !== "keep")).toEqual([]);
      const report = await runQuery(readThreatReport, {
        actor: other.actor("viewer"),
        input: { id: done.records[0]!.slug },
      });
      expect(report.threats).toMatchObject([{ title: threat.title, state: "Open" }]);
      expect(report.threats[0]?.mitigations).toEqual(["Check twice (in place)", "Ask others (planned)"]);
    },
  );

  it("keeps proof and decisions that a file knows nothing of when it comes back changed", async () => {
    const org = await testOrganization();
    const { id, threat } = await own(org);
    const { content } = await take(org, id, "otm");
    await update(org, threat, { description: "Said anew" });
    const shown = await preview(org, "otm", content);
    const changed = shown.supply.filter(({ action }) => action === "update");
    expect(changed.flatMap(({ changes }) => changes.map(({ field }) => field))).toEqual(["description"]);
  });

  it("is told as a report with its drawing, text staying text", async () => {
    const org = await testOrganization();
    const { id } = await own(org);
    const report = await runQuery(readThreatReport, { actor: org.actor("viewer"), input: { id } });
    expect(report).toMatchObject({ name: "Card fraud", threats: [{ severity: "Critical", at: "Labels" }] });
    expect(report.diagrams[0]?.svg).toMatch(/^<svg /);
    const stranger = await testOrganization();
    const elsewhere = runQuery(readThreatReport, { actor: stranger.actor("viewer"), input: { id } });
    await expect(elsewhere).rejects.toMatchObject({ code: "not_found" });
  });

  it("tells in the report what came of its sessions", async () => {
    const org = await testOrganization();
    const actor = org.actor("contributor");
    const { id, diagramId } = await begun(org);
    const session = await runCommand(startSession, { actor, input: { id: diagramId, title: "First look" } });
    const value = makeElement({ id: newId(), name: "Gateway" });
    const batch = { batchId: newId(), operations: [{ do: "add" as const, part: "element" as const, value }] };
    await runCommand(applyOperations, { actor, input: { id: diagramId, ...batch } });
    await runCommand(endSession, { actor, input: { id: session.id } });
    const { sessions } = await runQuery(readThreatReport, { actor: org.actor("viewer"), input: { id } });
    expect(sessions).toMatchObject([{ title: "First look" }]);
    expect(sessions[0]?.summary).toMatch(
      /^(?:0 minutes|1 minute); 1 element and 0 flows added, 0 parts changed, 0 threats decided\.$/,
    );
  });

  it.skipIf(isReferenceAbsent).each([
    ["threat-dragon", "threat-dragon/models/v2-threat-model.json"],
    ["otm", "otm/otm_example.json"],
  ] as const)("of a reference file of %s comes back the same", async (format, file) => {
    const org = await testOrganization();
    const shown = await preview(org, format, referenceText(file));
    const done = await runCommand(importDoor.apply, { actor: org.actor("contributor"), input: { id: shown.id } });
    const { content } = await take(org, done.records[0]!.id!, format);
    const back = await preview(org, format, content);
    expect(back.supply[0]?.target?.id).toBe(done.records[0]!.id);
    expect(back.supply.filter(({ action }) => action !== "keep")).toEqual([]);
  });
});
