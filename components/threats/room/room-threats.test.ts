import { describe, expect, it } from "vitest";
import { toDiagram } from "@/lib/graph/diagram.ts";
import type { Suggestion } from "@/lib/graph/engine/suggestion.ts";
import { makeElement, makeFlow, makeZone, testId } from "@/lib/graph/testing/make.ts";
import type { RoomThreat } from "@/lib/threats/schema.ts";
import { causesOf, decidedBy, marksOf, subjectOf, undecided } from "./room-threats.ts";
import type { Suggestions } from "./use-suggestions.ts";

const [a, b, inside, across] = [testId(1), testId(2), testId(3), testId(4)];
const diagram = toDiagram({
  zones: [makeZone({ id: testId(9) })],
  elements: [makeElement({ id: a, zoneId: testId(9) }), makeElement({ id: b }), makeElement({ id: testId(5) })],
  flows: [
    makeFlow({ id: inside, sourceId: b, targetId: testId(5) }),
    makeFlow({ id: across, sourceId: a, targetId: b }),
  ],
  assumptions: [],
});

function suggestion(threatId: string, targetId: string, more: Partial<Suggestion> = {}): Suggestion {
  const target = diagram.element.has(targetId) ? "element" : "flow";
  const rest = { status: "fires", severity: "high", reasons: [], raisedBy: [], unknown: [], goesAway: [] } as const;
  return { key: `${threatId}@${targetId}`, threatId, targetId, target, ...rest, ...more };
}

function threat(libraryId: string, targetId: string, state: RoomThreat["state"]): RoomThreat {
  return { id: testId(50), targetId, libraryId, title: "T", state, severity: "low", owner: null, because: [] };
}

describe("what a room shows", () => {
  it("counts what fires and nobody decided, and open threats; the worst gives the mark", () => {
    const suggestions = [
      suggestion("AIT-001", a),
      suggestion("AIT-002", a, { severity: "critical" }),
      suggestion("AIT-003", a, { status: "to_confirm", severity: "critical" }),
    ];
    const marks = marksOf(
      suggestions,
      [threat("AIT-002", a, "not_applicable"), threat("AIT-009", a, "accepted")],
      diagram,
    );
    expect(marks.get(a)).toEqual({ count: 2, severity: "high", looked: true });
    expect(marks.get(b)).toEqual({ count: 0, severity: null, looked: true });
  });

  it("says where nobody looked", () => {
    expect(marksOf([suggestion("AIT-001", b)], [], diagram).get(b)).toMatchObject({ count: 1, looked: false });
  });

  it("shows suggestions on flows only where they cross a boundary and are severe", () => {
    const suggestions = [
      suggestion("AIT-044", inside),
      suggestion("AIT-044", across),
      suggestion("AIT-045", across, { severity: "medium" }),
    ];
    const marks = marksOf(suggestions, [], diagram);
    expect([marks.get(inside)?.count, marks.get(across)?.count]).toEqual([0, 1]);
  });

  it("leaves what was decided out of what is to decide", () => {
    const suggestions = [suggestion("AIT-001", a), suggestion("AIT-002", a)];
    const left = undecided(suggestions, decidedBy([threat("AIT-001", a, "mitigated")]));
    expect(left.map(({ threatId }) => threatId)).toEqual(["AIT-002"]);
  });

  it("says which threats that were taken on lost their cause, and asks with the facts they were taken on for", () => {
    const asked: unknown[] = [];
    const suggestions: Suggestions = {
      all: [],
      of: () => [],
      questionsOf: () => [],
      threat: () => undefined,
      coverage: () => [],
      gone: (accepted) => {
        asked.push(...accepted);
        return [{ key: `AIT-001@${a}`, why: "It is no longer public.", changes: [] }];
      },
    };
    const because = [{ predicate: "node.public_input", words: "Public" }, "not a reason"];
    const taken = { ...threat("AIT-001", a, "accepted"), because };
    const gone = causesOf(suggestions, [taken, threat("AIT-002", b, "not_applicable")]);
    expect([...gone]).toEqual([[taken.id, "It is no longer public."]]);
    expect(asked).toEqual([{ key: `AIT-001@${a}`, reasons: [because[0]] }]);
  });

  it("votes on the worst threat that is open, else on what the panel asks first of what nobody decided", () => {
    const all = [suggestion("AIT-001", b), suggestion("AIT-002", a), suggestion("AIT-003", a)];
    const suggestions = { all, threat: () => undefined } as unknown as Suggestions;
    const about = (threats: readonly RoomThreat[]) => subjectOf({ suggestions, threats, diagram }, a)?.title;
    expect(about([])).toBe("AIT-002");
    expect(about([threat("AIT-002", a, "not_applicable")])).toBe("AIT-003");
    const open = threat("AIT-003", a, "accepted");
    expect(about([open, { ...open, title: "Worse", severity: "critical" }])).toBe("Worse");
    expect(subjectOf({ suggestions, threats: [], diagram }, null)).toBeNull();
  });
});
