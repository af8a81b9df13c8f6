import { randomBytes } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { untilHydrated } from "../support/sign-in.ts";
import { test } from "../support/test.ts";

const mark = () => randomBytes(4).toString("hex");
const slugOf = (name: string) => name.toLowerCase().replaceAll(" ", "-");

async function openForm(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await untilHydrated(page, "main form input");
}

async function register(page: Page, place: string, name: string): Promise<void> {
  await openForm(page, `/${place}/new`);
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: /^Register / }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

test("a dataset is registered, says what is missing, and gets a version with its digest and columns", async ({
  signedInPage,
}) => {
  const page = await signedInPage("contributor");
  const name = `Payments ${mark()}`;
  const slug = slugOf(name);
  await register(page, "datasets", name);
  await expect(page).toHaveURL(new RegExp(`/datasets/${slug}$`));
  await expect(page.getByText("Personal data is not stated")).toBeVisible();
  await expect(page.getByText("It has no version")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Versions" }).click();
  await page.getByRole("link", { name: "Add version" }).click();
  await untilHydrated(page, "main form input");
  await page.getByRole("textbox", { name: "Version", exact: true }).fill("2026-11");
  await page.getByRole("textbox", { name: /SHA-256 digest/ }).fill("not a digest");
  await page.getByRole("textbox", { name: /^Columns/ }).fill("iban, string, personal\namount, decimal");
  await page.getByRole("button", { name: "Add version" }).click();
  await expect(page.getByText("A SHA-256 digest is 64 hexadecimal digits.")).toBeVisible();
  await page.getByRole("textbox", { name: /SHA-256 digest/ }).fill("ab".repeat(32));
  await page.getByRole("button", { name: "Add version" }).click();

  await expect(page.getByRole("heading", { level: 1, name: `${name} 2026-11` })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/datasets/${slug}/versions/${slug}-2026-11$`));
  await expect(page.getByRole("row", { name: /iban string Personal/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name }).click();
  await expect(page.getByText("It has no version")).toHaveCount(0);
});

test("a system states what it is made of, the model says so too, and the history tells it in words", async ({
  signedInPage,
  api,
}) => {
  const http = await api("contributor");
  const model = `Fraud ${mark()}`;
  expect((await http.post("/api/v1/models", { data: { name: model, kind: "predictive" } })).status()).toBe(201);
  const page = await signedInPage("contributor");
  const name = `Screening ${mark()}`;
  await openForm(page, "/systems/new");
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("combobox", { name: "Thing to link" }).fill(model);
  await page.getByRole("option", { name: new RegExp(model) }).click();
  await expect(page.getByRole("list", { name: "Links" })).toContainText(`Made of ${model}`);
  await page.getByRole("button", { name: "Register AI system" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: model })).toBeVisible();

  await openForm(page, `/systems/${slugOf(name)}/edit`);
  await page.getByRole("button", { name: `Remove: made of ${model}` }).click();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText(`${name} saved.`)).toBeVisible();
  await page.getByRole("link", { name: "History" }).click();
  await expect(page.getByText(`removed made of ${model} from the links of`)).toBeVisible();
});

test("the slower of two people chooses per field, and leaving with changes asks first", async ({ signedInPage }) => {
  const owner = await signedInPage("model_owner");
  const lead = await signedInPage("security_lead");
  const name = `Meridian ${mark()}`;
  await register(owner, "vendors", name);
  const edit = `/vendors/${slugOf(name)}/edit`;
  await openForm(owner, edit);
  await openForm(lead, edit);
  await lead.getByRole("textbox", { name: "Established in" }).fill("Norway");
  await lead.getByRole("textbox", { name: "Security contact" }).fill("security@meridian.example");
  await lead.getByRole("button", { name: "Save changes" }).click();
  await expect(lead.getByText(`${name} saved.`)).toBeVisible();

  await owner.getByRole("textbox", { name: "Established in" }).fill("Germany");
  await owner.getByRole("textbox", { name: "Team" }).fill("Third-party risk");
  await owner.keyboard.press("Escape");
  await expect(owner.getByRole("dialog")).toContainText("Leave without saving?");
  await owner.getByRole("button", { name: "Stay on this page" }).click();
  await owner.getByRole("button", { name: "Save changes" }).click();
  const dialog = owner.getByRole("dialog");
  await expect(dialog).toContainText("changed this too");
  await expect(dialog).toContainText("Norway");
  await expect(dialog).not.toContainText("security@meridian.example");
  await dialog.getByRole("button", { name: "Save these choices" }).click();
  await expect(owner).toHaveURL(new RegExp(`/vendors/${slugOf(name)}$`));
  for (const words of ["Germany", "Third-party risk", "security@meridian.example"]) {
    await expect(owner.getByRole("main")).toContainText(words);
  }
});

test("archiving asks, leaves the list and can be undone; a viewer is offered nothing to change", async ({
  signedInPage,
}) => {
  const page = await signedInPage("model_owner");
  const name = `Old endpoint ${mark()}`;
  await register(page, "deployments", name);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Archive deployment" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Archive deployment" }).click();
  await expect(page.getByText("This deployment is archived")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(`${name} restored.`)).toBeVisible();

  const viewer = await signedInPage("viewer");
  await viewer.goto(`/deployments?q=${encodeURIComponent(name)}`);
  await viewer.getByRole("link", { name }).click();
  await expect(viewer.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(viewer.getByRole("link", { name: "Edit deployment" })).toHaveCount(0);
});

test("a field of the organization's own appears in the form, is checked, and is shown on the page", async ({
  signedInPage,
}) => {
  const lead = await signedInPage("security_lead");
  const label = `Reviews ${mark()}`;
  await lead.goto("/settings/fields");
  await untilHydrated(lead, "main button");
  await lead.getByRole("button", { name: "Add a field" }).first().click();
  const dialog = lead.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill(label);
  await dialog.getByRole("combobox", { name: "Takes" }).click();
  await lead.getByRole("option", { name: "Number" }).click();
  await dialog.getByRole("checkbox", { name: "Components" }).check();
  await dialog.getByRole("button", { name: "Add field" }).click();
  await expect(lead.getByText(`${label} added.`)).toBeVisible();
  await expectAccessible(lead);

  const name = `Library ${mark()}`;
  await openForm(lead, "/components/new");
  await lead.getByRole("textbox", { name: "Name" }).fill(name);
  await lead.getByRole("textbox", { name: label }).fill("4");
  await lead.getByRole("button", { name: "Register component" }).click();
  await expect(lead.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(lead.getByText(label)).toBeVisible();

  await lead.goto("/settings/fields");
  await untilHydrated(lead, "main button");
  await lead.getByRole("button", { name: `Archive ${label}` }).click();
  await lead.getByRole("dialog").getByRole("button", { name: "Archive field" }).click();
  await expect(lead.getByText(`${label} archived.`)).toBeVisible();
  await openForm(lead, "/components/new");
  await expect(lead.getByRole("textbox", { name: label })).toHaveCount(0);
});
