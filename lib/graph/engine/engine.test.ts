import { describe, expect, it } from "vitest";
import type { builtInPacks } from "../../knowledge/packs.ts";
import { aiPack, classicalPack } from "../../knowledge/packs.ts";
import { predicateIds } from "../../knowledge/predicates.ts";
import { emptyDiagram } from "../diagram.ts";
import { makeElement, testId } from "../testing/make.ts";
import { causesGone } from "./causes-gone.ts";
import { changedBy } from "./changed-by.ts";
import { coverageOf } from "./coverage.ts";
import { shownOfElement } from "./derive-element.ts";
import { shownOfFlow } from "./derive-flow.ts";
import { nextQuestions } from "./next-questions.ts";
import { predicates } from "../../knowledge/predicates.ts";
import { suggest, Suggester } from "./suggester.ts";
import { suggestionKey } from "./suggestion.ts";
import { change, ids, shop } from "./testing/shop.ts";

const started = (diagram = shop()) => {
  const suggester = new Suggester();
  suggester.update(diagram);
  const of = (threatId: string, targetId: string) => suggester.of(targetId).find((one) => one.threatId === threatId);
  const follow = (...operations: Parameters<typeof change>[1][]) =>
    suggester.update(diagram, changedBy(change(diagram, ...operations)));
  return { diagram, suggester, of, follow };
};
const answered = (id: string, answers: Record<string, "yes" | "no" | "unknown">) =>
  ({ do: "set", part: "element", id, set: { answers } }) as const;

describe("suggest", () => {
  it("fires on what is drawn, and says over which way and boundaries", () => {
    const { of } = started();
    const injection = of("AIT-057", ids.agent);
    expect(injection).toMatchObject({
      key: suggestionKey("AIT-057", ids.agent),
      status: "fires",
      severity: "critical",
    });
    const way = injection?.reasons.find(({ predicate }) => predicate === "node.reads_untrusted_content");
    expect(way?.words).toBe("Content comes from Public product pages, over 2 boundaries, through 2 steps");
    expect(way?.about).toEqual([
      ids.pages,
      ids.pagesToCrawler,
      ids.crawler,
      ids.crawlerToIndex,
      ids.index,
      ids.indexToAgent,
      ids.agent,
    ]);
    expect(injection?.goesAway[0]).toBe("It goes away when no language model is involved.");
  });

  it("asks about what nobody knows, and settles when somebody answers", () => {
    const { of, follow } = started();
    const before = of("AIT-073", ids.agent);
    expect(before).toMatchObject({ status: "to_confirm" });
    expect(before?.unknown).toEqual([
      {
        predicate: "node.executes_code",
        askOf: ids.agent,
        question: "Does it run code or commands that a model wrote?",
        part: "all",
      },
    ]);
    follow(answered(ids.agent, { "node.executes_code": "yes" }));
    expect(of("AIT-073", ids.agent)).toMatchObject({ status: "fires", unknown: [] });
    follow(answered(ids.agent, { "node.executes_code": "no" }));
    expect(of("AIT-073", ids.agent)).toBeUndefined();
    follow(answered(ids.agent, { "node.executes_code": "unknown" }));
    expect(of("AIT-073", ids.agent)).toMatchObject({ status: "to_confirm" });
  });

  it("gives an agent what its tools can do, also when only the tool's side changes", () => {
    const { of, follow } = started();
    expect(of("AIT-067", ids.agent)?.status).toBe("to_confirm");
    const looked = follow({ do: "set", part: "element", id: ids.orders, set: { kind: "store" } });
    expect(of("AIT-067", ids.agent)).toMatchObject({ status: "fires" });
    expect(of("AIT-067", ids.agent)?.reasons.map(({ words }) => words)).toContain(
      "Its tool Order tool: Writes to Orders",
    );
    expect(looked).not.toContain(ids.crawler);
    follow(answered(ids.tool, { "node.irreversible_actions": "yes" }));
    expect(of("AIT-067", ids.agent)?.raisedBy.map(({ predicate }) => predicate)).toEqual(["node.irreversible_actions"]);
  });

  it("raises the severity by one level and says why", () => {
    const { of, follow } = started();
    expect(of("AIT-007", ids.index)?.severity).toBe("high");
    expect(of("AIT-043", ids.agentToTool)).toBeUndefined();
    follow(answered(ids.customer, { "node.shared_account": "yes" }));
    expect(of("CLS-001", ids.customer)).toMatchObject({ severity: "high", raisedBy: [] });
    follow(answered(ids.customer, { "node.shared_account": "yes", "node.privileged": "yes" }));
    expect(of("CLS-001", ids.customer)).toMatchObject({ severity: "critical" });
  });

  it("reads protocols: HTTPS is encrypted, HTTP is not, nothing is unknown", () => {
    const { suggester } = started();
    const encrypted = (id: string) => suggester.knowing.factOf(id, "flow.encrypted_false").value;
    expect([ids.pagesToCrawler, ids.crawlerToIndex, ids.indexToAgent].map(encrypted)).toEqual(["yes", "no", "unknown"]);
  });

  it("takes facts of the inventory, in its words, and lets data take them along", () => {
    const { suggester, of } = started();
    expect(of("AIT-064", ids.index)?.status).toBe("to_confirm");
    const from = "Personal data in the inventory: yes";
    suggester.setFacts({ [ids.crawler]: { "node.personal_data": { value: "yes", from } } });
    expect(of("AIT-064", ids.index)?.reasons.at(-1)).toMatchObject({
      from: "diagram",
      words: "Data about people flows in from Crawler, over 1 boundary",
    });
    expect(suggester.knowing.factOf(ids.crawler, "node.personal_data")).toMatchObject({
      from: "inventory",
      words: from,
    });
    suggester.setFacts({});
    expect(of("AIT-064", ids.index)?.status).toBe("to_confirm");
  });

  it("shows an answer that the drawing contradicts, and lets the yes count", () => {
    const { suggester, of, follow } = started();
    follow(answered(ids.agent, { "node.public_input": "no" }));
    expect(suggester.knowing.factOf(ids.agent, "node.public_input")).toMatchObject({
      value: "yes",
      from: "diagram",
      words: "Input comes from Customer, over 2 boundaries",
      contradicts: [{ value: "no", from: "answer", words: "No input from outside reaches it", about: [ids.agent] }],
    });
    expect(of("AIT-056", ids.agent)?.status).toBe("fires");
    follow(
      { do: "remove", part: "flow", id: ids.customerToAgent },
      answered(ids.agent, { "node.public_input": "yes" }),
    );
    expect(suggester.knowing.factOf(ids.agent, "node.public_input")).toMatchObject({
      value: "yes",
      from: "answer",
      contradicts: [{ from: "diagram", words: "No path leads here from an untrusted sender" }],
    });
  });

  it("proposes nothing for what is out of scope, and still looks through it", () => {
    const { suggester, of, follow } = started();
    follow({ do: "set", part: "element", id: ids.index, set: { outOfScope: "Looked at by its own team" } });
    expect(suggester.of(ids.index)).toEqual([]);
    expect(suggester.targets()).not.toContain(ids.index);
    expect(of("AIT-057", ids.agent)?.status).toBe("fires");
  });

  it("without any zone says nothing about boundaries, and asks", () => {
    const { suggester, follow } = started();
    follow(...[ids.core, ids.company, ids.internet].map((id) => ({ do: "remove", part: "zone", id }) as const));
    expect(suggester.knowing.factOf(ids.crawlerToIndex, "flow.crosses_trust_boundary").value).toBe("unknown");
    expect(suggester.knowing.factOf(ids.customerToAgent, "flow.from_public").words).toBe(
      "Sent by Customer, outside of all zones",
    );
  });

  it("uses the packs that are switched on, of two with one id the first", () => {
    const threats = (packs: typeof builtInPacks) =>
      suggest(shop(), { packs }).map(({ threatId }) => threatId.slice(0, 3));
    expect(new Set(threats([aiPack]))).toEqual(new Set(["AIT"]));
    expect(new Set(threats([classicalPack]))).toEqual(new Set(["CLS"]));
    expect(threats([])).toEqual([]);
    const own = { ...aiPack, id: "own", threats: aiPack.threats.map((one) => ({ ...one, severity: "low" as const })) };
    expect(suggest(shop(), { packs: [own, aiPack] }).some(({ severity }) => severity === "critical")).toBe(false);
  });

  it("orders by severity, then what fires before what is to be confirmed", () => {
    const ranks = suggest(shop()).map(
      ({ severity, status }) =>
        ["critical", "high", "medium", "low"].indexOf(severity) * 2 + (status === "fires" ? 0 : 1),
    );
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(ranks.length).toBeGreaterThan(50);
  });

  it("looks at nothing again when something only moves", () => {
    const { follow } = started();
    expect(follow({ do: "set", part: "element", id: ids.agent, set: { x: 500, y: 20 } })).toEqual([]);
    expect(follow({ do: "set", part: "element", id: ids.agent, set: { name: "Helper" } })).toContain(ids.tool);
  });

  it("says how the drawing shows a fact exactly where it can", () => {
    const shown = new Set([...Object.keys(shownOfElement), ...Object.keys(shownOfFlow)]);
    const inherited = ["node.irreversible_actions", "node.executes_code"];
    const described = predicateIds.filter((id) => predicates[id].derived !== null);
    expect(described.toSorted()).toEqual([...shown, ...inherited].toSorted());
  });
});

describe("nextQuestions", () => {
  it("asks at most five, those first that settle most", () => {
    const { suggester } = started();
    const questions = nextQuestions(suggester.of(ids.index));
    expect(questions).toHaveLength(5);
    expect(questions[0]?.predicate).toBe("node.sensitive");
    expect(questions.map(({ settles }) => settles)[0]).toBeGreaterThanOrEqual(2);
    expect(nextQuestions([])).toEqual([]);
  });

  it("ends: answered until nothing is open, nothing is to be confirmed", () => {
    const { suggester, diagram } = started();
    for (let round = 0; round < 100; round += 1) {
      const [next] = nextQuestions(suggester.of(ids.index), 1);
      if (next === undefined) break;
      const part = diagram.flow.has(next.askOf) ? "flow" : "element";
      const answers = { [next.predicate]: "no" } as const;
      suggester.update(diagram, changedBy(change(diagram, { do: "set", part, id: next.askOf, set: { answers } })));
    }
    expect(suggester.of(ids.index).filter(({ status }) => status === "to_confirm")).toEqual([]);
  });
});

describe("coverageOf", () => {
  it("tells decided from proposed from not looked at", () => {
    const { suggester } = started();
    const row = (decided: string[]) =>
      coverageOf(
        suggester,
        decided.map((key) => ({ key })),
      ).find(({ targetId }) => targetId === ids.agent)?.cells;
    expect(row([])?.tampering.state).toBe("suggested");
    const tampering = suggester
      .of(ids.agent)
      .filter(({ threatId }) => suggester.threats.get(threatId)?.stride.includes("tampering"))
      .map(({ key }) => key);
    expect(row(tampering)?.tampering).toEqual({ state: "decided", suggested: 0, decided: tampering.length });
    expect(row(tampering.slice(1))?.tampering.state).toBe("suggested");
  });

  it("knows what cannot happen to a thing, and counts threats of one's own", () => {
    const diagram = emptyDiagram();
    const id = testId(1);
    change(diagram, {
      do: "add",
      part: "element",
      value: makeElement({
        id,
        kind: "actor",
        answers: { "node.weak_sign_in": "no", "node.shared_account": "no", "node.affects_individuals": "no" },
      }),
    });
    const { suggester } = started(diagram);
    const states = (decided: Parameters<typeof coverageOf>[1]) =>
      Object.values(coverageOf(suggester, decided)[0]!.cells).map(({ state }) => state);
    const no = "not_applicable";
    expect(states([])).toEqual(["nobody_looked", no, "nobody_looked", no, no, no]);
    expect(states([{ key: `OWN-1@${id}`, stride: ["spoofing"] }])[0]).toBe("decided");
  });
});

describe("causesGone", () => {
  const key = suggestionKey("AIT-056", ids.agent);
  const accepted = () => {
    const room = started();
    return { ...room, threat: { key, reasons: room.of("AIT-056", ids.agent)?.reasons ?? [] } };
  };

  it("is silent while the cause is there or only to be confirmed", () => {
    const { suggester, threat } = accepted();
    expect(threat.reasons.length).toBeGreaterThan(0);
    expect(causesGone(suggester, [threat, { key: "written by hand", reasons: [] }])).toEqual([]);
  });

  it("says what was so and what is now", () => {
    const { suggester, threat, follow } = accepted();
    follow(
      { do: "remove", part: "flow", id: ids.customerToAgent },
      { do: "set", part: "element", id: ids.index, set: { zoneId: ids.core } },
    );
    const [gone] = causesGone(suggester, [threat]);
    expect(gone?.key).toBe(key);
    expect(gone?.changes).toContainEqual({
      predicate: "node.public_input",
      was: "Input comes from Customer, over 2 boundaries",
      now: "No path leads here from an untrusted sender",
    });
    expect(gone?.why).toMatch(/^What made it apply is no longer so\./);
  });

  it.each([
    [{ do: "remove", part: "element", id: ids.agent } as const, "What it is about was removed from the diagram."],
    [
      { do: "set", part: "element", id: ids.agent, set: { outOfScope: "Another team" } } as const,
      "What it is about is out of scope now: Another team",
    ],
    [
      { do: "set", part: "element", id: ids.agent, set: { kind: "dataset" } } as const,
      "What it is about is of another kind now: Dataset.",
    ],
  ])("says when its target changed: %o", (operation, why) => {
    const { suggester, threat, follow } = accepted();
    follow(operation);
    expect(causesGone(suggester, [threat])).toEqual([{ key, why, changes: [] }]);
  });

  it("says when its pack is switched off", () => {
    const suggester = new Suggester({ packs: [classicalPack] });
    suggester.update(shop());
    expect(causesGone(suggester, [{ key, reasons: [] }])[0]?.why).toBe(
      "No pack that is switched on holds this threat any more.",
    );
  });
});
