import fc from "fast-check";
import { elementKindNames } from "../../../graph/kinds.ts";
import {
  type DraftAssumption,
  type DraftDiagram,
  type DraftElement,
  type DraftFlow,
  type DraftMitigation,
  type DraftThreat,
  type DraftZone,
  draftMitigationStates,
  draftSeverities,
  draftThreatStates,
  linddunNames,
  strideNames,
  type ThreatModelDraft,
} from "../draft.ts";

const hostile = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=y>',
  "=1+1",
  "a|b `c` [d](e)",
  "#quot;",
  "%% end",
  "näme 名",
];
const line = fc.oneof(
  fc.constantFrom(...hostile),
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9 .,;:'"(){}<>#&%|/_-]{0,30}[a-z]$/).map((each) => each.replace(/ +/g, " ")),
);
const text = fc.oneof(
  fc.constant(""),
  line,
  fc.tuple(line, line).map(([a, b]) => `${a}\n\n${b}`),
);
const place = fc.integer({ min: -50_000, max: 50_000 }).map((value) => value / 4);
const size = fc.integer({ min: 16, max: 900 });
const level = fc.constantFrom(1, 2, 3, 4, 5, null);
const answer = fc.constantFrom("yes" as const, "no" as const, "unknown" as const);

const zone = (index: number, parents: string[]): fc.Arbitrary<DraftZone> =>
  fc.record({
    externalId: fc.constant(`zone-${index}`),
    parentId: fc.constantFrom(null, ...parents),
    name: line,
    description: text,
    trust: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const, 4 as const),
    x: place,
    y: place,
    width: size,
    height: size,
  });

const element = (externalId: string, zones: string[]): fc.Arbitrary<DraftElement> =>
  fc
    .record({
      externalId: fc.constant(externalId),
      kind: fc.constantFrom(...elementKindNames),
      zoneId: fc.constantFrom(null, ...zones),
      name: line,
      description: text,
      technology: fc.oneof(fc.constant(""), line),
      x: place,
      y: place,
      size: fc.oneof(fc.constant(null), fc.tuple(size, size)),
      answers: fc.dictionary(fc.constantFrom("node.llm", "node.personal_data", "node.cloud"), answer),
      outOfScope: fc.oneof(fc.constant(null), line),
    })
    .map(({ size: given, ...rest }) => ({ ...rest, width: given?.[0] ?? null, height: given?.[1] ?? null }));

const flow = (externalId: string, ends: string[]): fc.Arbitrary<DraftFlow> =>
  fc.record({
    externalId: fc.constant(externalId),
    sourceId: fc.constantFrom(...ends),
    targetId: fc.constantFrom(...ends),
    name: fc.oneof(fc.constant(""), line),
    description: text,
    protocol: fc.oneof(fc.constant(""), line),
    bidirectional: fc.boolean(),
    points: fc.array(fc.record({ x: place, y: place }), { maxLength: 3 }),
    answers: fc.dictionary(fc.constantFrom("flow.encrypted_false", "flow.public_network", "flow.signed_false"), answer),
    outOfScope: fc.oneof(fc.constant(null), line),
  });

const diagram = (index: number): fc.Arbitrary<DraftDiagram> =>
  fc.record({ zones: fc.nat({ max: 4 }), elements: fc.nat({ max: 5 }), flows: fc.nat({ max: 4 }) }).chain((count) => {
    const name = (kind: string, at: number) => `${kind}-${index}-${at}`;
    const zoneIds = Array.from({ length: count.zones }, (_, at) => `zone-${index * 10 + at}`);
    const elementIds = Array.from({ length: count.elements }, (_, at) => name("element", at));
    const flowCount = elementIds.length === 0 ? 0 : count.flows;
    return fc.record({
      externalId: fc.constant(`diagram-${index}`),
      name: line,
      description: text,
      content: fc.record({
        zones: fc.tuple(...zoneIds.map((_, at) => zone(index * 10 + at, zoneIds.slice(0, at)))),
        elements: fc.tuple(...elementIds.map((id) => element(id, zoneIds))),
        flows: fc.tuple(...Array.from({ length: flowCount }, (_, at) => flow(name("flow", at), elementIds))),
      }),
    });
  });

const threat = (index: number, parts: string[], mitigations: string[]): fc.Arbitrary<DraftThreat> =>
  fc.record({
    externalId: fc.constant(`threat-${index}`),
    title: line,
    description: text,
    targets: fc.subarray(parts, { maxLength: Math.min(3, parts.length) }),
    stride: fc.subarray([...strideNames]),
    linddun: fc.subarray([...linddunNames], { maxLength: 2 }),
    severity: fc.constantFrom(null, ...draftSeverities),
    likelihood: level,
    impact: level,
    state: fc.constantFrom(...draftThreatStates),
    stateReason: line,
    mitigations: fc.subarray(mitigations),
    grammar: fc.oneof(
      fc.constant(null),
      fc.record({ source: line, prerequisites: line, action: line, impact: line, asset: line }),
    ),
    references: fc.subarray(["AML.T0051", "LLM01", "CWE-79", "ASI03"]),
    score: fc.oneof(fc.constant(null), fc.constant("7.5")),
  });

const mitigation = (index: number): fc.Arbitrary<DraftMitigation> =>
  fc.record({
    externalId: fc.constant(`mitigation-${index}`),
    title: line,
    description: text,
    state: fc.constantFrom(...draftMitigationStates),
  });

const assumption = (index: number, parts: string[]): fc.Arbitrary<DraftAssumption> =>
  fc.record({
    externalId: fc.constant(`assumption-${index}`),
    text: line,
    aboutId: fc.constantFrom(null, ...parts),
    state: fc.constantFrom("open" as const, "confirmed" as const, "wrong" as const),
    validUntil: fc.constantFrom(null, "2027-01-31"),
  });

/** The external ids of everything that a threat can be about. */
export function partIds(diagrams: readonly DraftDiagram[]): string[] {
  return diagrams.flatMap(({ content }) =>
    [...content.zones, ...content.elements, ...content.flows].map(({ externalId }) => externalId),
  );
}

/** Any model: up to `diagrams` diagrams with nested zones, threats at their parts, mitigations, assumptions. */
export function arbitraryModel(most: number): fc.Arbitrary<ThreatModelDraft> {
  return fc
    .nat({ max: most })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => diagram(index))))
    .chain((diagrams) => {
      const parts = partIds(diagrams);
      const mitigations = ["mitigation-0", "mitigation-1", "mitigation-2"];
      return fc.record({
        externalId: fc.constantFrom(null, "model-7"),
        name: line,
        description: text,
        diagrams: fc.constant(diagrams),
        assumptions: fc
          .nat({ max: 2 })
          .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => assumption(i, parts)))),
        threats: fc
          .nat({ max: 4 })
          .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => threat(i, parts, mitigations)))),
        mitigations: fc.tuple(...mitigations.map((_, index) => mitigation(index))),
        participants: fc.constantFrom(
          [],
          [
            { name: "Ada", role: "owner" as const },
            { name: "Bo", role: "contributor" as const },
          ],
        ),
        notCarried: fc.constant([]),
      });
    });
}

/** A model without notes, its lists in the order of ids: formats may keep another order. */
export function comparable({ notCarried: _, ...draft }: ThreatModelDraft): object {
  const sorted = <T extends { externalId: string }>(list: readonly T[]) =>
    [...list].sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
  return {
    ...draft,
    diagrams: draft.diagrams.map(({ content, ...diagram }) => ({
      ...diagram,
      content: { zones: sorted(content.zones), elements: sorted(content.elements), flows: sorted(content.flows) },
    })),
    assumptions: sorted(draft.assumptions),
    threats: sorted(draft.threats),
    mitigations: sorted(draft.mitigations),
  };
}
