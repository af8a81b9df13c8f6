import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeSignatureCrypto } from "../../signing/node-crypto.ts";
import { oldSignedBytes, parseBundle, signedBytes, UnreadableBundleError } from "./parse-bundle.ts";
import { verifyManifest, type FileDigest } from "./verify-manifest.ts";
import { verifySignature, type TrustAnchor } from "./verify-signature.ts";

const sha256 = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();
const hex = (text: string): string => createHash("sha256").update(text).digest("hex");
const crypto = nodeSignatureCrypto(new Date("2026-11-21T12:00:00Z"));
const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString("base64");

const files: FileDigest[] = [
  { path: "config.json", digest: hex("config") },
  { path: "weights/a.safetensors", digest: hex("weights") },
];
const rootOf = (all: readonly FileDigest[]): string =>
  createHash("sha256")
    .update(Buffer.concat(all.map(({ digest }) => Buffer.from(digest, "hex"))))
    .digest("hex");

type Change = { resources?: unknown; root?: string; ignore?: string[]; method?: string; extra?: object };

function statement({
  resources,
  root = rootOf(files),
  ignore = [".git"],
  method = "files",
  extra = {},
}: Change = {}): string {
  return JSON.stringify({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "model", digest: { sha256: root } }],
    predicateType: "https://model_signing/signature/v1.0",
    predicate: {
      resources: resources ?? files.map(({ path: name, digest }) => ({ name, digest, algorithm: "sha256" })),
      serialization: { method, hash_type: "sha256", allow_symlinks: false, ignore_paths: ignore, ...extra },
    },
  });
}

const pemOf = (key: KeyObject): string => key.export({ type: "spki", format: "pem" }).toString();
const anchorOf = (key: KeyObject, name = "Release key"): TrustAnchor => ({
  id: name,
  name,
  kind: "key",
  pem: pemOf(key),
});

type Pair = { publicKey: KeyObject; privateKey: KeyObject };
const pairs: Record<string, [Pair, string | null]> = {
  "P-256": [generateKeyPairSync("ec", { namedCurve: "prime256v1" }), "sha256"],
  "P-384": [generateKeyPairSync("ec", { namedCurve: "secp384r1" }), "sha384"],
  Ed25519: [generateKeyPairSync("ed25519"), null],
  RSA: [generateKeyPairSync("rsa", { modulusLength: 2048 }), "sha256"],
};
const [p256] = pairs["P-256"]!;

function bundleText(
  payload: string,
  pair: Pair = p256,
  hash: string | null = "sha256",
  message = signedBytes(Buffer.from(payload)),
): string {
  return JSON.stringify({
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: { publicKey: { hint: hex(pemOf(pair.publicKey)) }, tlogEntries: [] },
    dsseEnvelope: {
      payload: base64(payload),
      payloadType: "application/vnd.in-toto+json",
      signatures: [{ sig: base64(sign(hash, message, pair.privateKey)), keyid: "" }],
    },
  });
}

const check = (text: string, anchors: readonly TrustAnchor[], here: readonly FileDigest[] = files) => {
  const bundle = parseBundle(text);
  const signer = verifySignature(bundle, anchors, crypto);
  return {
    ...signer,
    codes: [...signer.findings, ...verifyManifest(bundle.manifest, here, sha256)].map(({ code }) => code),
  };
};

describe("keys", () => {
  it.each(Object.keys(pairs))("verifies a signature with %s", (name) => {
    const [pair, hash] = pairs[name]!;
    const result = check(bundleText(statement(), pair, hash), [
      anchorOf(p256.publicKey, "Another"),
      anchorOf(pair.publicKey),
    ]);
    expect(result).toMatchObject({ method: "key", codes: [] });
    expect(result.anchor?.name).toBe(name === "P-256" ? "Another" : "Release key");
  });

  it("tells a wrong key, an altered list, and that nothing is trusted", () => {
    const other = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
    expect(check(bundleText(statement()), [anchorOf(other.publicKey)]).codes).toEqual(["wrong_key"]);
    expect(check(bundleText(statement()), []).codes).toEqual(["no_trust"]);
    const bundle = JSON.parse(bundleText(statement())) as { dsseEnvelope: { payload: string } };
    bundle.dsseEnvelope.payload = base64(statement({ ignore: [".git", "evil.py"] }));
    expect(check(JSON.stringify(bundle), [anchorOf(p256.publicKey)]).codes).toEqual(["altered_manifest"]);
  });

  it("does not take a key that is too short", () => {
    const weak = generateKeyPairSync("rsa", { modulusLength: 1024 });
    expect(() => crypto.hintsOf(pemOf(weak.publicKey))).toThrow("not taken");
    expect(() => crypto.hintsOf("-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----")).toThrow(
      "no public key",
    );
  });
});

describe("the list and the files", () => {
  const codes = (here: readonly FileDigest[], change: Change = {}): string[] =>
    check(bundleText(statement(change)), [anchorOf(p256.publicKey)], here).codes;

  it("gives every difference a code of its own", () => {
    expect(codes(files)).toEqual([]);
    expect(codes(files.slice(1))).toEqual(["missing_file"]);
    expect(codes([...files, { path: "evil.py", digest: hex("evil") }])).toEqual(["extra_file"]);
    expect(codes([files[0]!, { path: "weights/a.safetensors", digest: hex("other") }])).toEqual(["changed_file"]);
    expect(codes(files, { root: hex("another") })).toEqual(["bad_root"]);
    expect(codes([])).toEqual(["missing_file", "missing_file", "nothing_compared"]);
  });

  it("leaves out what the signer left out, whole folders and the signature, but nothing that only begins alike", () => {
    const more = (name: string): FileDigest[] => [...files, { path: name, digest: hex("x") }];
    for (const name of [".git", ".git/config", "./.git/hooks/x", "model.sig"])
      expect([name, codes(more(name))]).toEqual([name, []]);
    for (const name of [".gitx", "a/.git", "x/model.sig"])
      expect([name, codes(more(name))]).toEqual([name, ["extra_file"]]);
  });

  it("refuses places outside the model, doubles, and digests that are not computed here", () => {
    const listed = (name: string, algorithm = "sha256") => ({ name, digest: hex("config"), algorithm });
    const root = rootOf([files[0]!, files[0]!]);
    expect(codes([], { resources: [listed("../x"), listed("/x")], root })).toEqual([
      "unsafe_path",
      "unsafe_path",
      "nothing_compared",
    ]);
    expect(codes([files[0]!], { resources: [listed("config.json"), listed("config.json")], root })).toContain(
      "unsafe_path",
    );
    const blake = { resources: [listed("config.json", "blake3")], root: rootOf([files[0]!]) };
    expect(codes([files[0]!], blake)).toEqual(["cannot_compare"]);
  });

  it("compares a file in one shard, and says that it cannot compare one in several", () => {
    const shards = { method: "shards", extra: { shard_size: 1000 } };
    const shard = (name: string) => ({ name, digest: hex("config"), algorithm: "sha256" });
    const one = { ...shards, resources: [shard("config.json:0:6")], root: rootOf([files[0]!]) };
    expect(codes([files[0]!], one)).toEqual([]);
    expect(codes([{ path: "config.json", digest: hex("other") }], one)).toEqual(["changed_file"]);
    const two = {
      ...shards,
      resources: [shard("config.json:0:6"), shard("config.json:6:9")],
      root: rootOf([files[0]!, files[0]!]),
    };
    expect(codes([files[0]!], two)).toEqual(["cannot_compare"]);
  });
});

describe("the older format", () => {
  const payload = JSON.stringify({
    _type: "https://in-toto.io/Statement/v1",
    predicateType: "https://model_signing/Digests/v0.1",
    subject: files.map(({ path: name, digest }) => ({
      name,
      digest: { sha256: digest },
      annotations: { actual_hash_algorithm: "file-sha256" },
    })),
    predicate: { unused: "It's\\unused" },
  });

  it("is verified over what its version really signed, and over what it should have signed", () => {
    const anchors = [anchorOf(p256.publicKey)];
    expect(check(bundleText(payload, p256, "sha256", oldSignedBytes(Buffer.from(payload))), anchors).codes).toEqual([]);
    expect(check(bundleText(payload), anchors).codes).toEqual([]);
    const newer = statement();
    const forged = bundleText(newer, p256, "sha256", oldSignedBytes(Buffer.from(newer)));
    expect(check(forged, anchors).codes).toEqual(["altered_manifest"]);
  });

  it("prints bytes as Python does", () => {
    const text = Buffer.from(oldSignedBytes(Buffer.from(`{"a":"it's\\n"}\n`))).toString();
    expect(text).toBe(String.raw`DSSEV1 28 application/vnd.in-toto+json 15 b'{"a":"it\'s\\n"}\n'`);
  });
});

describe("whatever the file says", () => {
  it("is read or refused with words, never with another error", () => {
    for (const text of [
      "",
      "[]",
      "{}",
      '{"mediaType":"x"}',
      bundleText("no json"),
      bundleText("{}"),
      bundleText(statement({ method: "x" })),
    ]) {
      expect(() => parseBundle(text)).toThrow(UnreadableBundleError);
    }
    const whole = bundleText(statement());
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 1 }), fc.string({ maxLength: 4 }), (at, put) => {
        try {
          check(whole.slice(0, at) + put + whole.slice(at + put.length), [anchorOf(p256.publicKey)]);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableBundleError);
        }
      }),
      { numRuns: 200 },
    );
  });
});

const folder = path.resolve("../shared/reference/oms");
const isAbsent = !existsSync(folder);
if (isAbsent) console.warn("skipped: ../shared/reference is absent, the published signatures are not verified");
const sample = (name: string): string => readFileSync(path.join(folder, name), "utf8");

describe.skipIf(isAbsent)("published signatures", () => {
  const digestOf = (name: string): string =>
    createHash("sha256")
      .update(readFileSync(path.join(folder, "signed-model-key", name)))
      .digest("hex");
  const model = (): FileDigest[] =>
    ["signme-1", "signme-2", "ignore-me"].map((name) => ({ path: name, digest: digestOf(name) }));
  const key = (): TrustAnchor => ({
    id: "k",
    name: "Published",
    kind: "key",
    pem: sample("signed-model-key/signing-key-pub.pem"),
  });

  it("verifies the signed model and both bundles made with its key", () => {
    for (const name of ["signed-model-key/model.sig", "vectors/valid/key.bundle.json"]) {
      const result = check(sample(name), [key()], model());
      expect([name, result.anchor?.name, result.codes]).toEqual([name, "Published", []]);
    }
  });

  it("follows a certificate chain to a trusted certificate, and not without one", () => {
    const text = sample("vectors/valid/certificate.bundle.json");
    const { material } = parseBundle(text);
    const der = material.kind === "certificate" ? material.certificates[1]! : new Uint8Array();
    const pem = `-----BEGIN CERTIFICATE-----\n${base64(der)}\n-----END CERTIFICATE-----\n`;
    const result = check(text, [{ id: "r", name: "Intermediate", kind: "root", pem }], model());
    expect(result).toMatchObject({ method: "certificate", identity: "intermediate-ca", codes: [] });
    expect(check(text, [key()], model()).codes).toEqual(["no_trust"]);
    const leaf = material.kind === "certificate" ? material.certificates[0]! : new Uint8Array();
    const stranger = `-----BEGIN CERTIFICATE-----\n${base64(leaf)}\n-----END CERTIFICATE-----\n`;
    const cut = JSON.parse(text) as { verificationMaterial: { x509CertificateChain: { certificates: unknown[] } } };
    cut.verificationMaterial.x509CertificateChain.certificates.shift();
    expect(check(JSON.stringify(cut), [{ id: "s", name: "Leaf", kind: "root", pem: stranger }], model()).codes).toEqual(
      ["untrusted_certificate"],
    );
  });

  it("shows who signed without a key, and does not count it as verified", () => {
    const result = check(sample("vectors/valid/sigstore.bundle.json"), [key()], model());
    expect(result).toMatchObject({ method: "keyless", identity: "stefanb@us.ibm.com", logIndex: "598151086" });
    expect(result.codes).toContain("keyless");
    expect(result.findings[0]?.message).toContain("Not verified: no trust root configured.");
  });

  it("refuses the broken ones", () => {
    for (const name of ["missing-envelope", "missing-verification-material"]) {
      expect(() => parseBundle(sample(`vectors/invalid/${name}.bundle.json`))).toThrow(UnreadableBundleError);
    }
  });
});
