import fc from "fast-check";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { assetFacts } from "../../inventory/assets/facts-schema.ts";
import { ModelFields } from "../../inventory/schema.ts";
import { ArtifactInput, VersionFacts, VersionLabel } from "../../inventory/versions/schema.ts";
import { UnreadableImportError } from "../import-problem.ts";
import { ParsedSupply, type SupplyDraft } from "../supply-chain/draft.ts";
import { sha256Hex } from "../supply-chain/testing/arbitrary-draft.ts";
import { parseSpdx3 } from "./parse-spdx3.ts";

const folder = path.resolve("../shared/reference/spdx3-ai");
const isAbsent = !existsSync(folder);
if (isAbsent) console.warn("skipped: ../shared/reference is absent, the SPDX samples are NOT read");

const context = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld";
const parse = (source: string | Uint8Array) => ParsedSupply.parse(parseSpdx3(source, { sha256Hex }));
const graph = (...elements: unknown[]) => JSON.stringify({ "@context": context, "@graph": elements }, null, 1);

function scalars(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [String(value)];
  return Object.values(value).flatMap(scalars);
}

function expectFits({ records }: SupplyDraft): void {
  for (const { kind, name, fields, facts, artifacts } of records) {
    ModelFields.partial().parse({ name, ...(kind === "model" ? fields : {}) });
    artifacts.forEach((artifact) => ArtifactInput.parse(artifact));
    if (kind === "model_version") {
      const { label, ...others } = facts;
      VersionLabel.parse(label);
      VersionFacts.partial().parse(others);
    } else if (kind !== "model") assetFacts[kind].partial().parse(facts);
  }
}

describe("the SPDX samples", () => {
  const read = (file: string) => {
    const source = readFileSync(path.join(folder, file));
    const parsed = parse(source);
    expectFits(parsed.draft);
    expect(parsed.problems).toEqual([]);
    const kept = new Set([...scalars(parsed.draft), context]);
    for (const scalar of scalars(JSON.parse(source.toString()))) expect(kept).toContain(scalar);
    return parsed.draft;
  };

  it.skipIf(isAbsent)("an AI package: its files, its data through the files, its licence", () => {
    const { records, links } = read("sbom.spdx3.json");
    expect(records.map(({ kind }) => kind)).toEqual(["dataset", "dataset_version", "model", "model_version"]);
    const [dataset, data, model, version] = records;
    expect(model?.fields).toMatchObject({
      kind: "predictive",
      licence: "CC0-1.0",
      purpose: "Text sentiment analysis.",
    });
    expect(version?.artifacts.map(({ name }) => name)).toContain("model.bin");
    expect(version?.facts.metrics).toContainEqual({ name: "f1", value: "0.4669192", slice: "", dataset: "" });
    expect(version?.origins["facts.parameters"]?.line).toBeGreaterThan(1);
    expect(dataset?.facts).toMatchObject({ licence: "CC0-1.0" });
    expect(data?.facts).toMatchObject({ rowCount: 117_553, label: "unspecified" });
    expect(links).toEqual([
      { from: version?.key, relation: "trained_on", to: data?.key },
      { from: version?.key, relation: "evaluated_on", to: data?.key },
    ]);
  });

  it.skipIf(isAbsent)("a dataset package: its supplier, version and digest", () => {
    const { records, links } = read("example01.spdx3.json");
    expect(records.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "dataset Our World in Data CO2 and Greenhouse Gas Emissions dataset",
      "dataset_version Our World in Data CO2 and Greenhouse Gas Emissions dataset",
      "vendor Our World in Data",
    ]);
    expect(records[0]).toMatchObject({
      fields: { sensitivity: "public" },
      facts: { personalData: "no", licence: "CC-BY-4.0" },
    });
    expect(records[1]?.facts).toMatchObject({ label: "2024-04-15", rowCount: 2689 });
    expect(records[1]?.facts.digest).toMatch(/^434d75c8/);
    expect(links).toEqual([{ from: records[1]?.key, relation: "supplied_by", to: records[2]?.key }]);
  });
});

describe("parseSpdx3", () => {
  it("turns relationships into links where they may be stated", () => {
    const { draft } = parse(
      graph(
        { type: "ai_AIPackage", spdxId: "m", name: "Fraud", software_packageVersion: "2.0", suppliedBy: "o" },
        { type: "ai_AIPackage", spdxId: "base", name: "Base" },
        { type: "software_Package", spdxId: "l", name: "torch", software_packageVersion: "2.6" },
        { type: "software_File", spdxId: "t", name: "train.csv" },
        { type: "Organization", spdxId: "o", name: "ACME" },
        { type: "Relationship", from: "m", to: ["l"], relationshipType: "dependsOn" },
        { type: "Relationship", from: "m", to: ["t"], relationshipType: "trainedOn" },
        { type: "Relationship", from: "base", to: ["m"], relationshipType: "ancestorOf" },
        { type: "Relationship", from: "l", to: ["t"], relationshipType: "trainedOn" },
      ),
    );
    expect(draft.links.map(({ from, relation, to }) => `${from} ${relation} ${to}`)).toEqual([
      "m depends_on l",
      "m trained_on t",
      "m derived_from base",
      "m supplied_by o",
    ]);
    expect(draft.unknown).toHaveLength(4);
    expectFits(draft);
  });

  it.each([
    ['{"spdxVersion": "SPDX-2.3"}', "/spdxVersion"],
    ['{"@graph": []}', "/@context"],
    [`{"@context": "${context}",\n"@graph": {}}`, "/@graph"],
    ["[1]", ""],
    ["{", ""],
  ])("refuses %j with its place", (source, pointer) => {
    try {
      parse(source);
    } catch (error) {
      expect(error).toBeInstanceOf(UnreadableImportError);
      expect((error as UnreadableImportError).problems[0]?.path).toBe(pointer);
      return;
    }
    throw new Error("was read");
  });

  it("says which element cannot be read, and which reference leads nowhere", () => {
    const { problems, losses } = parse(
      graph(
        5,
        { spdxId: "x" },
        { type: "ai_AIPackage", spdxId: "m", name: "M", suppliedBy: "gone" },
        { type: "Person", spdxId: "m" },
      ),
    );
    expect(problems.map(({ severity, path: pointer, line }) => `${severity} ${pointer} ${line}`)).toEqual([
      "error /@graph/0 4",
      "error /@graph/1 5",
      "warning /@graph/3 14",
      "warning /@graph/2/suppliedBy 12",
    ]);
    expect(losses.map(({ path: pointer }) => pointer)).toEqual(["/@graph/2/suppliedBy"]);
  });

  it("never breaks on any JSON or bytes", () => {
    const types = fc.constantFrom(
      "ai_AIPackage",
      "dataset_DatasetPackage",
      "software_Package",
      "software_File",
      "Person",
      "Relationship",
    );
    const some = fc.oneof(
      fc.constantFrom("a", "b", "contains", "trainedOn", "dependsOn", "generates"),
      fc.jsonValue({ maxDepth: 2 }),
    );
    const keys = fc.constantFrom(
      "spdxId",
      "name",
      "from",
      "to",
      "relationshipType",
      "suppliedBy",
      "ai_metric",
      "ai_hyperparameter",
      "dataset_datasetSize",
      "verifiedUsing",
      "externalIdentifier",
      "software_packageVersion",
    );
    const survives = (source: string | Uint8Array) => {
      try {
        expectFits(parse(source).draft);
      } catch (error) {
        if (!(error instanceof UnreadableImportError)) throw error;
      }
    };
    const element = fc.tuple(types, fc.dictionary(keys, some)).map(([type, parts]) => ({ type, ...parts }));
    fc.assert(
      fc.property(fc.array(fc.oneof(element, element, some), { maxLength: 8 }), (elements) =>
        survives(graph(...elements)),
      ),
      { seed: 41, numRuns: 200 },
    );
    fc.assert(fc.property(fc.uint8Array(), survives), { seed: 42, numRuns: 50 });
  });
});
