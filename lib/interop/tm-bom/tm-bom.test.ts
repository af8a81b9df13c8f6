import { describe, expect, it } from "vitest";
import { ThreatModelDraft } from "../threat-model/draft.ts";
import { readTree } from "../threat-model/read-tree.ts";
import { comparable } from "../threat-model/testing/arbitrary-model.ts";
import { isReferenceAbsent, referenceText } from "../threat-model/testing/reference.ts";
import { parseOtm } from "../otm/parse-otm.ts";
import { printOtm } from "../otm/print-otm.ts";
import { parseThreatDragon } from "../threat-dragon/parse-threat-dragon.ts";
import { printThreatDragon } from "../threat-dragon/print-threat-dragon.ts";
import { parseTmBom } from "./parse-tm-bom.ts";

const read = (text: string) => ThreatModelDraft.parse(parseTmBom(readTree(text)));
const husky = () => read(referenceText("threat-dragon/models/tmbom-husky-ai.json"));

describe("the Husky AI model", () => {
  it.skipIf(isReferenceAbsent)("zones, elements in them, flows, threats with controls and risks", () => {
    const draft = husky();
    expect(husky()).toEqual(draft);
    const { zones, elements, flows } = draft.diagrams[0]!.content;
    expect(zones.map(({ name, trust }) => [name, trust])).toContainEqual(["Production Trust Zone", 2]);
    expect(elements.filter(({ zoneId }) => zoneId !== null)).toHaveLength(elements.length);
    expect(flows.length).toBeGreaterThan(15);
    expect(draft.threats.find(({ externalId }) => externalId === "buffer-overflow-image-processing")).toMatchObject({
      references: ["CWE-120", "CAPEC-100"],
      mitigations: expect.arrayContaining([
        "sandboxing-for-image-processing",
        "owasp-file-upload-guidelines",
      ]) as string[],
      likelihood: 3,
      impact: 3,
      severity: "high",
      grammar: { source: "Ratimir (adversary)", action: "denial of service or remote code execution" },
    });
    expect(draft.assumptions).toMatchObject([{ state: "confirmed" }]);
    const told = draft.notCarried.map(({ path }) => path);
    for (const path of ["/diagrams/0", "/trust_boundaries/0", "/threat_personas/0", "/risks/0", "/scope/tier"])
      expect(told).toContain(path);
  });

  it.skipIf(isReferenceAbsent)("nothing of the layout overlaps, and zones hold their elements", () => {
    const { zones, elements } = husky().diagrams[0]!.content;
    const boxes = [
      ...zones.map(({ parentId, ...zone }) => ({ ...zone, within: parentId })),
      ...elements.map(({ zoneId, ...element }) => ({ ...element, within: zoneId, width: 128, height: 56 })),
    ];
    for (const a of boxes) {
      for (const b of boxes) {
        if (a === b || a.within !== b.within) continue;
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect([a.name, b.name, apart]).toEqual([a.name, b.name, true]);
      }
      const around = zones.find(({ externalId }) => externalId === a.within);
      if (around !== undefined)
        expect([a.x + a.width <= around.width, a.y + a.height <= around.height]).toEqual([true, true]);
    }
  });

  it.skipIf(isReferenceAbsent)("goes out as OTM and as Threat Dragon and comes back the same", () => {
    const draft = husky();
    expect(comparable(ThreatModelDraft.parse(parseOtm(readTree(printOtm(draft).text))))).toEqual(comparable(draft));
    const { text } = printThreatDragon(draft);
    expect(comparable(ThreatModelDraft.parse(parseThreatDragon(readTree(text))))).toEqual(comparable(draft));
  });
});

describe("hostile files", () => {
  it("tells names that lead nowhere", () => {
    const draft = read(
      JSON.stringify({
        scope: { title: "T" },
        trust_zones: [],
        components: [{ symbolic_name: "c", title: "C", trust_zone: "gone" }],
        data_flows: [{ symbolic_name: "f", title: "F", source: { object: "c" }, destination: { object: "nobody" } }],
        threats: [{ symbolic_name: "t", title: "T", components_affected: ["c", "constructor"] }],
        controls: [{ symbolic_name: "k", title: "K", threats: ["x"], status: "constructor" }],
      }),
    );
    expect(draft.threats[0]!.targets).toEqual(["c"]);
    expect(draft.mitigations[0]!.state).toBe("planned");
    expect(draft.notCarried.filter(({ severity }) => severity === "warning").map(({ path }) => path)).toEqual([
      "/components/0/trust_zone",
      "/data_flows/0",
      "/controls/0/threats/0",
      "/threats/0/components_affected/1",
    ]);
    expect(() => read('{"version": "1.0"}')).toThrow(/"scope"/);
  });
});
