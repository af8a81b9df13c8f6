import { expect, request } from "@playwright/test";
import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { given } from "../support/accounts.ts";
import { callOwn, openOwnOrganization } from "../support/own-organization.ts";
import type { OwnOrganization } from "../support/own-organization.ts";
import { runWitness } from "../support/run-witness.ts";
import type { RunningWitness } from "../support/run-witness.ts";
import { untilHydrated } from "../support/sign-in.ts";
import { test } from "../support/test.ts";

test.describe.configure({ mode: "serial" });
test.setTimeout(120_000);

let own: OwnOrganization;
let witness: RunningWitness | undefined;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  own = await openOwnOrganization(browser);
});

test.afterAll(async () => {
  await witness?.stop();
  expect(await own?.close(), "errors in the browser").toEqual([]);
});

const PATIENCE = { timeout: 30_000 };

async function openWitnesses(): Promise<Page> {
  const page = await own.page();
  await page.goto("/audit/witnesses");
  await untilHydrated(page, "main");
  return page;
}

const changeSomething = (): Promise<{ id: string }> =>
  callOwn(own, "POST", "/models", { name: `Witnessed ${Math.random().toString(36).slice(2)}`, kind: "other" });

test("a witness started with the command line of the page cosigns the log, and an entry says so", async () => {
  const page = await openWitnesses();
  await expect(page.getByRole("heading", { name: "Sealed, not witnessed" })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Its name").fill("auditor.example");
  const command = await page.getByLabel("From a checkout of Modelkeep", { exact: true }).textContent();
  expect(command).toContain("npm run witness -- --listen 0.0.0.0:8300 --state ./witness-state --name auditor.example");
  witness = await runWitness(command ?? "");

  await page.getByRole("button", { name: "Add a witness" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a witness" });
  await dialog.getByLabel("Verifier key").fill(witness.keyLine.slice(0, -6));
  await dialog.getByLabel("Name", { exact: true }).fill("Our auditor");
  await dialog.getByLabel("Address").fill(witness.url);
  await dialog.getByRole("button", { name: "Add witness" }).click();
  await expect(dialog.getByText("A part of the key is missing or changed.")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("Verifier key").fill(witness.keyLine);
  await expect(dialog.getByText(/^Key [0-9a-f]{8} of auditor\.example\.$/)).toBeVisible();
  await dialog.getByRole("button", { name: "Add witness" }).click();
  const row = page.getByRole("listitem").filter({ hasText: "Our auditor" });
  await expect(row).toContainText("Cosigning", PATIENCE);
  await expect(row).toContainText(/Last cosigned .*: a log of \d+ entries\./);
  await expect(page.getByText("1 of 1 cosigned the newest checkpoint")).toBeVisible();
  await expectAccessible(page);

  const { id } = await changeSomething();
  const entries = `/audit/entries?entityType=model&entityId=${id}`;
  const { items } = await callOwn<{ items: { uuid: string }[] }>(own, "GET", entries);
  await page.goto(`/audit/${items[0]?.uuid ?? ""}`);
  await expect(page.getByText("Witnessed by 1")).toBeVisible(PATIENCE);
  await expect(page.getByRole("heading", { name: "Verified in this browser: all 6 checks pass" })).toBeVisible(
    PATIENCE,
  );
  await expect(page.getByText("Witness Our auditor")).toBeVisible();
  await expectAccessible(page);
});

test("a witness that is gone stops nobody, is told as it is, and can be paused and removed", async () => {
  await witness?.stop();
  await changeSomething();
  const page = await openWitnesses();
  const row = page.getByRole("listitem").filter({ hasText: "Our auditor" });
  await expect(row).toContainText("Down", PATIENCE);
  await expect(row).toContainText(/cannot be reached or broke off.*in a row|cannot be reached or broke off.*once/);
  await expectAccessible(page);
  const choose = async (item: string): Promise<void> => {
    await row.getByRole("button", { name: "Actions for Our auditor" }).click();
    await page.getByRole("menuitem", { name: item }).click();
  };
  await choose("Pause");
  await expect(row).toContainText("It is not asked.", PATIENCE);
  await choose("Change name or address");
  const change = page.getByRole("dialog", { name: "Change Our auditor" });
  await change.getByLabel("Name", { exact: true }).fill("Our old auditor");
  await change.getByRole("button", { name: "Save witness" }).click();
  const renamed = page.getByRole("listitem").filter({ hasText: "Our old auditor" });
  await renamed.getByRole("button", { name: "Actions for Our old auditor" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove witness" }).click();
  await expect(page.getByRole("heading", { name: "Sealed, not witnessed" })).toBeVisible();
});

test("the newest checkpoint is public when an administrator says so, after they prove who they are", async () => {
  const page = await openWitnesses();
  const stranger = await request.newContext({ baseURL: given("MODELKEEP_E2E_URL") });
  const checkpoint = async (): Promise<number> => (await stranger.get(`/log/${own.orgId}/checkpoint`)).status();
  expect(await checkpoint()).toBe(404);
  let asked = 0;
  // The proof of this session is fresh: the first answer is the one that a stale session gets.
  await page.route("**/api/v1/audit/settings", async (route) => {
    if (route.request().method() !== "PATCH" || (asked += 1) > 1) return route.continue();
    const title = "Please confirm that it is you, then try again.";
    const problem = {
      title,
      status: 412,
      code: "precondition_failed",
      requestId: "e2e",
      errors: [],
      reauthenticate: true,
    };
    return route.fulfill({ status: 412, contentType: "application/problem+json", body: JSON.stringify(problem) });
  });
  await page.getByLabel("Anybody may read the newest checkpoint").check();
  const proof = page.getByRole("dialog", { name: "Confirm that it is you" });
  await proof.getByLabel("Password", { exact: true }).fill(own.account.password);
  await proof.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("The newest checkpoint is public.")).toBeVisible(PATIENCE);
  expect(await checkpoint()).toBe(200);
  await page.getByLabel("Anybody may read the newest checkpoint").uncheck();
  await expect(page.getByText("The checkpoint is private again.")).toBeVisible(PATIENCE);
  expect(await checkpoint()).toBe(404);
  await stranger.dispose();
});
