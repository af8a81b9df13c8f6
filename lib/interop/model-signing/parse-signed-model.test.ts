import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnreadableImportError } from "../import-problem.ts";
import { ParsedSupply } from "../supply-chain/draft.ts";
import { parseSignedModel } from "./parse-signed-model.ts";

const reading = { sha256Hex: (text: string): string => createHash("sha256").update(text).digest("hex") };
const digest = "5e".repeat(32);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function aBundle(resources: object[], method = "files"): Uint8Array {
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "card-fraud", digest: { sha256: "ab".repeat(32) } }],
    predicateType: "https://model_signing/signature/v1.0",
    predicate: {
      resources,
      serialization: { method, hash_type: "sha256", allow_symlinks: false, ignore_paths: [] },
    },
  };
  const payload = Buffer.from(JSON.stringify(statement)).toString("base64");
  return bytes(
    JSON.stringify({
      mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
      verificationMaterial: { publicKey: { hint: "key" }, tlogEntries: [] },
      dsseEnvelope: { payload, payloadType: "application/vnd.in-toto+json", signatures: [{ sig: "AAAA" }] },
    }),
  );
}

describe("a signature as a model", () => {
  it("gives the version its files and their digests, and keeps the statement", () => {
    const parsed = parseSignedModel(aBundle([{ name: "model.ubj", digest, algorithm: "sha256" }]), reading);
    expect(ParsedSupply.parse(parsed)).toEqual(parsed);
    const [model, version] = parsed.draft.records;
    expect(model).toMatchObject({ kind: "model", name: "card-fraud" });
    expect(version).toMatchObject({
      parentKey: "model",
      facts: { label: "signed-abababababab" },
      artifacts: [{ name: "model.ubj", digest }],
      sourceKey: `model-signing:${"ab".repeat(32)}`,
      rest: { value: { predicateType: "https://model_signing/signature/v1.0" } },
    });
    expect(parsed.losses).toEqual([]);
  });

  it("says which signed parts are no files", () => {
    const shards = aBundle([{ name: "model.ubj:0:10", digest, algorithm: "sha256" }], "shards");
    expect(parseSignedModel(shards, reading).losses).toHaveLength(1);
  });

  it("refuses everything else as unreadable", () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytes)), (source) => {
        expect(() => parseSignedModel(source, reading)).toThrow(UnreadableImportError);
      }),
    );
  });
});
