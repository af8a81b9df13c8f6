import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnreadableImportError } from "../import-problem.ts";
import { ParsedSupply } from "../supply-chain/draft.ts";
import { parseMlflow } from "./parse-mlflow.ts";

const reading = { sha256Hex: (text: string) => createHash("sha256").update(text).digest("hex") };
const parse = (value: unknown) => parseMlflow(JSON.stringify(value), reading);

const version = (more: object = {}) => ({
  name: "card-fraud",
  version: "3",
  creation_timestamp: 1_747_000_000_000,
  last_updated_timestamp: 1_747_000_000_000,
  current_stage: "Production",
  description: "Retrained on May",
  source: "s3://models/card-fraud/3",
  run_id: "run-3",
  status: "READY",
  tags: [
    { key: "team", value: "risk" },
    { key: "mlflow.source", value: "x" },
  ],
  aliases: ["champion"],
  ...more,
});

const registry = (versions: object[] = [version()]) => ({
  registered_models: [
    {
      name: "card-fraud",
      creation_timestamp: 1_746_000_000_000,
      description: "Scores payments",
      tags: [{ key: "pci", value: "" }],
      aliases: [{ alias: "shadow", version: "4" }],
      user_id: "ada",
    },
  ],
  model_versions: versions,
});

describe("a registry of MLflow", () => {
  it("becomes models and versions with stage, aliases, tags and where the files are", () => {
    const { draft, problems } = parse(
      registry([version(), version({ version: "4", current_stage: "None", aliases: [] })]),
    );
    expect(problems).toEqual([]);
    expect(draft.records).toMatchObject([
      {
        kind: "model",
        name: "card-fraud",
        description: "Scores payments",
        tags: ["pci"],
        sourceKey: "mlflow:card-fraud",
        rest: { format: "mlflow", value: { user_id: "ada" } },
      },
      {
        kind: "model_version",
        fields: { stage: "operation" },
        facts: { label: "3", trainingRun: "run-3" },
        tags: ["alias:champion", "team=risk"],
        artifacts: [{ name: "model", location: "s3://models/card-fraud/3", digest: null }],
        sourceKey: "mlflow:card-fraud@3",
      },
      { facts: { label: "4" }, fields: { stage: "design" }, tags: ["alias:shadow", "team=risk"] },
    ]);
    expect(draft.records[1]?.parentKey).toBe(draft.records[0]?.key);
    expect(draft.records[1]?.origins).toMatchObject({
      stage: { source: "derived", path: "/model_versions/0/current_stage" },
    });
  });

  it("takes the metrics and parameters of runs", () => {
    const data = {
      metrics: [
        { key: "auc", value: 0.91, step: 1 },
        { key: "auc", value: 0.94, step: 2 },
      ],
      params: [{ key: "depth", value: "6" }],
    };
    const { draft } = parse({ ...registry(), runs: [{ info: { run_id: "run-3" }, data }] });
    expect(draft.records[1]?.facts).toMatchObject({
      metrics: [{ name: "auc", value: 0.94 }],
      parameters: [{ name: "depth", value: "6" }],
    });
  });

  it("takes the data of runs: a dataset, its version by the digest, and what it was used for", () => {
    const input = (dataset: object, context?: string) => ({
      tags: context === undefined ? [] : [{ key: "mlflow.data.context", value: context }],
      dataset: { source_type: "s3", source: '{"uri":"s3://data/may"}', ...dataset },
    });
    const inputs = {
      dataset_inputs: [
        input({ name: "payments", digest: "499c3fe6" }, "training"),
        input({ name: "payments", digest: "61a1b2c3" }, "eval"),
        input({ name: "rates" }),
        input({}),
      ],
    };
    const runs = [{ info: { run_id: "run-3" }, data: {}, inputs }];
    const { draft, problems } = parse({ ...registry([version(), version({ version: "4" })]), runs });
    expect(problems).toEqual([]);
    const data = draft.records.filter(({ kind }) => kind.startsWith("dataset"));
    expect(data.map(({ kind, name, facts }) => [kind, name, facts])).toEqual([
      ["dataset", "payments", { source: "s3" }],
      ["dataset_version", "payments 499c3fe6", { label: "499c3fe6" }],
      ["dataset_version", "payments 61a1b2c3", { label: "61a1b2c3" }],
      ["dataset", "rates", { source: "s3" }],
    ]);
    expect(data[1]).toMatchObject({
      parentKey: data[0]?.key,
      rest: { pointer: "/runs/0/inputs/dataset_inputs/0/dataset" },
    });
    const keyOf = (name: string, kind = "dataset_version") =>
      draft.records.find((record) => record.kind === kind && record.name === name)?.key;
    const [may, checked, rates] = [keyOf("payments 499c3fe6"), keyOf("payments 61a1b2c3"), keyOf("rates", "dataset")];
    const made = draft.records.filter(({ kind }) => kind === "model_version").map(({ key }) => key);
    expect(draft.links).toEqual(
      made.flatMap((from) => [
        { from, relation: "trained_on", to: may },
        { from, relation: "evaluated_on", to: checked },
        { from, relation: "trained_on", to: rates },
      ]),
    );
  });

  it("knows a model by its versions alone, and versions by their model alone, each once", () => {
    const alone = parse({ model_versions: [version(), version()] });
    expect(alone.draft.records.map(({ kind }) => kind)).toEqual(["model", "model_version"]);
    const { model_versions: _, ...models } = registry();
    const latest = parse({
      registered_models: [{ ...models.registered_models[0], latest_versions: [version({ name: undefined })] }],
    });
    expect(latest.draft.records.map(({ sourceKey }) => sourceKey)).toEqual([
      "mlflow:card-fraud",
      "mlflow:card-fraud@3",
    ]);
  });

  it("says the place of what cannot be read, and what is no registry", () => {
    const { problems, draft } = parse({ ...registry([version({ version: "" }), {}]), note: 1 });
    expect(problems).toMatchObject([
      { severity: "error", path: "/model_versions/1" },
      { severity: "error", path: "/model_versions/0" },
    ]);
    expect(draft.unknown).toMatchObject([{ pointer: "/note", value: 1 }]);
    for (const broken of ["{", "[]", '{"models":[]}', ""]) {
      expect(() => parseMlflow(broken, reading), broken).toThrow(UnreadableImportError);
    }
  });

  it("never fails on JSON in these places, and reads the same text the same", () => {
    const entry = fc.record(
      {
        name: fc.oneof(fc.string(), fc.jsonValue()),
        version: fc.jsonValue(),
        tags: fc.jsonValue(),
        aliases: fc.jsonValue(),
        current_stage: fc.jsonValue(),
        source: fc.jsonValue(),
        run_id: fc.string(),
        metrics: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const document = fc.record({
      registered_models: fc.array(entry),
      model_versions: fc.array(entry),
      runs: fc.jsonValue(),
    });
    fc.assert(
      fc.property(document, (value) => {
        const first = parse(value);
        expect(ParsedSupply.safeParse(first).success).toBe(true);
        expect(new Set(first.draft.records.map(({ sourceKey }) => sourceKey)).size).toBe(first.draft.records.length);
        expect(parse(value)).toEqual(first);
      }),
      { numRuns: 100 },
    );
  });
});
