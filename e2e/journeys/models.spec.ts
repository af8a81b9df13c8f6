import { randomBytes } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { untilHydrated } from "../support/sign-in.ts";
import { test } from "../support/test.ts";

const mark = () => randomBytes(4).toString("hex");

async function registerByHand(page: Page, name: string): Promise<void> {
  await page.goto("/models/new");
  await untilHydrated(page, "main form input");
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("combobox", { name: "Kind" }).click();
  await page.getByRole("option", { name: "Predictive" }).click();
  await page.getByRole("button", { name: "Register model" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

async function openEditor(page: Page, slug: string): Promise<void> {
  await page.goto(`/models/${slug}/edit`);
  await untilHydrated(page, "main form input");
}

test("a contributor registers a model by hand, finds it in the list and sees its history", async ({ signedInPage }) => {
  const page = await signedInPage("contributor");
  const name = `Card fraud ${mark()}`;
  const slug = name.toLowerCase().replaceAll(" ", "-");

  await page.goto("/models/new");
  await untilHydrated(page, "main form input");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Register model" }).click();
  await expect(page.getByText("Give the model a name.").first()).toBeVisible();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await expect(page.getByRole("textbox", { name: "Address" })).toHaveValue(slug);

  await registerByHand(page, name);
  await expect(page).toHaveURL(new RegExp(`/models/${slug}$`));
  await expect(page.getByText("registered this model")).toBeVisible();
  await expectAccessible(page);

  await page.goto(`/models?q=${encodeURIComponent(name)}`);
  await expect(page.getByRole("link", { name })).toBeVisible();
  await expect(page.getByText("1 model", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/models?q=${encodeURIComponent(name)}&kind=generative`);
  await expect(page.getByText("No models match")).toBeVisible();
  await page.getByRole("button", { name: "Clear search and filters" }).click();
  await expect(page).toHaveURL(/\/models$/);
});

test("the slower of two people sees what the other changed, and both changes stand", async ({ signedInPage }) => {
  const owner = await signedInPage("model_owner");
  const lead = await signedInPage("security_lead");
  const name = `Churn ${mark()}`;
  const slug = name.toLowerCase().replaceAll(" ", "-");
  await registerByHand(owner, name);

  await openEditor(owner, slug);
  await openEditor(lead, slug);
  await lead.getByRole("textbox", { name: "Team" }).fill("Customer team");
  await lead.getByRole("textbox", { name: "Licence" }).fill("MIT");
  await lead.getByRole("button", { name: "Save changes" }).click();
  await expect(lead.getByText(`${name} saved.`)).toBeVisible();

  await owner.getByRole("textbox", { name: "Team" }).fill("Retention");
  await owner.getByRole("textbox", { name: "Provider" }).fill("Ourselves");
  await owner.getByRole("button", { name: "Save changes" }).click();
  const dialog = owner.getByRole("dialog");
  await expect(dialog).toContainText("changed this too");
  await expect(dialog).toContainText("Customer team");
  await expect(dialog).toContainText("Retention");
  await expect(dialog).not.toContainText("MIT");
  await dialog.getByRole("button", { name: "Save these choices" }).click();

  await expect(owner).toHaveURL(new RegExp(`/models/${slug}$`));
  const facts = owner.getByRole("main");
  await expect(facts).toContainText("Retention");
  await expect(facts).toContainText("Ourselves");
  await expect(facts).toContainText("MIT");
});

test("leaving a form with changes asks first", async ({ signedInPage }) => {
  const page = await signedInPage("contributor");
  await page.goto("/models/new");
  await untilHydrated(page, "main form input");
  await page.getByRole("textbox", { name: "Name" }).fill("Half done");
  await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "Models" }).click();
  await expect(page.getByRole("dialog")).toContainText("Leave without saving?");
  await page.getByRole("button", { name: "Stay on this page" }).click();
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveValue("Half done");
});

test("archiving asks, can be undone at once, and leaves the list", async ({ signedInPage }) => {
  const page = await signedInPage("model_owner");
  const name = `Old scoring ${mark()}`;
  await registerByHand(page, name);
  const archive = async () => {
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Archive model" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Archive model" }).click();
    await expect(page.getByText("This model is archived")).toBeVisible();
  };
  await archive();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(`${name} restored.`)).toBeVisible();
  await expect(page.getByText("This model is archived")).toHaveCount(0);
  await archive();
  await page.goto(`/models?q=${encodeURIComponent(name)}`);
  await expect(page.getByText("No models match")).toBeVisible();
  await page.goto(`/models?q=${encodeURIComponent(name)}&state=archived`);
  await expect(page.getByRole("link", { name })).toBeVisible();
});

test("the list is exported as a file, and the trail has an entry of it", async ({ signedInPage, api }) => {
  const page = await signedInPage("contributor");
  const name = `=Formula ${mark()}`;
  await registerByHand(page, name);
  await page.goto(`/models?q=${encodeURIComponent(name)}`);
  await untilHydrated(page, "main button");
  await page.getByRole("button", { name: "More actions" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "As CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^models-\d{4}-\d\d-\d\d\.csv$/);
  const stream = await download.createReadStream();
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  expect(Buffer.concat(parts).toString()).toContain(`'${name}`);
  const trail = await (await api("auditor")).get("/api/v1/audit/entries?action=model.export");
  expect(await trail.text()).toContain('"format":"csv"');
});

test("a viewer sees models and is offered nothing to change", async ({ signedInPage, api }) => {
  const writer = await signedInPage("contributor");
  const name = `Seen ${mark()}`;
  await registerByHand(writer, name);
  const slug = name.toLowerCase().replaceAll(" ", "-");
  const viewer = await signedInPage("viewer");
  await viewer.goto(`/models/${slug}`);
  await expect(viewer.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(viewer.getByRole("link", { name: "Edit model" })).toHaveCount(0);
  await viewer.goto("/models");
  await expect(viewer.getByRole("link", { name: "Register model" })).toHaveCount(0);
  const refused = await (await api("viewer")).post("/api/v1/models", { data: { name: "No", kind: "other" } });
  expect(refused.status()).toBe(403);
});
