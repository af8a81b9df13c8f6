import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnreadableImportError } from "../import-problem.ts";
import { ThreatModelDraft } from "../threat-model/draft.ts";
import { arbitraryModel, comparable } from "../threat-model/testing/arbitrary-model.ts";
import { decodeLabel, encodeLabel } from "./labels.ts";
import { parseMermaid } from "./parse-mermaid.ts";
import { printMermaid } from "./print-mermaid.ts";

const read = (text: string) => ThreatModelDraft.parse(parseMermaid(text));
const content = (text: string) => read(text).diagrams[0]!.content;
const refusal = (text: string) => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof UnreadableImportError) return { ...error.problems[0]!, kind: error.kind };
    throw error;
  }
  throw new Error("was read");
};
const flows = (text: string) =>
  content(text).flows.map(({ sourceId, targetId, name, bidirectional }) => [sourceId, targetId, name, bidirectional]);

describe("parseMermaid", () => {
  it("reads zones within zones, shapes, classes and labels", () => {
    const draft = read(`---
title: RAG assistant
---
%%{init: {"theme": "dark"}}%%
flowchart LR
  user([User]) -->|question| gw
  subgraph prod["Production zone"]
    direction TB
    gw["API; gateway"] --> agent{{Agent}}:::agent
    subgraph data[Secret data]
      db[(Orders)] & vec[("Vectors#quot;")]:::rag-store
    end
    agent -- looks up --> vec
  end
  agent <-.-> db; agent ==> ext@{ shape: cyl, label: "Store" }
  classDef agent fill:#f00
  class gw guardrail
  %% a comment
`);
    const { zones, elements, flows: links } = draft.diagrams[0]!.content;
    expect(draft.name).toBe("RAG assistant");
    expect(zones.map(({ externalId, parentId, name, trust }) => [externalId, parentId, name, trust])).toEqual([
      ["prod", null, "Production zone", 2],
      ["data", "prod", "Secret data", 4],
    ]);
    expect(elements.map(({ externalId, kind, zoneId, name }) => [externalId, kind, zoneId, name])).toEqual([
      ["user", "actor", null, "User"],
      ["gw", "guardrail", "prod", "API; gateway"],
      ["agent", "agent", "prod", "Agent"],
      ["db", "store", "data", "Orders"],
      ["vec", "rag_store", "data", 'Vectors"'],
      ["ext", "store", null, "Store"],
    ]);
    expect(links.map(({ externalId, name, bidirectional }) => [externalId, name, bidirectional])).toEqual([
      ["user->gw", "question", false],
      ["gw->agent", "", false],
      ["agent->vec", "looks up", false],
      ["agent->db", "", true],
      ["agent->ext", "", false],
    ]);
    expect(draft.notCarried.some(({ line, message }) => line === 18 && message.includes("a comment"))).toBe(true);
  });

  it.each([
    ["A-->B", [["A", "B", "", false]]],
    ["A---B", [["A", "B", "", false]]],
    [
      "A --> B --> C",
      [
        ["A", "B", "", false],
        ["B", "C", "", false],
      ],
    ],
    [
      "A & B ---> C & D",
      [
        ["A", "C", "", false],
        ["A", "D", "", false],
        ["B", "C", "", false],
        ["B", "D", "", false],
      ],
    ],
    ["A == heavy ==> B", [["A", "B", "heavy", false]]],
    ["A -. dotted .-> B", [["A", "B", "dotted", false]]],
    ["A <--> B", [["A", "B", "", true]]],
    ["A --o B", [["A", "B", "", false]]],
    ['A -- "a | b" --> B', [["A", "B", "a | b", false]]],
    ['A -->|"x; y"| B', [["A", "B", "x; y", false]]],
    ["A e1@--> B", [["A", "B", "", false]]],
    ["A ~~~ B", []],
    ["my-node --> other_node.v2", [["my-node", "other_node.v2", "", false]]],
  ])("reads %j", (line, expected) => {
    expect(flows(`graph TD\n${line}`)).toEqual(expected);
  });

  it("gives any diagram back from print", () => {
    fc.assert(
      fc.property(arbitraryModel(1), (draft) => {
        const again = read(printMermaid(draft, null).text);
        const expected = {
          ...draft,
          externalId: null,
          description: "",
          assumptions: [],
          threats: [],
          mitigations: [],
          participants: [],
        };
        const diagram = draft.diagrams[0];
        if (diagram !== undefined) expect(comparable(again)).toEqual(comparable({ ...expected, name: diagram.name }));
        expect(read(printMermaid(draft, null).text)).toEqual(again);
      }),
      { seed: 34, numRuns: 150 },
    );
  });

  it("a label says what it said, and nothing that Mermaid would take for markup or an end", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (text) => {
        const label = encodeLabel(text);
        expect(label.slice(1, -1)).not.toMatch(/["<>&`{}[\]|\n%]/);
        expect(decodeLabel(label.slice(1, -1))).toBe(text.replace(/\s+/g, " ").trim());
      }),
      { seed: 35, numRuns: 200 },
    );
  });
});

describe("hostile and broken flowcharts", () => {
  it("refuses what is no flowchart, with the line", () => {
    expect(refusal("sequenceDiagram\nA->>B: hi").message).toMatch(/starts with "flowchart"/);
    expect(refusal("graph TD\nsubgraph x\nA-->B")).toMatchObject({
      line: 2,
      message: expect.stringMatching(/does not end/) as string,
    });
    expect(refusal("graph TD\nA-->B\nend")).toMatchObject({ line: 3 });
    expect(refusal('graph TD\nA["never closed]')).toMatchObject({ line: 2 });
    expect(refusal(`graph TD\n${"subgraph a\n".repeat(10)}`).message).toMatch(/circle|does not end/);
    expect(refusal(`graph TD\n${Array.from({ length: 60 }, (_, i) => `subgraph s${i}`).join("\n")}`).kind).toBe(
      "too_large",
    );
  });

  it("names the circle of subgraphs", () => {
    const text = "graph TD\nsubgraph a\nsubgraph b\nend\nend\nsubgraph b\nsubgraph c\nsubgraph a\nend\nend\nend";
    expect(refusal(text).message).toMatch(/circle: "a" in "c" in "b" in "a"/);
  });

  it("stays quick with many links and long lines, and keeps scripts as text", () => {
    const many = Array.from({ length: 100 }, (_, index) => `n${index}`).join(" & ");
    expect(refusal(`graph TD\n${many} --> ${many}`)).toMatchObject({ kind: "too_large", line: 2 });
    expect(refusal(`graph TD\n${"A -- ".repeat(100_000)}`).message).toMatch(/too long/);
    const slow = ["A -. ...", `A -. ${".".repeat(4000)}`, `A --${" ".repeat(4000)}x`, `class ${"a,".repeat(2000)}`];
    const before = process.cpuUsage();
    read(`graph TD\n${Array.from({ length: 1600 }, (_, index) => slow[index % 4]).join("\n")}`);
    read(`---\ntitle: ${" ".repeat(1_000_000)}x\n---\ngraph TD\nA-->B`);
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
    const draft = read(
      `graph TD\nA["<script>alert(1)</script>"] --> B\nclick A "javascript:alert(1)"\n!!! ???\nsubgraph z\nend\nA --> z`,
    );
    expect(draft.diagrams[0]!.content.elements[0]!.name).toBe("<script>alert(1)</script>");
    expect(draft.notCarried.map(({ line, message }) => [line, message.slice(0, 20)])).toEqual(
      expect.arrayContaining([
        [3, "What a click does is"],
        [4, "This line is not und"],
        [7, "A link ends at the s"],
      ]),
    );
  });
});
