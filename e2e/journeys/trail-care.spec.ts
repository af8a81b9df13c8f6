import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { callOwn, openOwnOrganization } from "../support/own-organization.ts";
import type { OwnOrganization } from "../support/own-organization.ts";
import { pastTheProduct } from "../support/past-the-product.ts";
import { untilHydrated } from "../support/sign-in.ts";
import { test } from "../support/test.ts";
import { unzip } from "../support/unzip.ts";

test.describe.configure({ mode: "serial" });
test.setTimeout(120_000);

const PATIENCE = { timeout: 30_000 };
const WHY = { Why: "They asked for it.", "Legal basis": "GDPR article 17 (1) b" };

let own: OwnOrganization;
let modelId = "";

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  own = await openOwnOrganization(browser);
  modelId = (await callOwn<{ id: string }>(own, "POST", "/models", { name: "Kept model", kind: "other" })).id;
});

test.afterAll(async () => {
  expect(await own?.close(), "errors in the browser").toEqual([]);
});

async function open(path: string): Promise<Page> {
  const page = await own.page();
  await page.goto(path);
  await untilHydrated(page, "main");
  return page;
}

async function sealedEntry(entityType: string, entityId: string): Promise<string> {
  const path = `/audit/entries?entityType=${entityType}&entityId=${entityId}`;
  const { items } = await callOwn<{ items: { uuid: string; version: number }[] }>(own, "GET", path);
  const uuid = items.find(({ version }) => version === 1)?.uuid ?? "";
  await callOwn(own, "GET", `/audit/entries/${uuid}?wait=20`);
  return uuid;
}

const expectVerified = (page: Page): Promise<void> =>
  expect(page.getByRole("heading", { name: /^Verified in this browser: / })).toBeVisible(PATIENCE);

test("an administrator erases a person; entries say what is gone, by which entry, and still verify", async () => {
  const mark = randomBytes(4).toString("hex");
  const [name, email] = [`Vera Vanish ${mark}`, `vera-${mark}@e2e.example`];
  const password = `e2e-${randomBytes(12).toString("base64url")}`;
  const { user } = await callOwn<{ user: { id: string } }>(own, "POST", "/users", {
    name,
    email,
    password,
    role: "viewer",
  });
  await callOwn(own, "POST", "/tasks", { title: `Ask ${email}` });
  await callOwn(own, "POST", `/users/${user.id}/disable`, {});
  const page = await open(`/settings/people?q=${mark}`);
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Erase personal data" }).click();
  await expect(page.getByRole("heading", { name: `Erase the data of ${name}` })).toBeVisible();
  await expect(page.getByText(/^\d entries of the trail lose the values that speak of this person/)).toBeVisible();
  await expect(page.getByText("1 entry loses everything recorded, because the e-mail address")).toBeVisible();
  await expectAccessible(page);
  const erase = page.getByRole("button", { name: "Erase these data" });
  for (const [label, text] of Object.entries(WHY)) await page.getByLabel(label).fill(text);
  await page.getByLabel(/^Type .* to confirm$/).fill("Vera");
  await erase.click();
  await expect(page.getByText(`Type ${name} exactly as it stands here.`)).toBeVisible();
  await page.getByLabel(/^Type .* to confirm$/).fill(name);
  await erase.click();
  await expect(page.getByText("The data are erased")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "The entry of this erasure" }).click();
  await expect(page.getByText("erased the personal data of a person: They asked for it.")).toBeVisible();
  expect(await (await own.api.get("/api/v1/audit/entries?limit=200")).text()).not.toContain(mark);

  await page.goto(`/audit/${await sealedEntry("user", user.id)}`);
  await expect(page.getByText("Some values of this entry were erased")).toBeVisible();
  await expect(page.getByText(`by ${own.account.name}: “${WHY.Why}”`)).toBeVisible();
  await expectVerified(page);
  await expectAccessible(page);
});

test("an administrator erases what one entry recorded; its place in the log and its proof stay", async () => {
  const { id } = await callOwn<{ id: string }>(own, "POST", "/models", { name: "Wrong model", kind: "other" });
  const page = await open(`/audit/${await sealedEntry("model", id)}`);
  await expectVerified(page);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Erase what it recorded" }).click();
  const dialog = page.getByRole("dialog", { name: "Erase what this entry recorded" });
  await expect(dialog.getByText(/^All of its content, \d+ values, and the salt/)).toBeVisible();
  await expectAccessible(page);
  for (const [label, text] of Object.entries(WHY)) await dialog.getByLabel(label).fill(text);
  await dialog.getByLabel(/^Type .* to confirm$/).fill("Wrong model");
  await dialog.getByRole("button", { name: "Erase for good" }).click();
  await expect(page.getByText("What this entry recorded was erased")).toBeVisible();
  await expect(page.getByText("Content erased")).toBeVisible();
  await expectVerified(page);
  await expectAccessible(page);
  await page.getByRole("link", { name: /^entry \d+$|^a later entry$/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    /erased the values of an entry: They asked for it\./,
  );
});

test("a record changed past Modelkeep is found, becomes a task, and both go when it is put right", async () => {
  const page = await open("/audit/replay");
  const run = async (): Promise<void> => {
    await page.getByRole("button", { name: "Run now" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Comparing every record" })).toBeVisible();
  };
  await run();
  await expect(page.getByText("Every record matches the trail")).toBeVisible(PATIENCE);
  await expectAccessible(page);

  await pastTheProduct("update model set name = 'Altered' where id = $1", [modelId]);
  await run();
  await expect(page.getByText("1 record does not match the trail: 1 model differs")).toBeVisible(PATIENCE);
  const finding = page.getByRole("listitem").filter({ hasText: "Record differs" });
  await expect(finding).toContainText("The row differs from its newest entry in name.");
  await expect(finding).toContainText("registered Kept model");
  await expect(page.getByText(`${own.account.name} has a task about it.`)).toBeVisible();
  await expectAccessible(page);
  await finding.getByRole("link", { name: "Proof of the newest entry" }).click();
  await expectVerified(page);
  await page.goto("/my-work");
  await expect(page.getByText("Look into 1 record that does not match the audit trail").first()).toBeVisible();
  await page.getByRole("link", { name: "Open replay check" }).first().click();
  await expect(page).toHaveURL(/\/audit\/replay$/);
  await expect(page.getByText("1 record does not match the trail")).toBeVisible();

  await pastTheProduct("update model set name = 'Kept model' where id = $1", [modelId]);
  await run();
  await expect(page.getByText("Every record matches the trail")).toBeVisible(PATIENCE);
  await page.goto("/my-work");
  await expect(page.getByText("Nothing waits for you")).toBeVisible();
  await expect(page.getByText("The records match the audit trail again")).toBeVisible();
});

async function takeBundle(page: Page, item: string): Promise<{ folder: string; names: string[]; report: string }> {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: item }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toMatch(/^audit-evidence-\d{4}-\d\d-\d\d\.zip$/);
  const folder = mkdtempSync(join(tmpdir(), "modelkeep-e2e-evidence-"));
  const zip = join(folder, "evidence.zip");
  await download.saveAs(zip);
  const unpacked = join(folder, "unpacked");
  const names = await unzip(zip, unpacked);
  // As its README says: in the unpacked folder, with the verifier that lies in it; and the zip file as it is.
  const verify = (what: string): string =>
    execFileSync(process.execPath, ["modelkeep-verify.mjs", what], { cwd: unpacked, encoding: "utf8" });
  const report = verify(".");
  verify(zip);
  return { folder, names, report };
}

test("evidence of the whole log and of one entry verifies with the verifier inside it", async () => {
  const uuid = await sealedEntry("model", modelId);
  const page = await open("/audit");
  const whole = await takeBundle(page, "Evidence bundle of the whole log");
  expect(whole.names).toEqual(expect.arrayContaining(["README.txt", "checkpoint", "payloads.jsonl", "policy"]));
  expect(whole.names.some((name) => name.startsWith("tile/entries/"))).toBe(true);
  await page.goto(`/audit/${uuid}`);
  await expectVerified(page);
  const chosen = await takeBundle(page, "Evidence bundle with its history");
  expect(chosen.names).toEqual(expect.arrayContaining([`proofs/${uuid}.tlog-proof`, "modelkeep-verify.mjs"]));
  for (const { folder, report } of [whole, chosen]) {
    expect(report).not.toMatch(/problem|fails/i);
    rmSync(folder, { recursive: true });
  }
  const exports = await callOwn<{ items: unknown[] }>(own, "GET", "/audit/entries?action=audit.export_bundle");
  expect(exports.items).toHaveLength(2);
});
