import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { ScanReport } from "../artifact-scan/schema.ts";
import { receiveFile } from "../evidence/receive-file.ts";
import { listEvidence } from "../evidence/queries/list-evidence.ts";
import { readStored } from "../evidence/store.ts";
import { signedBytes } from "../interop/model-signing/parse-bundle.ts";
import { registerAsset } from "../inventory/assets/commands/register-asset.ts";
import { registerModel } from "../inventory/commands/register-model.ts";
import { findByDigest } from "../inventory/queries/find-by-digest.ts";
import { createVersion } from "../inventory/versions/commands/create-version.ts";
import { newId } from "../kernel/ids.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand } from "../kernel/run-command.ts";
import { describeCommand } from "../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { addTrustKey } from "./commands/add-trust-key.ts";
import { recordScan } from "./commands/record-scan.ts";
import { retireTrustKey } from "./commands/retire-trust-key.ts";
import { verifyArtifactSignature } from "./commands/verify-signature.ts";
import { listTrustKeys } from "./queries/list-trust-keys.ts";

const hex = (text: string | Buffer): string => createHash("sha256").update(text).digest("hex");
const pair = generateKeyPairSync("ed25519");
const pemOf = (key: KeyObject): string => key.export({ type: "spki", format: "pem" }).toString();
const pem = pemOf(pair.publicKey);
const weights = hex("weights");

function bundle(files: Record<string, string> = { "model.safetensors": weights }): string {
  const digests = Object.values(files).map((digest) => Buffer.from(digest, "hex"));
  const payload = Buffer.from(
    JSON.stringify({
      _type: "https://in-toto.io/Statement/v1",
      subject: [{ name: "fraud", digest: { sha256: hex(Buffer.concat(digests)) } }],
      predicateType: "https://model_signing/signature/v1.0",
      predicate: {
        resources: Object.entries(files).map(([name, digest]) => ({ name, digest, algorithm: "sha256" })),
        serialization: { method: "files", hash_type: "sha256", allow_symlinks: false },
      },
    }),
  );
  return JSON.stringify({
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: { publicKey: { hint: hex(pem) } },
    dsseEnvelope: {
      payload: payload.toString("base64"),
      payloadType: "application/vnd.in-toto+json",
      signatures: [{ sig: sign(null, signedBytes(payload), pair.privateKey).toString("base64") }],
    },
  });
}

async function aVersion(org: TestOrganization): Promise<string> {
  const actor = org.actor("model_owner");
  const model = await runCommand(registerModel, { actor, input: { name: "Card fraud", kind: "predictive" } });
  const artifacts = [{ name: "model.safetensors", digest: weights, sizeBytes: 7 }, { name: "README.md" }];
  return (await runCommand(createVersion, { actor, input: { id: model.id, label: "1.0", artifacts } })).id;
}

const trust = (org: TestOrganization, key = pem, name = "Release team") =>
  runCommand(addTrustKey, { actor: org.actor("security_lead"), input: { name, kind: "key", pem: key } });

const report = (changes: Partial<ScanReport> = {}): ScanReport => ({
  scanner: "modelkeep-artifact-scan",
  scannerVersion: "1.0.0",
  fileName: "model.safetensors",
  format: "safetensors",
  sizeBytes: 7,
  digest: weights,
  findings: [],
  imports: [],
  details: [],
  ...changes,
});

describeCommand(addTrustKey, {
  role: "security_lead",
  arrange: async () => ({ input: { name: "Release team", kind: "key" as const, pem } }),
  does: (key) =>
    expect(key).toMatchObject({
      algorithm: "Ed25519",
      state: "active",
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    }),
  entry: { type: "trust_key", after: { name: "Release team", kind: "key", state: "active" } },
  elsewhere: "none",
});

describeCommand(retireTrustKey, {
  role: "security_lead",
  arrange: async (org) => ({ input: { id: (await trust(org)).id } }),
  does: (key) => expect(key.state).toBe("retired"),
  entry: { type: "trust_key", after: { state: "retired" } },
  stale: true,
});

describeCommand(verifyArtifactSignature, {
  role: "responder",
  arrange: async (org) => {
    await trust(org);
    return { input: { versionId: await aVersion(org), bundle: bundle() } };
  },
  does: async (result, org, { input }) => {
    expect(result).toMatchObject({
      outcome: "verified",
      title: "Signature verified: Release team",
      findings: [],
      comparedFiles: 1,
    });
    const about = { entityType: "model_version", entityId: input.versionId ?? "" };
    const { items } = await runQuery(listEvidence, { actor: org.actor("viewer"), input: about });
    expect(items).toMatchObject([
      { id: result.evidenceId, mediaType: "application/vnd.modelkeep.signature-check+json" },
    ]);
  },
  entry: { type: "evidence", after: { title: "Signature verified: Release team", kind: "file" } },
});

describeCommand(recordScan, {
  role: "responder",
  arrange: async (org) => ({ input: { versionId: await aVersion(org), reports: [report()] } }),
  does: async (result) => {
    expect(result).toMatchObject({ outcome: "passed", title: "File check passed: 1 file" });
  },
  entry: { type: "evidence", after: { mediaType: "application/vnd.modelkeep.file-check+json" } },
});

describe("a signature", () => {
  it("is judged against what is trusted, what is at hand and what is recorded", async () => {
    const org = await testOrganization();
    const actor = org.actor("contributor");
    const versionId = await aVersion(org);
    const verify = (input: object) =>
      runCommand(verifyArtifactSignature, { actor, input: { bundle: bundle(), ...input } });
    const codes = async (input: object) => (await verify(input)).findings.map(({ code }) => code);
    expect(await codes({ versionId })).toEqual(["no_trust"]);
    const other = await trust(org, pemOf(generateKeyPairSync("ed25519").publicKey), "Somebody else");
    expect(await codes({ versionId })).toEqual(["wrong_key"]);
    const key = await trust(org);
    expect(await codes({ versionId, keyId: key.id })).toEqual([]);
    expect(await codes({ versionId, keyId: other.id })).toEqual(["wrong_key"]);
    const files = [{ path: "model.safetensors", digest: weights }];
    expect(await codes({ files })).toEqual([]);
    expect(await codes({ files: [...files, { path: "evil.py", digest: hex("evil") }] })).toEqual(["extra_file"]);
    const another = bundle({ "other.bin": hex("other") });
    expect(await codes({ versionId, bundle: another, files: [{ path: "other.bin", digest: hex("other") }] })).toEqual([
      "recorded_not_signed",
    ]);
    await runCommand(retireTrustKey, { actor: org.actor("administrator"), input: { id: key.id } });
    expect(await codes({ versionId })).toEqual(["wrong_key"]);
    await expect(verify({ versionId, keyId: key.id })).rejects.toMatchObject({ code: "not_found" });
  });

  it("is refused with words when it is none, and noted when it is about no version", async () => {
    const org = await testOrganization();
    const actor = org.actor("contributor");
    const none = runCommand(verifyArtifactSignature, { actor, input: { bundle: "{}" } });
    await expect(none).rejects.toMatchObject({
      code: "unprocessable",
      message: expect.stringContaining("no signature of a model") as string,
    });
    const result = await runCommand(verifyArtifactSignature, { actor, input: { bundle: bundle(), files: [] } });
    expect(result).toMatchObject({ outcome: "not_verified", evidenceId: null });
  });
});

describe("trusted keys", () => {
  it("are listed, once each, and never private", async () => {
    const org = await testOrganization();
    await trust(org);
    await expect(trust(org)).rejects.toMatchObject({ code: "conflict", errors: [{ path: "pem" }] });
    const secret = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    await expect(trust(org, secret)).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining("private key") as string,
    });
    await expect(trust(org, "nonsense")).rejects.toMatchObject({ code: "invalid_input" });
    const asViewer = await runQuery(listTrustKeys, { actor: org.actor("viewer"), input: {} });
    expect(asViewer).toMatchObject({ items: [{ name: "Release team" }], abilities: { manage: false } });
    const stranger = await testOrganization();
    expect((await runQuery(listTrustKeys, { actor: stranger.actor("administrator"), input: {} })).items).toEqual([]);
  });
});

describe("a check of files", () => {
  it("passes only when nothing blocks and every recorded file is the recorded one", async () => {
    const org = await testOrganization();
    const versionId = await aVersion(org);
    const title = async (...reports: ScanReport[]) =>
      (await runCommand(recordScan, { actor: org.actor("contributor"), input: { versionId, reports } })).title;
    const blocking = {
      severity: "blocking",
      code: "keras_lambda",
      message: "x",
      where: { offset: null, entry: null },
    } as const;
    expect(await title(report({ findings: [blocking] }))).toBe("File check found 1 blocking finding");
    expect(await title(report({ digest: hex("other") }))).toBe(
      "File check found 1 file that is not the recorded one, 1 recorded file that was not checked",
    );
    expect(await title(report({ fileName: "notes.txt", digest: hex("notes") }))).toBe(
      "File check found 1 recorded file that was not checked",
    );
    expect(await title(report(), report({ fileName: "README.md", digest: hex("readme") }))).toBe(
      "File check passed: 2 files",
    );
  });

  it("keeps the whole report, which nobody can write by uploading a file", async () => {
    const org = await testOrganization();
    const versionId = await aVersion(org);
    const actor = org.actor("contributor");
    const { evidenceId } = await runCommand(recordScan, { actor, input: { versionId, reports: [report()] } });
    const about = { entityType: "model_version", entityId: versionId };
    const { items } = await runQuery(listEvidence, { actor, input: about });
    const item = items.find(({ id }) => id === evidenceId);
    const parts: Buffer[] = [];
    for await (const part of readStored(item?.digest ?? "")) parts.push(part);
    expect(JSON.parse(Buffer.concat(parts).toString())).toMatchObject({
      outcome: "passed",
      reports: [{ digest: weights }],
    });
    const mediaType = "application/vnd.modelkeep.file-check+json";
    const facts = { ...about, title: "File check passed: 1 file", fileName: "x.json", mediaType };
    const upload = receiveFile({ actor, requestId: newId(), facts, body: new Response("{}").body, statedBytes: 2 });
    await expect(upload).rejects.toMatchObject({ code: "invalid_input", errors: [{ path: "mediaType" }] });
  });
});

describe("finding by digest", () => {
  it("finds files of versions and assets, of this organization only", async () => {
    const org = await testOrganization();
    const versionId = await aVersion(org);
    const actor = org.actor("contributor");
    const input = { digest: weights.toUpperCase() };
    const { items } = await runQuery(findByDigest, { actor: org.actor("viewer"), input });
    expect(items).toEqual([
      {
        type: "model_version",
        id: versionId,
        name: "Card fraud",
        detail: "version 1.0, file model.safetensors",
        href: "/models/card-fraud/versions/1.0",
        state: "draft",
        sizeBytes: 7,
      },
    ]);
    const facts = { digest: hex("library") };
    const library = await runCommand(registerAsset, {
      actor,
      input: { kind: "component", name: "Runtime", facts } as never,
    });
    const found = await runQuery(findByDigest, { actor, input: { digest: hex("library") } });
    expect(found.items).toMatchObject([{ type: "component", name: "Runtime", href: `/components/${library.slug}` }]);
    const stranger = await testOrganization();
    expect((await runQuery(findByDigest, { actor: stranger.actor("viewer"), input })).items).toEqual([]);
  });
});
