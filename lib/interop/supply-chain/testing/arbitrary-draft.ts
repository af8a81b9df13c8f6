import fc from "fast-check";
import { createHash } from "node:crypto";
import type { JsonValue } from "../../json-value.ts";
import {
  lifecycleStages,
  modelKinds,
  sensitivities,
  type SupplyDraft,
  type SupplyLink,
  type SupplyRecord,
} from "../draft.ts";
import { oneLine, prose } from "../fit-text.ts";
import { maySupply, type SupplyKind, supplyRelationNames } from "../relations.ts";

/** SHA-256 of a text, as parsers are given it. */
export const sha256Hex = (text: string): string => createHash("sha256").update(text).digest("hex");

const char = fc.constantFrom(..."abcXYZ019 -_.:/#@'\"\\<>{}é漢🙂\n,;|&?=%");
const line = fc
  .string({ unit: char, minLength: 1, maxLength: 14 })
  .map((text) => oneLine(text, 60))
  .filter((text) => text !== "");
const text = fc
  .string({ unit: char, minLength: 1, maxLength: 30 })
  .map((each) => prose(each))
  .filter((each) => each !== "");
const word = fc.uniqueArray(line, { minLength: 1, maxLength: 3 });
const digest = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 64, maxLength: 64 });
const url = line.map((each) => `https://example.com/${encodeURIComponent(each)}`);
const label = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,8}[A-Za-z0-9]$/);
const licence = fc.oneof(
  line,
  fc.constantFrom("MIT", "Apache-2.0", "MIT OR Apache-2.0", "GPL-2.0-with-classpath-exception"),
);

const facts: Readonly<Record<SupplyKind, Record<string, fc.Arbitrary<JsonValue>>>> = {
  model: {},
  model_version: {
    framework: line,
    architecture: line,
    sourceUrl: fc.oneof(url, line),
    limitations: text,
    metrics: fc.uniqueArray(
      fc.record({
        name: line,
        value: fc.oneof(line, fc.integer()),
        slice: fc.oneof(line, fc.constant("")),
        dataset: fc.constant(""),
      }),
      { minLength: 1, maxLength: 2, selector: ({ name }) => name },
    ),
  },
  system: { purpose: text, usersAffected: text, status: fc.constantFrom("planned", "in_use") },
  dataset: {
    source: line,
    sourceUrl: fc.oneof(url, line),
    licence,
    collection: text,
    personalData: fc.constantFrom("unknown", "no", "yes", "special"),
    knownBias: text,
  },
  dataset_version: {
    digest,
    location: fc.oneof(url, line),
    rowCount: fc.nat(),
    columns: fc.constant([{ name: "a", type: "int" }]),
  },
  component: {
    category: fc.constantFrom(
      "base_model",
      "library",
      "framework",
      "vector_store",
      "tool",
      "prompt",
      "api",
      "service",
      "other",
    ),
    release: line,
    purl: fc.oneof(line, fc.constant("pkg:pypi/torch@2.6.0")),
    digest,
    licence,
    supplier: line,
    location: fc.oneof(url, line),
  },
  vendor: {
    website: fc.oneof(url, line),
    contact: line,
    country: line,
    services: text,
    assessedOn: fc.constant("2026-05-12"),
  },
  deployment: {
    environment: fc.constantFrom("production", "edge"),
    endpoint: fc.oneof(url, line),
    exposure: fc.constant("public"),
  },
};

const modelFields = {
  slug: fc.constant("card-fraud"),
  ownerEmail: fc.constant("ada@example.com"),
  team: line,
  sensitivity: fc.constantFrom(...sensitivities),
  purpose: text,
  provider: line,
  kind: fc.constantFrom(...modelKinds),
  tasks: word,
  licence,
  stage: fc.constantFrom(...lifecycleStages),
};

const restOf = (kind: SupplyKind) =>
  fc.oneof(
    fc.constant(null),
    fc
      .record(
        {
          name: line,
          version: line,
          publisher: line,
          scope: fc.constantFrom("required", "sometimes"),
          licenses: fc.constantFrom<JsonValue[]>(
            [{ license: { id: "MIT" } }],
            [{ license: { id: "No-Such" } }],
            [{ expression: "MIT" }, { license: { id: "MIT" } }],
          ),
          hashes: fc.constantFrom<JsonValue[]>(
            [{ alg: "SHA-1", content: "a".repeat(40) }],
            [{ alg: "SHA-256", content: "b".repeat(64) }],
            [{ alg: "FOO", content: "x" }],
          ),
          externalReferences: fc.constantFrom<JsonValue[]>(
            [{ type: "vcs", url: "https://example.com/vcs" }],
            [{ type: "patent", url: "no url" }],
          ),
          evidence: fc.constant({ identity: [] }),
          pedigree: fc.constantFrom<JsonValue>(
            { notes: "n" },
            { commits: [{}], ancestors: [{ type: "library", name: "old" }] },
            5,
          ),
          modelCard: fc.constantFrom<JsonValue>(
            {
              modelParameters: { task: "text-generation", datasets: [{ type: "dataset", name: "d" }] },
              considerations: { users: ["u"] },
            },
            { nonsense: true },
          ),
          properties: fc.constantFrom<JsonValue[]>([{ name: "a", value: "b" }], [{ name: "a", value: 1 }]),
          signature: fc.constant({ algorithm: "ES256" }),
          unheardOf: fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<JsonValue>,
        },
        { requiredKeys: [] },
      )
      .map((value) => ({
        format: "cyclonedx" as const,
        specVersion: "1.6",
        pointer: "/components/0",
        value: JSON.parse(
          JSON.stringify({ type: kind === "system" ? "application" : "library", ...value }),
        ) as JsonValue,
      })),
  );

const artifact = fc.record({
  name: line,
  mediaType: fc.constantFrom("application/octet-stream", "text/plain", "not a type"),
  sizeBytes: fc.oneof(fc.nat(), fc.constant(null)),
  digest: fc.oneof(digest, fc.constant(null)),
  location: fc.oneof(url, line, fc.constant("")),
});

function recordOf(kind: SupplyKind, index: number): fc.Arbitrary<SupplyRecord> {
  const fields = kind === "model" ? modelFields : { sensitivity: modelFields.sensitivity, team: line };
  const isVersion = kind === "model_version" || kind === "dataset_version";
  return fc.record({
    key: line.map((each) => `${each} ${index}`),
    kind: fc.constant(kind),
    parentKey: fc.constant<string | null>(null),
    name: line,
    description: fc.oneof(text, fc.constant("")),
    tags: fc.oneof(word, fc.constant([])),
    fields: fc.record(fields, { requiredKeys: [] }),
    facts: fc
      .tuple(fc.record(facts[kind], { requiredKeys: [] }), label)
      .map(([given, version]) => (isVersion ? { ...given, label: `${version}${index}` } : given)),
    documents:
      kind === "model"
        ? fc.constant([])
        : fc.uniqueArray(fc.record({ title: line, url }), { maxLength: 2, selector: (each) => each.url }),
    artifacts:
      kind === "model_version"
        ? fc.uniqueArray(artifact, { maxLength: 3, selector: ({ name }) => name })
        : fc.constant([]),
    sourceKey: fc.constantFrom(`test:${index}`, `cyclonedx:${kind}:${index}`),
    origins: fc.constant({}),
    rest: kind === "vendor" ? fc.constant(null) : restOf(kind),
  }) as fc.Arbitrary<SupplyRecord>;
}

const kinds: readonly SupplyKind[] = [
  "model",
  "dataset",
  "system",
  "component",
  "vendor",
  "deployment",
  "component",
  "vendor",
];

/** Any draft: records of all kinds, versions of its models and datasets, and some of the links that are allowed. */
export const arbitraryDraft: fc.Arbitrary<SupplyDraft> = fc
  .array(fc.constantFrom(...kinds), { maxLength: 7 })
  .chain((chosen) => fc.tuple(...chosen.map((kind, index) => recordOf(kind, index))))
  .chain((things) => {
    const parents = things.filter(({ kind }) => kind === "model" || kind === "dataset");
    const versions = fc.array(fc.nat({ max: 99 }), { maxLength: parents.length === 0 ? 0 : 4 }).chain((picks) =>
      fc.tuple(
        ...picks.map((pick, index) => {
          const parent = parents[pick % parents.length] as SupplyRecord;
          const kind = parent.kind === "model" ? "model_version" : "dataset_version";
          return recordOf(kind, 100 + index).map((version) => ({ ...version, parentKey: parent.key }));
        }),
      ),
    );
    return fc.tuple(fc.constant(things), versions);
  })
  .chain(([things, versions]) => {
    const folded = new Set(versions.map(({ parentKey }) => parentKey));
    const records = [...things, ...versions].map((record) =>
      folded.has(record.key) ? { ...record, rest: null } : record,
    );
    const possible: SupplyLink[] = records.flatMap((from) =>
      records.flatMap((to) =>
        supplyRelationNames
          .filter((relation) => from !== to && maySupply(relation, from.kind, to.kind))
          .map((relation) => ({ from: from.key, relation, to: to.key })),
      ),
    );
    return fc.record({ records: fc.constant(records), links: fc.subarray(possible), unknown: fc.constant([]) });
  });
