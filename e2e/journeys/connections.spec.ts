import { expect, type Page } from "@playwright/test";
import { startMlflow, type MlflowServer } from "@/lib/connections/testing/mlflow-server.ts";
import { expectAccessible } from "../support/accessible.ts";
import { callOwn, openOwnOrganization, type OwnOrganization } from "../support/own-organization.ts";
import { test } from "../support/test.ts";

const TOKEN = "mlflow-token-of-the-journey";
const registryOf = () => ({
  models: [
    { name: "Card fraud", description: "Scores card payments.", tags: [{ key: "team", value: "risk" }] },
    { name: "Churn" },
  ],
  versions: [
    { name: "Card fraud", version: "1", current_stage: "Staging", run_id: "run-7" },
    { name: "Churn", version: "4", current_stage: "None" },
  ],
});

let own: OwnOrganization;
let mlflow: MlflowServer;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  mlflow = await startMlflow(registryOf());
  own = await openOwnOrganization(browser);
});

test.afterAll(async () => {
  await mlflow.close();
  expect(await own?.close(), "errors in the browser").toEqual([]);
});

const row = (page: Page) => page.getByRole("main").getByRole("listitem").filter({ hasText: "Lab registry" });

async function connect(page: Page): Promise<void> {
  await page.goto("/settings/connections");
  await expect(page.getByRole("heading", { name: "Let MLflow tell what is new" })).toBeVisible();
  await page.getByRole("button", { name: "Connect a registry" }).click();
  const dialog = page.getByRole("dialog", { name: "Connect a registry" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("Lab registry");
  await dialog.getByRole("textbox", { name: "Address of MLflow" }).fill("mlflow.example");
  await dialog.getByRole("button", { name: "Connect" }).click();
  await expect(dialog.getByText("Give an address that begins with https:// or http://.")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("textbox", { name: "Address of MLflow" }).fill(`${mlflow.url}/`);
  await dialog.getByRole("textbox", { name: /^Token/ }).fill(TOKEN);
  await dialog.getByRole("button", { name: "Connect" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Lab registry connected.")).toBeVisible();
}

/** Asks for a reading and waits until the page tells how it went. */
async function readNow(page: Page, outcome: string | RegExp): Promise<void> {
  await page.getByRole("button", { name: "Read Lab registry now" }).click();
  await expect(row(page)).toContainText(outcome, { timeout: 30_000 });
}

test("a registry of MLflow is connected, read, its difference looked at and confirmed; read again, nothing is new", async () => {
  test.setTimeout(180_000);
  const page = await own.page();
  await connect(page);
  await expect(row(page)).toContainText(`MLflow registry at ${mlflow.url} · Every day`);

  await readNow(page, "4 new");
  await expectAccessible(page);
  expect(new Set(mlflow.asked.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${TOKEN}`]));
  await expect(page.getByText(TOKEN)).toHaveCount(0);
  expect(await callOwn<{ total: number }>(own, "GET", "/models"), "nothing is applied by itself").toMatchObject({
    total: 0,
  });

  await row(page).getByRole("link", { name: "Review the difference" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Review");
  const records = page.getByRole("list", { name: "Records of the file" });
  await expect(records.getByRole("listitem")).toHaveCount(4);
  await expect(records.getByRole("listitem").filter({ hasText: "Churn" }).first()).toContainText("New");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Apply 4 records" }).click();
  await expect(page.getByText("This import is applied")).toBeVisible();

  await page.goto("/models/card-fraud/versions/1");
  await expect(page.getByRole("main")).toContainText("run-7");
  await page.goto("/settings/connections");
  await readNow(page, "Nothing new.");
});

test("what changed in the registry is one change; a registry that refuses is told, with what to do", async () => {
  test.setTimeout(180_000);
  const page = await own.page();
  mlflow.registry.models[0] = { name: "Card fraud", description: "Scores card payments within 80 ms." };
  await page.goto("/settings/connections");
  await readNow(page, "1 changed");
  await row(page).getByRole("link", { name: "Review the difference" }).click();
  const records = page.getByRole("list", { name: "Records of the file" });
  await expect(records.getByRole("listitem"), "everything is listed before the filter").not.toHaveCount(0);
  await page.getByRole("radiogroup").getByText("Changes", { exact: true }).click();
  await expect(records.getByRole("listitem"), "only what changes is left").toHaveCount(1);
  await records.getByRole("button", { name: /^Card fraud/ }).click();
  await expect(page.getByRole("main")).toContainText("Scores card payments within 80 ms.");

  mlflow.instead = (response) => void response.writeHead(401).end();
  await page.goto("/settings/connections");
  await readNow(page, /401|token/i);
  await expect(row(page)).toContainText("Failed");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Remove Lab registry" }).click();
  const dialog = page.getByRole("dialog", { name: "Remove Lab registry?" });
  await dialog.getByRole("button", { name: "Remove connection" }).click();
  await expect(page.getByRole("heading", { name: "Let MLflow tell what is new" })).toBeVisible();
  expect(await callOwn<{ total: number }>(own, "GET", "/models"), "what came through it stays").toMatchObject({
    total: 2,
  });
});
