import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { SupplyDraft, SupplyRecord } from "../supply-chain/draft.ts";
import { partsOf } from "../supply-chain/parts.ts";
import { arbitraryDraft, sha256Hex } from "../supply-chain/testing/arbitrary-draft.ts";
import { parseCycloneDx } from "./parse-cyclonedx.ts";
import { printCycloneDx } from "./print-cyclonedx.ts";
import { type PrintSpecVersion, printSpecVersions } from "./schema.ts";
import { isSpdxId } from "./spdx-ids.ts";

const folder = path.resolve("../shared/reference/cyclonedx");
const isAbsent = !existsSync(folder);
if (isAbsent)
  console.warn("skipped: ../shared/reference is absent, printed BOMs are NOT compared with the official schema");

const head = { serialNumber: "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79", timestamp: "2026-11-21T15:00:00Z" };
const readSchema = (name: string) => JSON.parse(readFileSync(path.join(folder, "schema", name), "utf8")) as object;

function validators(): Record<PrintSpecVersion, ValidateFunction> {
  const ajv = new Ajv({ strict: false, logger: false });
  addFormats(ajv);
  const iri = /^[^\s<>"{}|\\^`\u0000-\u001f]*$/;
  ajv.addFormat("iri-reference", iri);
  ajv.addFormat("idn-email", /^[^\s@]+@[^\s@]+\.[^\s@]+$/);
  for (const name of ["spdx", "jsf-0.82", "cryptography-defs"]) ajv.addSchema(readSchema(`${name}.schema.json`));
  return {
    "1.6": ajv.compile(readSchema("bom-1.6.schema.json")),
    "1.7": ajv.compile(readSchema("bom-1.7.schema.json")),
  };
}
const validate = isAbsent ? undefined : validators();

function expectValid(text: string, version: PrintSpecVersion): void {
  if (validate === undefined) return;
  validate[version](JSON.parse(text));
  expect(validate[version].errors ?? []).toEqual([]);
}

/** What the format carries of a draft: everything but origins and rest, by key. */
function carried({ records, links }: SupplyDraft): unknown {
  const plain = ({ key, kind, parentKey, sourceKey, ...record }: SupplyRecord) => ({
    key,
    kind,
    parentKey,
    sourceKey,
    parts: Object.fromEntries(
      [...partsOf({ key, kind, parentKey, sourceKey, ...record })].map(([place, { value }]) => [place, value]),
    ),
  });
  const byText = <Item>(items: Item[]) => items.map((item) => JSON.stringify(item)).sort();
  return {
    records: records.map(plain).sort((a, b) => (a.key < b.key ? -1 : 1)),
    links: byText(links.map(({ from, relation, to }) => [from, relation, to])),
  };
}

describe("printCycloneDx", () => {
  it.each(printSpecVersions)(
    "prints any draft as valid %s, and reading it gives the draft back",
    (specVersion) => {
      fc.assert(
        fc.property(arbitraryDraft, (draft) => {
          const { text, losses } = printCycloneDx(draft, { ...head, specVersion });
          expectValid(text, specVersion);
          const read = parseCycloneDx(text, { sha256Hex });
          expect(carried(read.draft)).toEqual(carried(draft));
          expect(read.losses).toEqual([]);
          const signed = draft.records.filter(({ rest }) => JSON.stringify(rest?.value ?? "").includes("signature"));
          expect(losses.map(({ key }) => key).sort()).toEqual(signed.map(({ key }) => key).sort());
        }),
        { seed: 21, numRuns: 60 },
      );
    },
    120_000,
  );

  it("prints again what it printed, and keeps what the imported file stated", () => {
    fc.assert(
      fc.property(arbitraryDraft, (draft) => {
        const once = printCycloneDx(draft, { ...head, specVersion: "1.7" });
        const read = parseCycloneDx(once.text, { sha256Hex }).draft;
        const again = printCycloneDx(read, { ...head, specVersion: "1.7" });
        const readAgain = parseCycloneDx(again.text, { sha256Hex }).draft;
        expect(carried(readAgain)).toEqual(carried(draft));
        for (const { key, rest } of draft.records) {
          const { unheardOf, evidence } = (rest?.value ?? {}) as { unheardOf?: unknown; evidence?: unknown };
          const kept = readAgain.records.find((record) => record.key === key)?.rest?.value as object | undefined;
          if (unheardOf !== undefined) expect(kept).toHaveProperty("unheardOf", unheardOf);
          if (evidence !== undefined) expect(kept).toHaveProperty("evidence", evidence);
        }
      }),
      { seed: 22, numRuns: 30 },
    );
  }, 120_000);

  const files = isAbsent
    ? ["(absent)"]
    : readdirSync(path.join(folder, "bom")).filter((file) => !file.startsWith("invalid-bomformat"));

  it.skipIf(isAbsent).each(files)("prints %s as a valid BOM that says the same", (file) => {
    const { draft } = parseCycloneDx(readFileSync(path.join(folder, "bom", file)), { sha256Hex });
    for (const specVersion of printSpecVersions) {
      const { text } = printCycloneDx(draft, { ...head, specVersion });
      expectValid(text, specVersion);
      expect(carried(parseCycloneDx(text, { sha256Hex }).draft)).toEqual(carried(draft));
    }
  });

  it.skipIf(isAbsent)("knows the licences that the schema knows", () => {
    const { enum: ids } = readSchema("spdx.schema.json") as { enum: string[] };
    expect(ids.filter((id) => !isSpdxId(id))).toEqual([]);
    expect(isSpdxId("No-Such")).toBe(false);
  });

  it("says what it cannot print", () => {
    const source = JSON.stringify({
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      components: [{ type: "library", name: "a", signature: { algorithm: "ES256", value: "x" } }],
      vulnerabilities: [{ id: "CVE-1" }],
    });
    const { draft } = parseCycloneDx(source, { sha256Hex });
    const { text, losses } = printCycloneDx(draft, { ...head, specVersion: "1.6" });
    expect(losses.map(({ message }) => message)).toEqual([
      "Not printed: its signature, which would not fit what is printed.",
      "What the imported file states at /vulnerabilities is not printed.",
    ]);
    expect(text).not.toContain("ES256");
  });
});
