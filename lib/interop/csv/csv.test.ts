import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { modelsCsv } from "../../inventory/export-text.ts";
import { ModelFields, ModelSlug } from "../../inventory/schema.ts";
import { ArtifactInput, VersionLabel } from "../../inventory/versions/schema.ts";
import { UnreadableImportError } from "../import-problem.ts";
import { ParsedSupply } from "../supply-chain/draft.ts";
import { sha256Hex } from "../supply-chain/testing/arbitrary-draft.ts";
import { CsvMapping, csvFields, proposeMapping } from "./mapping.ts";
import { parseCsv } from "./parse-csv.ts";
import { previewCsv } from "./preview-csv.ts";
import { readCsv } from "./read-csv.ts";

const parse = (source: string | Uint8Array, mapping?: CsvMapping) =>
  ParsedSupply.parse(parseCsv(source, mapping ?? previewCsv(source).mapping, { sha256Hex }));
const refusal = (source: string | Uint8Array, limits = {}) => {
  try {
    readCsv(source, limits);
  } catch (error) {
    if (error instanceof UnreadableImportError) return { ...error.problems[0]!, kind: error.kind };
    throw error;
  }
  throw new Error("was read");
};

describe("readCsv", () => {
  it("reads what is written by the rules, whatever the cells, the delimiter and the line ends", () => {
    const cell = fc.string({ unit: fc.constantFrom(..."ab1 ,;\t|\"'\n\ré"), maxLength: 8 });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(",", ";", "\t", "|"),
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.boolean(),
        (body, delimiter, lineEnd, isEnded) => {
          const rows = [["name", "more", "x", "y"], ...body];
          const text = rows
            .map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(delimiter))
            .join(lineEnd);
          const table = readCsv(`\uFEFF${text}${isEnded ? lineEnd : ""}`);
          expect(table.delimiter).toBe(delimiter);
          expect(table.headings).toEqual(["name", "more", "x", "y"]);
          expect(table.rows.map(({ cells }) => cells)).toEqual(
            body.filter((row) => row.some((each) => each.trim() !== "")),
          );
        },
      ),
      { seed: 51, numRuns: 100 },
    );
  });

  it("counts the lines of the file, also within quotes, and leaves empty rows out", () => {
    const { rows, headings, delimiter } = readCsv('sep=;\r\nname;note\r\n"a";"x\r\ny"\r\n\r\n;;\r\nb;2\r\n');
    expect({ headings, delimiter }).toEqual({ headings: ["name", "note"], delimiter: ";" });
    expect(rows).toEqual([
      { line: 3, cells: ["a", "x\r\ny"] },
      { line: 7, cells: ["b", "2"] },
    ]);
  });

  it.each([
    ['name,x\na,"b\nc', 2, /never closed/],
    ['name,x\na,"b"c\n', 2, /closing quote/],
    ["\n\n ,\n", 1, /empty/],
    [`${"a,".repeat(600)}\n`, 1, /more than 500/],
  ])("refuses %j", (source, line, message) => {
    const problem = refusal(source);
    expect(problem).toMatchObject({ line, kind: "unreadable" });
    expect(problem.message).toMatch(message);
  });

  it("has limits", () => {
    expect(refusal("name\na\nb\nc\n", { maxRows: 2 })).toMatchObject({ kind: "too_large", line: 4 });
    expect(refusal("name\na\n", { maxBytes: 3 }).kind).toBe("too_large");
  });
});

describe("proposeMapping", () => {
  it("knows usual headings", () => {
    const headings = [
      "Model name",
      "Owner E-Mail",
      "Data classification",
      "LICENSE",
      "SHA-256",
      "version_label",
      "Cost",
      "modelType",
    ];
    expect(proposeMapping(headings)).toEqual([
      "name",
      "ownerEmail",
      "sensitivity",
      "licence",
      "artifactDigest",
      "versionLabel",
      null,
      "kind",
    ]);
    CsvMapping.parse(proposeMapping(["name", "name", "e-mail", "email"]));
    expect(proposeMapping(["owner"], [{ cells: ["Ada Lovelace"] }])).toEqual([null]);
  });

  it("maps a table exported here so that it is read back", () => {
    const row = {
      id: "5b1c…",
      slug: "card-fraud",
      name: "=Card fraud",
      owner: "Ada",
      team: "Payments",
      provider: "ACME",
      kind: "predictive" as const,
      tasks: ["a", "b, c"],
      licence: "MIT",
      sensitivity: "confidential" as const,
      stage: "data_sourcing" as const,
      tags: ["x"],
      state: "active" as const,
      version: 7,
      createdAt: "2026-01-01T00:00:00Z",
      updatedAt: "2026-01-01T00:00:00Z",
      description: 'Two\nlines, "quoted"',
      purpose: "",
    };
    const { draft, problems } = parse(modelsCsv([row]));
    expect(problems).toEqual([]);
    expect(draft.records).toHaveLength(1);
    expect(draft.records[0]).toMatchObject({
      name: row.name,
      description: row.description,
      tags: row.tags,
      sourceKey: "csv:model:card-fraud",
      fields: {
        slug: row.slug,
        team: row.team,
        provider: row.provider,
        kind: row.kind,
        tasks: row.tasks,
        licence: row.licence,
        sensitivity: row.sensitivity,
        stage: row.stage,
      },
    });
  });
});

describe("parseCsv", () => {
  it("understands words, and says where each value comes from", () => {
    const source = `Name;Owner;Classification;In production;Type;Tags;Version;SHA256;Cost
Card fraud;"Ada <Ada@Example.com>";Streng vertraulich;yes;LLM;a, b;1.0;sha256:${"A".repeat(64)};5
Card fraud;;;;;;2.0;;6`;
    const { draft, problems } = parse(source);
    expect(problems).toEqual([]);
    const [model, first, second] = draft.records;
    expect(model).toMatchObject({
      kind: "model",
      name: "Card fraud",
      tags: ["a", "b"],
      fields: { ownerEmail: "ada@example.com", sensitivity: "restricted", stage: "operation", kind: "generative" },
      rest: { format: "csv", pointer: "row 2", value: { Cost: "5", Owner: "Ada <Ada@Example.com>" } },
      origins: {
        sensitivity: { source: "file", path: "Classification", line: 2 },
        stage: { source: "derived", path: "In production", line: 2 },
      },
    });
    expect(first).toMatchObject({
      parentKey: model?.key,
      facts: { label: "1.0" },
      artifacts: [{ name: "Card fraud", digest: "a".repeat(64) }],
    });
    expect(second).toMatchObject({ parentKey: model?.key, facts: { label: "2.0" }, artifacts: [] });
  });

  it("names row and column of what does not fit", () => {
    const { draft, problems } = parse(
      "name,sensitivity,owner e-mail,slug,stage,live\na,top,x,A B,,maybe\n,public,,,,\na,,,,,\n",
    );
    expect(draft.records.map(({ name }) => name)).toEqual(["a"]);
    expect(problems.map(({ severity, path, line }) => `${severity} ${path} ${line}`)).toEqual([
      "error sensitivity 2",
      "error owner e-mail 2",
      "error slug 2",
      "error live 2",
      "error name 3",
      "error name 4",
    ]);
    expect(problems[0]?.message).toBe(
      'Row 2, column "sensitivity": "top" is no sensitivity that is known. Write public, internal, confidential, restricted.',
    );
  });

  it("says which rows have too many cells, a version twice, or nobody chose the name for", () => {
    const { problems } = parse("name,version\na,1,x\na,1\n");
    expect(problems.map(({ line }) => line)).toEqual([2, 3]);
    expect(parse("model,x\na,b\n", [null, null]).problems[0]?.message).toBe("No column is chosen for the name.");
  });

  it("never breaks on any table, mapping or bytes", () => {
    const cell = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom("a", "Confidential", "yes", "1.0", "x".repeat(400)),
    );
    const mapping = fc.uniqueArray(fc.constantFrom(...csvFields), { minLength: 1, maxLength: 8 });
    const survives = (source: string | Uint8Array, chosen: CsvMapping) => {
      try {
        for (const { kind, name, fields, facts, artifacts } of parse(source, chosen).draft.records) {
          const { slug, ownerEmail: _, ...others } = fields;
          ModelFields.partial().parse({ name, ...others });
          if (slug !== undefined && !ModelSlug.safeParse(slug).success) expect(slug.length).toBeLessThanOrEqual(63);
          if (kind === "model_version") VersionLabel.parse(facts.label);
          artifacts.forEach((artifact) => ArtifactInput.parse(artifact));
        }
      } catch (error) {
        if (!(error instanceof UnreadableImportError)) throw error;
      }
    };
    fc.assert(
      fc.property(mapping, fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 6 }), (chosen, rows) => {
        const text = [chosen, ...rows]
          .map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(","))
          .join("\n");
        survives(text, chosen);
      }),
      { seed: 52, numRuns: 100 },
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => survives(bytes, ["name"])),
      { seed: 53, numRuns: 100 },
    );
  });

  it("reads 20,000 rows in a few seconds", () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => `model ${index},Confidential,a;b,1.0`);
    const source = ["name,sensitivity,tags,version", ...rows].join("\r\n");
    const start = process.cpuUsage();
    const { draft } = parseCsv(source, previewCsv(source).mapping, { sha256Hex });
    const { user, system } = process.cpuUsage(start);
    console.info(`20,000 rows: ${Math.round((user + system) / 1000)} ms of processor time`);
    expect(draft.records).toHaveLength(40_000);
    expect((user + system) / 1000).toBeLessThan(10_000);
  }, 120_000);
});
