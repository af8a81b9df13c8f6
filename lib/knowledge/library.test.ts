import { describe, expect, it } from "vitest";
import { assetTypes } from "../graph/kinds.ts";
import { aiThreats } from "./ai-threats.ts";
import { atlasMatrix, atlasMitigations, atlasName, atlasTactics, atlasTechniques, currentAtlasId } from "./atlas.ts";
import { classicalThreats } from "./classical-threats.ts";
import { controlOf, controls } from "./controls.ts";
import { builtInPacks } from "./packs.ts";
import { isPredicate, predicateIds, predicates } from "./predicates.ts";
import { nistAi6001, owaspAgentic2026, owaspLlm2025, owaspLlm2026, owaspMl2023 } from "./risk-names.ts";
import { mappingsOf, taxonomies } from "./taxonomies.ts";

const threats = [...aiThreats, ...classicalThreats];

function repeated<T>(values: readonly T[]): T[] {
  return values.filter((value, at) => values.indexOf(value) !== at);
}

describe("the threat library", () => {
  it("has the 95 AI threats and the classical ones, each id and title once", () => {
    expect(aiThreats.map(({ id }) => id)).toEqual(
      Array.from({ length: 95 }, (_, at) => `AIT-${String(at + 1).padStart(3, "0")}`),
    );
    expect(classicalThreats.length).toBeGreaterThanOrEqual(40);
    expect(repeated(threats.map(({ id }) => id))).toEqual([]);
    expect(repeated(threats.map(({ title }) => title))).toEqual([]);
    expect(repeated(builtInPacks.map(({ id }) => id))).toEqual([]);
  });

  it.each(assetTypes)("has threats about %s", (type) => {
    expect(threats.filter(({ about }) => about.includes(type)).length).toBeGreaterThanOrEqual(3);
  });

  it("maps every threat to a published taxonomy, STRIDE or LINDDUN, and most to more than one", () => {
    const without = threats.filter(
      (threat) => mappingsOf(threat).length + threat.stride.length + threat.linddun.length === 0,
    );
    expect(without.map(({ id }) => id)).toEqual([]);
    expect(threats.filter((threat) => mappingsOf(threat).length > 1).length).toBeGreaterThan(95);
  });

  it("uses only ids that exist", () => {
    const names: Partial<Record<keyof typeof taxonomies, Readonly<Record<string, string>>>> = {
      owaspLlm2025,
      owaspLlm2026,
      owaspMl2023,
      owaspAgentic2026,
      nistAi6001,
    };
    for (const { id, mappings, controls: used } of threats) {
      const unknown = [
        ...[...mappings.atlas, ...mappings.atlasMitigations].filter((one) => atlasName(one) === undefined),
        ...used.filter((one) => controlOf(one) === undefined),
        ...Object.entries(names).flatMap(([key, known]) =>
          mappings[key as keyof typeof taxonomies].filter((one) => !Object.hasOwn(known, one)),
        ),
      ];
      expect(unknown, id).toEqual([]);
    }
    for (const { id, atlasMitigations: used } of controls) {
      expect(
        used.filter((one) => atlasName(one) === undefined),
        id,
      ).toEqual([]);
    }
  });

  it("asks only for known facts, about the right things, and uses every fact that it knows", () => {
    const used = threats.flatMap(({ when, raiseWhen }) => [...when.all, ...when.any, ...raiseWhen]);
    expect(used.filter((id) => !isPredicate(id))).toEqual([]);
    expect(predicateIds.filter((id) => !used.includes(id))).toEqual([]);
    for (const { id, when } of threats) expect(repeated([...when.all, ...when.any]), id).toEqual([]);
  });

  it("never fires on everything of a kind: every threat asks for some fact", () => {
    expect(threats.filter(({ when }) => when.all.length + when.any.length === 0).map(({ id }) => id)).toEqual([]);
  });

  it("gives each mapping with its edition, because numbers changed their meaning", () => {
    const injection = aiThreats.find(({ id }) => id === "AIT-067");
    expect(mappingsOf(injection!)).toContainEqual({
      taxonomy: "owasp-llm",
      version: "2026",
      id: "LLM03",
      name: "Excessive Agency",
    });
    expect(mappingsOf(injection!)).toContainEqual({
      taxonomy: "owasp-llm",
      version: "2025",
      id: "LLM06",
      name: "Excessive Agency",
    });
    expect(taxonomies.atlas.version).toBe("2026.09");
  });
});

describe("the words", () => {
  const lines = [
    ...threats.flatMap(({ id, title, description, how, first }) => [
      [id, title],
      [id, description],
      [id, how],
      [id, first],
    ]),
    ...controls.map(({ id, title }) => [id, title]),
    ...predicateIds.flatMap((id) => [
      [id, predicates[id].question],
      [id, predicates[id].holds],
      [id, predicates[id].without],
    ]),
  ] as [string, string][];

  it("hold no placeholder, no exclamation and no stray space", () => {
    const bad = lines.filter(([, text]) =>
      /\b(?:todo|tbd|fixme|xxx|lorem|to be written|placeholder)\b|[!<>{}]|\s\s|^\s|\s$|\.\./iu.test(text),
    );
    expect(bad).toEqual([]);
  });

  it("are sentences where sentences are read, and clauses where clauses are put together", () => {
    for (const { id, title, description, how, first } of threats) {
      expect(title, id).toMatch(/^[A-Z].*[^.]$/u);
      for (const text of [description, how, first]) expect(text, id).toMatch(/^[A-Z].*\.$/u);
      expect(how === description || first === how, id).toBe(false);
    }
    for (const id of predicateIds) {
      expect(predicates[id].question, id).toMatch(/^[A-Z].*\?$/u);
      for (const text of [predicates[id].holds, predicates[id].without]) expect(text, id).toMatch(/^[a-zA-Z].*[^.?]$/u);
    }
  });

  it("can be answered yes, no or we do not know", () => {
    for (const id of predicateIds) {
      expect(predicates[id].question, id).toMatch(
        /^(?:Is|Are|Does|Do|Did|Was|Were|Can|Could|May|Would|Have|Has|If|Among)\b/u,
      );
    }
  });
});

describe("the ATLAS matrix", () => {
  it("has every technique under at least one of its 16 tactics", () => {
    expect(atlasTactics).toHaveLength(16);
    expect(atlasTechniques.filter(({ parent }) => parent === null)).toHaveLength(120);
    expect(atlasTechniques.filter(({ parent }) => parent !== null)).toHaveLength(88);
    expect(atlasMitigations).toHaveLength(40);
    const shown = new Set(atlasMatrix().flatMap(({ techniques }) => techniques.map(({ id }) => id)));
    expect(shown.size).toBe(120);
    for (const { id, parent } of atlasTechniques) {
      if (parent !== null) expect(atlasName(parent), id).toBeDefined();
    }
  });

  it("translates retired ids", () => {
    expect(currentAtlasId("AML.T0058")).toBe("AML.T0115.001");
    expect(currentAtlasId("AML.T0015")).toBe("AML.T0015");
  });
});
