import fc from "fast-check";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { assetFacts } from "../../inventory/assets/facts-schema.ts";
import { Documents } from "../../inventory/documents-schema.ts";
import { ModelFields, Sensitivity } from "../../inventory/schema.ts";
import { ArtifactInput, VersionFacts, VersionLabel } from "../../inventory/versions/schema.ts";
import { UnreadableImportError } from "../import-problem.ts";
import { ParsedSupply, type SupplyDraft } from "../supply-chain/draft.ts";
import { sha256Hex } from "../supply-chain/testing/arbitrary-draft.ts";
import { parseCycloneDx } from "./parse-cyclonedx.ts";

const folder = path.resolve("../shared/reference/cyclonedx/bom");
const isAbsent = !existsSync(folder);
if (isAbsent) console.warn("skipped: ../shared/reference is absent, the official test BOMs are NOT read");
const files = isAbsent ? ["(absent)"] : readdirSync(folder);

const parse = (bom: unknown) => ParsedSupply.parse(parseCycloneDx(JSON.stringify(bom, null, 1), { sha256Hex }));
const bom = (parts: object) => ({ bomFormat: "CycloneDX", specVersion: "1.6", ...parts });
const refusal = (source: string | Uint8Array, limits: { maxBytes?: number; maxRecords?: number } = {}) => {
  try {
    parseCycloneDx(source, { sha256Hex, ...limits });
  } catch (error) {
    if (error instanceof UnreadableImportError) return { ...error.problems[0]!, kind: error.kind };
    throw error;
  }
  throw new Error("was read");
};
const linksOf = ({ links }: SupplyDraft) => links.map(({ from, relation, to }) => `${from} ${relation} ${to}`).sort();

function scalars(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [String(value)];
  return Object.values(value).flatMap(scalars);
}

/** Every value that the draft proposes is one that the inventory takes. */
function expectFits({ records }: SupplyDraft): void {
  for (const { kind, name, fields, facts, documents, artifacts } of records) {
    ModelFields.partial().parse({ name, ...(kind === "model" ? fields : {}) });
    if (fields.sensitivity !== undefined) Sensitivity.parse(fields.sensitivity);
    Documents.parse(documents);
    artifacts.forEach((artifact) => ArtifactInput.parse(artifact));
    if (kind === "model") expect(facts).toEqual({});
    else if (kind === "model_version") {
      const { label, ...others } = facts;
      VersionLabel.parse(label);
      VersionFacts.partial().parse(others);
    } else assetFacts[kind].partial().parse(facts);
  }
}

describe("the official test BOMs", () => {
  const expected: Record<string, [severity: string, pointer: string]> = {
    "invalid-component-type-1.7.json": ["error", "/components/0/type"],
    "invalid-missing-component-type-1.7.json": ["error", "/components/0"],
    "invalid-dependency-1.7.json": ["error", "/dependencies/0"],
    "invalid-hash-alg-1.6.json": ["warning", "/components/0/hashes/0/alg"],
    "invalid-serialnumber-1.7.json": ["warning", "/serialNumber"],
  };

  it.skipIf(isAbsent).each(files)("%s", (file) => {
    const source = readFileSync(path.join(folder, file));
    if (file === "invalid-bomformat-1.7.json") {
      expect(refusal(source)).toMatchObject({ path: "/bomFormat", line: 3, kind: "unreadable" });
      return;
    }
    const { draft, problems, losses } = ParsedSupply.parse(parseCycloneDx(source, { sha256Hex }));
    expectFits(draft);
    expect(losses).toEqual([]);
    const [severity, pointer] = expected[file] ?? [];
    expect(problems.find((problem) => problem.severity === severity)?.path).toBe(pointer);
    if (severity === undefined) expect(problems.filter((problem) => problem.severity !== "info")).toEqual([]);
    if (severity !== "error") {
      const kept = new Set([...scalars(draft), "CycloneDX"]);
      for (const scalar of scalars(JSON.parse(source.toString()))) expect(kept).toContain(scalar);
    }
  });

  it.skipIf(isAbsent)("the BOM of a real model: its files, its data, what it was made from and of", () => {
    const { draft } = parseCycloneDx(readFileSync(path.join(folder, "aibom-Qwen2.5-7B-Instruct.json")), { sha256Hex });
    const of = (kind: string) => draft.records.filter((record) => record.kind === kind);
    expect(of("model").map(({ name }) => name)).toEqual(["Qwen/Qwen2.5-7B-Instruct", "Qwen2.5-7B"]);
    expect(of("model")[0]?.fields).toMatchObject({ kind: "generative", provider: "Qwen", licence: "Apache-2.0" });
    expect(of("model")[0]?.origins.licence).toEqual({ source: "file", path: "/components/0/licenses", line: 30 });
    const version = of("model_version")[0]!;
    expect(version.artifacts).toHaveLength(14);
    expect(version.documents).toHaveLength(6);
    const links = linksOf(draft).filter((link) => link.startsWith(version.key));
    expect(links.filter((link) => link.includes(" trained_on "))).toHaveLength(2);
    expect(links).toContain(`${version.key} depends_on transformers-lib`);
    expect(links).toContain(`${version.key} derived_from qwen-qwen2.5-7b-25-10-24_16:41:48`);
    expect(of("dataset")).toHaveLength(45);
  });
});

describe("parseCycloneDx", () => {
  it("makes a model and its versions, data, software, services and suppliers", () => {
    const { draft, problems } = parse(
      bom({
        metadata: { component: { type: "application", name: "Claims desk", "bom-ref": "app" } },
        components: [
          {
            type: "machine-learning-model",
            "bom-ref": "m1",
            group: "acme",
            name: "fraud",
            version: "1.0 (beta)",
            hashes: [{ alg: "SHA-256", content: "A".repeat(64) }],
            modelCard: { modelParameters: { task: "tabular-classification", datasets: [{ ref: "d1" }] } },
          },
          {
            type: "machine-learning-model",
            "bom-ref": "m2",
            group: "acme",
            name: "fraud",
            version: "2.0",
            supplier: { name: "ACME  Corp" },
            pedigree: {
              ancestors: [{ type: "machine-learning-model", group: "acme", name: "fraud", version: "1.0 (beta)" }],
            },
          },
          {
            type: "data",
            "bom-ref": "d1",
            name: "claims",
            version: "2026-05",
            data: [{ type: "dataset", classification: "Confidential" }],
          },
          {
            type: "library",
            "bom-ref": "l1",
            name: "faiss-cpu",
            version: "1.8",
            purl: "pkg:pypi/faiss-cpu@1.8",
            supplier: { name: "acme corp", url: ["https://acme.example"] },
          },
        ],
        services: [{ "bom-ref": "s1", name: "translate", endpoints: ["https://api.example/v1"] }],
        dependencies: [
          { ref: "app", dependsOn: ["m2", "s1", "d1"] },
          { ref: "m2", dependsOn: ["l1"] },
        ],
      }),
    );
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(draft.records.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      "system app",
      "model m1#model",
      "model_version m1",
      "model_version m2",
      "dataset d1#dataset",
      "dataset_version d1",
      "component l1",
      "component s1",
      "vendor vendor:acme corp",
    ]);
    const by = (key: string) => draft.records.find((record) => record.key === key);
    expect(by("m1")).toMatchObject({
      parentKey: "m1#model",
      facts: { label: "1.0-beta" },
      artifacts: [{ name: "fraud", digest: "a".repeat(64) }],
    });
    expect(by("m1#model")).toMatchObject({
      fields: { kind: "predictive", provider: "acme" },
      sourceKey: "cyclonedx:model:acme/fraud",
    });
    expect(by("d1#dataset")?.fields.sensitivity).toBe("confidential");
    expect(by("l1")?.facts.category).toBe("vector_store");
    expect(by("s1")?.facts).toMatchObject({ category: "api", location: "https://api.example/v1" });
    expect(linksOf(draft)).toEqual([
      "app depends_on d1",
      "app made_of m2",
      "app made_of s1",
      "l1 supplied_by vendor:acme corp",
      "m1 trained_on d1",
      "m2 depends_on l1",
      "m2 derived_from m1",
      "m2 supplied_by vendor:acme corp",
    ]);
    expectFits(draft);
  });

  it("names dangling, doubled and circular references with their places, and reads the rest", () => {
    const { draft, problems, losses } = parse(
      bom({
        components: [
          { type: "library", "bom-ref": "a", name: "a" },
          { type: "library", "bom-ref": "a", name: "a again" },
          { type: "library", "bom-ref": "b", name: "b" },
        ],
        dependencies: [
          { ref: "a", dependsOn: ["b", "gone", "a"] },
          { ref: "b", dependsOn: ["a"] },
          { ref: "nobody", dependsOn: ["a"] },
        ],
      }),
    );
    expect(linksOf(draft)).toEqual(["a depends_on b", "b depends_on a"]);
    expect(problems.map(({ severity, path: pointer }) => `${severity} ${pointer}`)).toEqual([
      "warning /components/1/bom-ref",
      "warning /dependencies/0/dependsOn/1",
      "warning /dependencies/0/dependsOn/2",
      "warning /dependencies/2/ref",
      "warning /components/0",
    ]);
    expect(problems.at(-1)?.message).toBe('These need each other in a circle: "a" → "b" → "a".');
    expect(losses.map(({ path: pointer }) => pointer)).toEqual(["/dependencies/0/dependsOn/1", "/dependencies/2/ref"]);
    expect(draft.unknown.map(({ pointer }) => pointer)).toContain("/dependencies/2");
  });

  it("keeps unknown fields, and says when the same version is described again", () => {
    const model = { type: "machine-learning-model", name: "m", version: "1", "x-risk": { level: 3 } };
    const { draft, problems } = parse(bom({ components: [model, { ...model, description: "other" }], "x-top": [1] }));
    expect(draft.records.find(({ kind }) => kind === "model_version")?.rest?.value).toEqual(model);
    expect(draft.unknown.map(({ pointer }) => pointer)).toEqual(["/specVersion", "/x-top", "/components/1"]);
    expect(problems).toContainEqual(
      expect.objectContaining({ severity: "info", path: "/components/0/x-risk", line: 9 }),
    );
    expect(problems).toContainEqual(expect.objectContaining({ severity: "warning", path: "/components/1" }));
  });

  it("cuts what is too long, and says so", () => {
    const { draft, problems } = parse(
      bom({ components: [{ type: "library", name: "n".repeat(300), purl: `pkg:${"p".repeat(800)}` }] }),
    );
    expect(draft.records[0]?.name).toHaveLength(200);
    expect(draft.records[0]?.sourceKey).toMatch(/^cyclonedx:component:sha256:[0-9a-f]{64}$/);
    expect(problems.map(({ path: pointer }) => pointer)).toEqual(["/components/0/name", "/components/0/purl"]);
    expectFits(draft);
  });

  it.each([
    ["{", "", 1, /name in double quotes/],
    ["[]", "", 1, /JSON object/],
    ['{\n"bomFormat": 5}', "/bomFormat", 2, /must be "CycloneDX"/],
    ['{"bomFormat": "CycloneDX",\n "specVersion": "2.0"}', "/specVersion", 2, /"2.0" cannot be read/],
    ['{"bomFormat": "CycloneDX"}', "/specVersion", 1, /nothing cannot be read/],
  ])("refuses %j", (source, pointer, line, message) => {
    const problem = refusal(source);
    expect(problem).toMatchObject({ path: pointer, line });
    expect(problem.message).toMatch(message);
  });

  it.each([
    [{ components: {} }, "/components"],
    [{ components: ["x"] }, "/components/0"],
    [{ components: [{ type: "library", name: 5 }] }, "/components/0/name"],
    [{ services: [{}] }, "/services/0"],
    [{ dependencies: "x" }, "/dependencies"],
    [{ metadata: [] }, "/metadata"],
  ])("gives an error for %j", (parts, pointer) => {
    const { problems } = parse(bom(parts));
    expect(problems[0]).toMatchObject({ severity: "error", path: pointer });
  });

  it("has limits", () => {
    expect(refusal(`${JSON.stringify(bom({}))}${" ".repeat(100)}`, { maxBytes: 100 }).kind).toBe("too_large");
    const many = JSON.stringify(bom({ components: Array.from({ length: 9 }, () => ({ type: "library", name: "a" })) }));
    expect(refusal(many, { maxRecords: 8 })).toMatchObject({ kind: "too_large", path: "/components/8" });
  });

  it("never breaks on any JSON or bytes", () => {
    const names = `type name version bom-ref components services dependencies metadata component ref dependsOn modelCard
      modelParameters datasets pedigree ancestors hashes licenses license supplier data properties value tags`.split(
      /\s+/,
    );
    const words = fc.constantFrom<unknown>("machine-learning-model", "data", "library", "a", "b", 1, null, true);
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 6, withCrossShrink: true },
        words,
        fc.array(tie("tree"), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom(...names), tie("tree"), { maxKeys: 6 }),
      ),
    }));
    const survives = (source: string | Uint8Array) => {
      try {
        const parsed = ParsedSupply.parse(parseCycloneDx(source, { sha256Hex }));
        expectFits(parsed.draft);
      } catch (error) {
        if (!(error instanceof UnreadableImportError)) throw error;
      }
    };
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), tree), (parts) => survives(JSON.stringify(bom(parts)))),
      { seed: 31, numRuns: 200 },
    );
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.constantFrom(...names), tree), { maxLength: 4 }), (components) =>
        survives(
          JSON.stringify(
            bom({
              components: components.map((each) => ({ type: "machine-learning-model", name: "m", ...each })),
              dependencies: components,
            }),
          ),
        ),
      ),
      { seed: 32, numRuns: 200 },
    );
    fc.assert(fc.property(fc.uint8Array(), survives), { seed: 33, numRuns: 100 });
  }, 60_000);

  it("reads 10,000 components in a few seconds", () => {
    const components = Array.from({ length: 10_000 }, (_, index) => ({
      type: index % 10 === 0 ? "machine-learning-model" : "library",
      "bom-ref": `c${index}`,
      name: `component ${index}`,
      version: "1.0.0",
      purl: `pkg:pypi/component-${index}@1.0.0`,
      description: "What it is and does. ".repeat(10),
      licenses: [{ license: { id: "MIT" } }],
      hashes: [{ alg: "SHA-256", content: index.toString(16).padStart(64, "0") }],
      supplier: { name: `Supplier ${index % 50}` },
      externalReferences: [{ type: "website", url: `https://example.com/${index}` }],
      properties: [{ name: "x", value: "y" }],
    }));
    const dependencies = components.map((component, index) => ({
      ref: component["bom-ref"],
      dependsOn: [1, 2, 3].map((step) => `c${(index + step * 7) % 10_000}`),
    }));
    const source = new TextEncoder().encode(JSON.stringify(bom({ components, dependencies }), null, 2));
    const start = process.cpuUsage();
    const { draft } = parseCycloneDx(source, { sha256Hex });
    const spent = process.cpuUsage(start);
    const milliseconds = (spent.user + spent.system) / 1000;
    console.info(`10,000 components, ${source.length} bytes: ${Math.round(milliseconds)} ms of processor time`);
    expect(draft.records).toHaveLength(10_000 + 1000 + 50);
    expect(draft.links.length).toBeGreaterThan(30_000);
    expect(milliseconds).toBeLessThan(12_000);
  }, 120_000);
});
