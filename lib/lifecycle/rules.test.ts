import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fact } from "../kernel/fact-provider.ts";
import { defaultCriteria } from "./default-criteria.ts";
import { authorsOf, blockersOf, differencesOf, evaluateGate, materialOf, type GateInput } from "./evaluation-rules.ts";
import { factLabels } from "./fact-providers.ts";
import { gateDigest } from "./gate-digest.ts";
import { changedSettings, effectiveCriteria } from "./policy-rules.ts";
import { Criterion } from "./policy-schema.ts";
import { conditionHolds, gateTargets, moveKind, nextTarget, sensitivityOrder } from "./rules.ts";
import { gateToFace, standingOf } from "./standing-rules.ts";

const now = new Date("2026-11-21T12:00:00Z");
const criteria = defaultCriteria;
const factIds = Object.keys(factLabels);
const attestable = criteria.filter(({ facts }) => facts.length === 0).map(({ id }) => id);

const sensitivity = fc.constantFrom(...sensitivityOrder);
const target = fc.constantFrom(...gateTargets);
const facts = fc
  .array(fc.boolean(), { minLength: factIds.length, maxLength: factIds.length })
  .map((oks) =>
    Object.fromEntries(
      factIds.map((id, at): [string, Fact] => [
        id,
        { ok: oks[at] === true, value: { n: at, ok: oks[at] === true }, reason: "because", links: [] },
      ]),
    ),
  );
const evidence = new Map(
  ["e1", "e2"].map((id) => [id, { id, digest: id, title: id, createdBy: `by-${id}`, withdrawn: id === "e2" }]),
);
const attestations = fc
  .uniqueArray(fc.constantFrom(...attestable), { maxLength: 8 })
  .chain((ids) =>
    fc
      .tuple(...ids.map((criterion) => fc.subarray(["e1", "e2"]).map((evidenceIds) => ({ criterion, evidenceIds }))))
      .map((rows) => rows.map((row, at) => ({ ...row, id: `a${at}`, attestedBy: `person-${at}`, state: "active" }))),
  );
const waivers = fc.array(
  fc.record({
    criterion: fc.constantFrom(...criteria.map(({ id }) => id)),
    state: fc.constantFrom("open", "approved", "rejected", "revoked"),
    days: fc.integer({ min: -30, max: 30 }).filter((days) => days !== 0),
  }),
  { maxLength: 8 },
);
const input: fc.Arbitrary<GateInput> = fc
  .record({ sensitivity, target, facts, attestations, waivers })
  .map(({ waivers: rows, sensitivity: level, ...rest }) => ({
    ...rest,
    versionId: "v1",
    policyVersion: 3,
    criteria,
    subject: { sensitivity: level },
    factLabels,
    evidence,
    waivers: rows.map(({ days, ...row }, at) => ({
      ...row,
      id: `w${at}`,
      expiresAt: new Date(now.getTime() + days * 86_400_000),
    })),
    now,
  }));

describe("a gate", () => {
  it("lets a criterion pass only when its facts hold, a person attests it with standing evidence, or a waiver holds", () => {
    fc.assert(
      fc.property(input, (gate) => {
        for (const { criterion, state } of evaluateGate(gate)) {
          const computed = criterion.facts.length > 0 && criterion.facts.every((id) => gate.facts[id]?.ok === true);
          const stated = gate.attestations.some(
            (row) =>
              row.criterion === criterion.id &&
              !row.evidenceIds.includes("e2") &&
              (!criterion.evidence || row.evidenceIds.length > 0),
          );
          const waived = gate.waivers.some(
            (row) => row.criterion === criterion.id && row.state === "approved" && row.expiresAt > now,
          );
          const holds = computed || (criterion.facts.length === 0 && stated);
          expect([criterion.id, state !== "open"]).toEqual([criterion.id, holds || waived]);
          if (state === "waived") expect(holds).toBe(false);
        }
      }),
    );
  });

  it("never becomes laxer with sensitivity: what blocks below blocks above", () => {
    fc.assert(
      fc.property(input, (gate) => {
        const at = (level: (typeof sensitivityOrder)[number]): string[] =>
          blockersOf(evaluateGate({ ...gate, subject: { sensitivity: level } })).map(({ criterion }) => criterion.id);
        const levels = sensitivityOrder.map(at);
        for (const [index, ids] of levels.slice(1).entries()) {
          expect(ids).toEqual(expect.arrayContaining(levels[index] ?? []));
        }
      }),
    );
  });

  it("has a digest that changes exactly when what it rests on does", () => {
    fc.assert(
      fc.property(input, input, (a, b) => {
        const [first, second] = [a, { ...b, target: a.target, subject: a.subject }].map((gate) =>
          materialOf(gate, evaluateGate(gate)),
        );
        if (first === undefined || second === undefined) throw new Error("two gates");
        const same = gateDigest(first) === gateDigest(second);
        expect(differencesOf(first, second).length === 0).toBe(same);
        expect(gateDigest(JSON.parse(JSON.stringify(first)))).toBe(gateDigest(first));
      }),
    );
  });

  it("names as authors only people whose attestation or evidence counts", () => {
    fc.assert(
      fc.property(input, (gate) => {
        const results = evaluateGate(gate);
        const counted = new Set(
          results.filter(({ state }) => state === "attested").map(({ criterion }) => criterion.id),
        );
        const expected = gate.attestations.filter(({ criterion }) => counted.has(criterion));
        const authors = authorsOf(gate, results);
        for (const row of expected) expect(authors.has(row.attestedBy)).toBe(true);
        for (const row of gate.attestations)
          if (!expected.includes(row)) expect(authors.has(row.attestedBy)).toBe(false);
      }),
    );
  });
});

describe("moves", () => {
  const version = fc.record({
    stage: fc.constantFrom("design", ...gateTargets.filter((each) => each !== "retired")),
    state: fc.constantFrom("draft", "released", "retired"),
  });

  it("go one stage forward, out of use from anywhere, back anywhere, and nowhere from retired", () => {
    fc.assert(
      fc.property(version, target, (row, to) => {
        const kind = moveKind(row, to);
        if (row.state === "retired") expect(kind).toBeNull();
        else if (to === nextTarget(row) || to === "retirement") expect(kind).not.toBe("back");
        else if (kind === "forward") expect(to).toBe("retirement");
      }),
    );
    expect(moveKind({ stage: "training", state: "draft" }, "deployment")).toBeNull();
    expect(moveKind({ stage: "deployment", state: "released" }, "deployment")).toBe("confirm");
    expect(moveKind({ stage: "validation", state: "released" }, "retired")).toBeNull();
    expect(moveKind({ stage: "operation", state: "released" }, "data_sourcing")).toBe("back");
  });
});

describe("how a version stands", () => {
  const moved = { state: "moved", decidedBy: "x", endReason: null };

  it("in use is valid only with a passage that was not revoked and no open blocker", () => {
    fc.assert(
      fc.property(input, fc.constantFrom(null, "moved", "revoked"), (gate, state) => {
        const current = evaluateGate({ ...gate, target: "operation" });
        const passage = state === null ? null : { ...moved, state };
        const { standing, reasons } = standingOf({
          version: { stage: "operation", state: "released" },
          passage,
          current,
        });
        const valid = state === "moved" && blockersOf(current).length === 0;
        expect(standing).toBe(valid ? "passed" : "operating_without_valid_gate");
        expect(reasons.length === 0).toBe(valid);
      }),
    );
  });

  it("before use needs no gate, and faces the next one", () => {
    const version = { stage: "training", state: "draft" };
    expect(standingOf({ version, passage: null, current: [] }).standing).toBe("recorded");
    expect(gateToFace(version, "recorded")).toBe("validation");
    expect(gateToFace({ stage: "operation", state: "released" }, "operating_without_valid_gate")).toBe("operation");
  });
});

describe("the criteria that come with the product", () => {
  it("are valid, each once, cite a source, and rest on facts that are computed", () => {
    for (const criterion of criteria) {
      expect(Criterion.parse(criterion)).toEqual(criterion);
      expect(criterion.source).not.toBe("");
      expect(criterion.facts.filter((id) => !(id in factLabels))).toEqual([]);
    }
    expect(new Set(criteria.map(({ id }) => id)).size).toBe(criteria.length);
  });

  it("cover every gate, and every fact is used", () => {
    for (const gate of gateTargets) expect(criteria.some(({ gates }) => gates.includes(gate))).toBe(true);
    expect(factIds.filter((id) => !criteria.some((criterion) => criterion.facts.includes(id)))).toEqual([]);
  });

  it("are changed by settings, and only what differs is kept", () => {
    const settings = { "owner-active": { enabled: false, applies: {}, blocks: null } };
    const effective = effectiveCriteria(criteria, { settings, own: [] });
    expect(effective.find(({ id }) => id === "owner-active")?.enabled).toBe(false);
    const all = Object.fromEntries(
      effective.map(({ id, enabled, applies, blocks }) => [id, { enabled, applies, blocks }]),
    );
    expect(changedSettings(criteria, all)).toEqual(settings);
  });

  it("hold from the sensitivity that their condition states", () => {
    expect(conditionHolds({}, { sensitivity: "public" })).toBe(true);
    expect(conditionHolds({ sensitivityFrom: "confidential" }, { sensitivity: "internal" })).toBe(false);
    expect(conditionHolds({ sensitivityFrom: "confidential" }, { sensitivity: "restricted" })).toBe(true);
  });
});
