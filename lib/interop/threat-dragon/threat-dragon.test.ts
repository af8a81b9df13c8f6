import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnreadableImportError } from "../import-problem.ts";
import { ThreatModelDraft } from "../threat-model/draft.ts";
import { readTree } from "../threat-model/read-tree.ts";
import { arbitraryModel, comparable } from "../threat-model/testing/arbitrary-model.ts";
import { isReferenceAbsent, referenceText } from "../threat-model/testing/reference.ts";
import { parseThreatDragon } from "./parse-threat-dragon.ts";
import { printThreatDragon } from "./print-threat-dragon.ts";

const read = (text: string) => ThreatModelDraft.parse(parseThreatDragon(readTree(text)));
const model = (file: string) => read(referenceText(`threat-dragon/models/${file}`));
const files = [
  "generic-cms.json",
  "iot-device.json",
  "payment-online.json",
  "three-tier-web-app.json",
  "v1-demo-threat-model.json",
  "v2-new-model.json",
  "v2-threat-model.json",
];
const refusal = (text: string) => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof UnreadableImportError) return { ...error.problems[0]!, kind: error.kind };
    throw error;
  }
  throw new Error("was read");
};
const wrap = (cells: unknown[]) =>
  JSON.stringify(
    { version: "2.0", summary: { title: "T" }, detail: { diagrams: [{ id: 0, title: "D", cells }] } },
    null,
    1,
  );
const box = (id: string, x: number, y: number, width: number, height: number) => ({
  id,
  shape: "trust-boundary-box",
  position: { x, y },
  size: { width, height },
  data: { type: "tm.BoundaryBox", name: id },
});
const process = (id: string, x: number, y: number, data: object = {}) => ({
  id,
  shape: "process",
  position: { x, y },
  size: { width: 100, height: 100 },
  data: { type: "tm.Process", name: id, ...data },
});

describe("the reference models", () => {
  it.skipIf(isReferenceAbsent).each(files)("%s is read, the same each time, and comes back from print", (file) => {
    const draft = model(file);
    expect(model(file)).toEqual(draft);
    const again = read(printThreatDragon(draft).text);
    expect(comparable(again)).toEqual(comparable(draft));
  });

  it.skipIf(isReferenceAbsent)("what the demo holds, in both versions", () => {
    const [first, second] = [model("v1-demo-threat-model.json"), model("v2-threat-model.json")];
    for (const draft of [first, second]) {
      expect(draft.diagrams[0]!.content.elements.map(({ kind }) => kind).sort()).toEqual(
        ["actor", "logs", "process", "process", "store", "store", "store"].sort(),
      );
      expect(draft.threats).toHaveLength(14);
      expect(draft.threats.filter(({ state }) => state === "mitigated")).toHaveLength(4);
      expect(draft.participants.map(({ role }) => role)).toEqual(["owner", "reviewer", "contributor", "contributor"]);
    }
    expect(first.diagrams[0]!.content.flows).toHaveLength(10);
    expect(second.diagrams[0]!.content.flows).toHaveLength(9);
    expect(second.notCarried.find(({ path }) => path === "/detail/diagrams/0/cells/7")).toBeUndefined();
    expect(second.notCarried.filter(({ message }) => message.includes("attached to nothing"))).toHaveLength(1);
    expect(second.notCarried.filter(({ message }) => message.includes("boundary line"))).toHaveLength(3);
    expect(second.notCarried.filter(({ message }) => message.includes("text block"))).toHaveLength(1);
  });

  it.skipIf(isReferenceAbsent)("zones hold what lies in them; positions count from the zone", () => {
    const draft = model("payment-online.json");
    const { zones, elements } = draft.diagrams[0]!.content;
    expect(zones).toHaveLength(3);
    expect(elements.filter(({ zoneId }) => zoneId !== null).length).toBeGreaterThan(2);
  });

  it.skipIf(isReferenceAbsent)("the malformed model is refused with its place", () => {
    expect(refusal(referenceText("threat-dragon/models/v2-malformed-new-model.json"))).toMatchObject({
      path: "/detail",
      severity: "error",
      kind: "unreadable",
    });
  });
});

describe("printThreatDragon", () => {
  const validate = isReferenceAbsent
    ? undefined
    : new Ajv({ strict: false, allErrors: true }).compile(
        JSON.parse(referenceText("threat-dragon/schema/threat-dragon-v2.schema.json")) as object,
      );

  it("gives any model back, and Threat Dragon's schema accepts it", () => {
    fc.assert(
      fc.property(arbitraryModel(2), (draft) => {
        const { text } = printThreatDragon(draft);
        if (validate !== undefined) {
          validate(JSON.parse(text));
          expect(validate.errors ?? []).toEqual([]);
        }
        expect(comparable(read(text))).toEqual(comparable(draft));
      }),
      { seed: 31, numRuns: 150 },
    );
  });

  it("what is changed in Threat Dragon wins over our own words", () => {
    const draft = read(
      wrap([
        box("Outer", 0, 0, 500, 500),
        process("LLM", 50, 50, {
          threats: [
            { title: "X", status: "Open", type: "Tampering", severity: "High", description: "", mitigation: "Do this" },
          ],
        }),
      ]),
    );
    const rich: ThreatModelDraft = {
      ...draft,
      diagrams: draft.diagrams.map((diagram) => ({
        ...diagram,
        content: {
          ...diagram.content,
          elements: diagram.content.elements.map((each) => ({ ...each, kind: "inference_endpoint" as const })),
        },
      })),
      threats: draft.threats.map((threat) => ({
        ...threat,
        state: "suggested" as const,
        stride: ["Tampering", "Spoofing"],
      })),
    };
    const printed = JSON.parse(printThreatDragon(rich).text) as {
      detail: { diagrams: { cells: { position: { x: number }; data: { threats: Record<string, string>[] } }[] }[] };
    };
    const cell = printed.detail.diagrams[0]!.cells[1]!;
    cell.position.x = 900;
    Object.assign(cell.data.threats[0]!, { status: "Mitigated", mitigation: "Did that" });
    const again = read(JSON.stringify(printed));
    expect(again.diagrams[0]!.content.elements[0]).toMatchObject({ kind: "inference_endpoint", zoneId: null, x: 900 });
    expect(again.threats[0]).toMatchObject({ state: "mitigated", stride: ["Tampering", "Spoofing"] });
    const [id] = again.threats[0]!.mitigations;
    expect(again.mitigations.find(({ externalId }) => externalId === id)?.title).toBe("Did that");
  });
});

describe("hostile and broken files", () => {
  it("keeps a script as text, takes control characters out with a note, cuts with a note", () => {
    const draft = read(
      wrap([
        process("a1", 0, 0, { name: "<script>alert(1)</script>\u0007" }),
        process("b1", 0, 0, { name: "n".repeat(300) }),
      ]),
    );
    const [first, second] = draft.diagrams[0]!.content.elements;
    expect(first!.name).toBe("<script>alert(1)</script>");
    expect(second!.name).toHaveLength(200);
    expect(draft.notCarried.map(({ message }) => message).join("\n")).toMatch(/Control characters[\s\S]*cut after 200/);
  });

  it("nests boxes, names twice-used ids, lists flows without ends, survives nonsense places", () => {
    const flow = (id: string, source: object, target: object) => ({
      id,
      shape: "flow",
      source,
      target,
      data: { type: "tm.Flow", name: id },
    });
    const draft = read(
      wrap([
        box("inner", 100, 100, 200, 200),
        box("outer", 0, 0, 500, 500),
        process("p1", 120, 120),
        process("p1", 900, 900),
        { ...process("nan", 0, 0), position: { x: "NaN", y: null } },
        { ...process("far", 0, 0), position: { x: 5e9, y: 0 } },
        flow("ok", { cell: "p1" }, { cell: "far" }),
        flow("dangling", { x: 1, y: 2 }, { cell: "p1" }),
        flow("to zone", { cell: "p1" }, { cell: "inner" }),
        "nonsense",
      ]),
    );
    const { zones, elements, flows } = draft.diagrams[0]!.content;
    expect(zones.map(({ externalId, parentId, x }) => [externalId, parentId, x])).toEqual([
      ["inner", "outer", 100],
      ["outer", null, 0],
    ]);
    expect(elements.map(({ externalId, zoneId, x }) => [externalId, zoneId, x])).toEqual([
      ["p1", "inner", 20],
      ["p1~2", null, 900],
      ["nan", null, 0],
      ["far", null, 1_000_000],
    ]);
    expect(flows.map(({ externalId }) => externalId)).toEqual(["ok"]);
    const told = draft.notCarried
      .filter(({ severity }) => severity === "warning")
      .map(({ path, line }) => [path, line > 1]);
    expect(told).toEqual([9, 3, 5, 7, 8].map((index) => [`/detail/diagrams/0/cells/${index}`, true]));
  });

  it("refuses broken JSON, deep nesting, too many elements and circles, each with its place", () => {
    expect(refusal('{"summary": {"title": "x"},\n "detail": {')).toMatchObject({ path: "/detail", line: 2 });
    expect(refusal(`{"summary": ${"[".repeat(100)}`).message).toMatch(/deeper than 60/);
    const many = Array.from({ length: 2001 }, (_, index) => process(`p${index}`, index, 0));
    expect(refusal(wrap(many))).toMatchObject({ kind: "too_large", path: "/detail/diagrams/0/cells/2000" });
    const own = (id: string, within: string) => ({
      ...box(id, 0, 0, 50, 50),
      data: { type: "tm.BoundaryBox", name: id, modelkeep: { externalId: id, within, at: [0, 0, 50, 50] } },
    });
    expect(refusal(wrap([own("aa", "bb"), own("bb", "aa")])).message).toMatch(/"aa" in "bb" in "aa"/);
  });
});
