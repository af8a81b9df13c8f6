import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, type Page } from "@playwright/test";
import { pickles } from "@/lib/artifact-scan/testing/pickle-files.ts";
import { signedBytes } from "@/lib/interop/model-signing/parse-bundle.ts";
import { expectAccessible } from "../support/accessible.ts";
import { untilHydrated } from "../support/sign-in.ts";
import { test } from "../support/test.ts";

const hex = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
const evil = Buffer.from(pickles.osSystem2, "base64");

async function openCheck(page: Page): Promise<void> {
  await page.goto("/models/check-file");
  await untilHydrated(page, "main input[type=file]");
}

test("somebody checks files without uploading them: what is recorded is recognized, what would run code is told", async ({
  api,
  signedInPage,
}) => {
  const http = await api("contributor");
  const weights = randomBytes(1_000);
  const name = `Checked ${randomBytes(4).toString("hex")}`;
  const model = (await (await http.post("/api/v1/models", { data: { name, kind: "other" } })).json()) as { id: string };
  const artifacts = [{ name: "weights.bin", digest: hex(weights), sizeBytes: weights.length }];
  const made = await http.post(`/api/v1/models/${model.id}/versions`, { data: { label: "1.0", artifacts } });
  expect(made.status()).toBe(201);

  const page = await signedInPage("viewer");
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") sent.push(request.url());
  });
  await openCheck(page);
  await expectAccessible(page);
  await page.getByLabel("Files to check").setInputFiles([
    { name: "renamed.bin", mimeType: "application/octet-stream", buffer: weights },
    { name: "model.pkl", mimeType: "application/octet-stream", buffer: evil },
  ]);
  await expect(page.getByRole("link", { name })).toBeVisible();
  await expect(page.getByText("version 1.0, file weights.bin")).toBeVisible();
  await expect(page.getByText("Loading the file imports posix.system.")).toBeVisible();
  await expect(page.getByText("Nothing in the inventory has this digest")).toBeVisible();
  await expectAccessible(page);
  expect(sent).toEqual([]);
});

test("a security lead trusts a key, and a signature over a model is verified with it; another file is refused", async ({
  session,
  signedInPage,
}) => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "secp384r1" });
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const keyName = `Release key ${randomBytes(4).toString("hex")}`;
  const weights = randomBytes(2_000);
  const payload = Buffer.from(
    JSON.stringify({
      _type: "https://in-toto.io/Statement/v1",
      subject: [{ name: "fraud", digest: { sha256: hex(Buffer.from(hex(weights), "hex")) } }],
      predicateType: "https://model_signing/signature/v1.0",
      predicate: {
        resources: [{ name: "weights/a.bin", digest: hex(weights), algorithm: "sha256" }],
        serialization: { method: "files", hash_type: "sha256", allow_symlinks: false },
      },
    }),
  );
  const bundle = JSON.stringify({
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: { publicKey: { hint: hex(Buffer.from(pem)) } },
    dsseEnvelope: {
      payload: payload.toString("base64"),
      payloadType: "application/vnd.in-toto+json",
      signatures: [{ sig: sign("sha384", signedBytes(payload), privateKey).toString("base64") }],
    },
  });
  const folder = await mkdtemp(path.join(tmpdir(), "modelkeep-signed-"));
  await mkdir(path.join(folder, "weights"));
  await writeFile(path.join(folder, "weights/a.bin"), weights);
  const verify = async (page: Page): Promise<void> => {
    await openCheck(page);
    const signature = { name: "model.sig", mimeType: "application/json", buffer: Buffer.from(bundle) };
    await page.locator('input[type=file][accept*=".sig"]').setInputFiles(signature);
    await page.getByLabel("Folder to check").last().setInputFiles(folder);
    await page.getByRole("button", { name: "Verify the signature" }).click();
  };
  try {
    const page = await signedInPage("security_lead");
    await page.goto("/settings/trust");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Trust a key" }).click();
    await page.getByLabel("Name").fill(keyName);
    await page.getByLabel("Key or certificate").fill(pem);
    await page.getByRole("button", { name: "Trust key" }).click();
    const proof = page.getByRole("dialog", { name: "Confirm that it is you" });
    const row = page.getByRole("listitem").filter({ hasText: keyName });
    await expect(proof.or(row).first()).toBeVisible();
    if (await proof.isVisible()) {
      await proof.getByLabel("Password", { exact: true }).fill((await session("security_lead")).account.password);
      await proof.getByRole("button", { name: "Confirm" }).click();
    }
    await expect(row).toBeVisible();

    await verify(page);
    await expect(page.getByText("The signature is verified")).toBeVisible();
    await expectAccessible(page);

    await writeFile(path.join(folder, "evil.py"), "print(1)");
    await verify(page);
    await expect(page.getByText("The signature is not verified")).toBeVisible();
    await expect(page.getByText("evil.py is here, but not signed.")).toBeVisible();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
