import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { atlasName, atlasTactics, atlasTechniques, currentAtlasId } from "./atlas.ts";
import { builtInPacks } from "./packs.ts";

const folder = path.resolve("../shared/reference");
const isAbsent = !existsSync(folder);
if (isAbsent)
  console.warn("skipped: ../shared/reference is absent, ids are NOT compared with MITRE ATLAS and the CoSAI map");

type Published = {
  tactics: { id: string; name: string }[];
  techniques: { id: string; name: string; tactics?: string[]; parent?: string }[];
};
type Risks = { risks: { id: string; mappings?: { "mitre-atlas"?: string[] } }[] };

describe.skipIf(isAbsent)("against the published lists", () => {
  it("names the tactics and techniques of MITRE ATLAS 2026.09 as they are published", () => {
    const text = readFileSync(path.join(folder, "mitre-atlas/atlas-2026.09-ids.json"), "utf8");
    const published = JSON.parse(text) as Published;
    expect(atlasTactics).toEqual(published.tactics.map(({ id, name }) => ({ id, name })));
    expect(atlasTechniques.map(({ id, name }) => [id, name])).toEqual(
      published.techniques.map(({ id, name }) => [id, name]),
    );
    for (const { id, tactics } of published.techniques) {
      if (tactics === undefined) continue;
      expect(atlasTechniques.find((one) => one.id === id)?.tactics.toSorted(), id).toEqual(tactics.toSorted());
    }
  });

  it("covers nearly all techniques that the CoSAI risk map speaks of", () => {
    const { risks } = parse(readFileSync(path.join(folder, "cosai-risk-map/risks.yaml"), "utf8")) as Risks;
    const theirs = new Set(
      risks
        .flatMap(({ mappings }) => mappings?.["mitre-atlas"] ?? [])
        .map((id) => currentAtlasId(id.replace(/@.*$/, ""))),
    );
    const known = [...theirs].filter((id) => atlasName(id) !== undefined);
    const ours = builtInPacks.flatMap(({ threats }) => threats.flatMap(({ mappings }) => mappings.atlas));
    const missing = known.filter(
      (id) => !ours.some((one) => one === id || one.startsWith(`${id}.`) || id.startsWith(`${one}.`)),
    );
    expect(known.length).toBeGreaterThan(20);
    expect(missing.length / known.length, missing.join(", ")).toBeLessThan(0.2);
  });
});
