import { randomBytes } from "node:crypto";
import { expect } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { watchContext } from "../support/console-guard.ts";
import { startProduct } from "../support/product.ts";
import { untilHydrated } from "../support/sign-in.ts";
import { test } from "../support/test.ts";

const card = `---
license: apache-2.0
language:
  - en
  - de
library_name: transformers
pipeline_tag: text-classification
base_model: harbour-lab/sentence-base
datasets:
  - harbour/complaints-2025
metrics:
  - f1
  - accuracy
tags:
  - complaints
  - triage
co2_eq_emissions: 12.5
---

# Complaint triage

Sorts letters of complaint by **what they are about**, so that the right team answers them.

## Intended uses & limitations

Sorting of English and German letters, with a person who reads each of them. Not for decisions about a customer.

### Limitations

Letters under twenty words are often sorted wrongly. Dialects are not covered.

## Training data

Twelve thousand letters of 2025, names removed.
`;

test.setTimeout(180_000);

test("a fresh start: set-up link, organization, a real model card, its model, and the entry in the trail", async ({
  browser,
}) => {
  const product = await startProduct();
  try {
    await expect.poll(() => product.output()).toMatch(/\/setup\?token=\S+/);
    const link = /http:\/\/\S+\/setup\?token=[\w-]+/.exec(product.output())?.[0] ?? "";
    const context = await browser.newContext({ baseURL: product.url });
    const faults = await watchContext(context);
    const page = await context.newPage();

    await page.goto("/overview");
    await expect(page).toHaveURL(/\/sign-in/);
    await page.goto(link);
    await untilHydrated(page, "main form input, form input");
    await expectAccessible(page);
    await page.getByLabel("Organization").fill("Harbour Bank");
    await expect(page.getByLabel("Short name")).toHaveValue("harbour-bank");
    await page.getByLabel("Your name").fill("Noor Haddad");
    await page.getByLabel("Your e-mail address").fill("noor@harbour.example");
    await page.getByLabel("Password", { exact: true }).fill("password1234");
    await page.getByRole("button", { name: "Set up Modelkeep" }).click();
    await expect(page).toHaveURL(/\/setup/);
    await page.getByLabel("Password", { exact: true }).fill(`harbour-${randomBytes(12).toString("base64url")}`);
    await page.getByRole("button", { name: "Set up Modelkeep" }).click();
    await page.waitForURL("**/overview");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);

    await page.goto("/models/import");
    await untilHydrated(page, "main button");
    const file = { name: "README.md", mimeType: "text/markdown", buffer: Buffer.from(card) };
    await page.locator("main input[type=file]").setInputFiles(file);
    await expect(page.getByRole("heading", { level: 1, name: "Review Complaint triage" })).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Licence" })).toHaveValue("Apache-2.0");
    await page.getByRole("button", { name: "Register model" }).click();

    await expect(page).toHaveURL(/\/models\/complaint-triage$/);
    await expect(page.getByRole("heading", { level: 1, name: "Complaint triage" })).toBeVisible();
    await expect(page.getByRole("main")).toContainText("Apache-2.0");
    await expect(page.getByRole("main")).toContainText("text-classification");
    await expect(page.getByText("registered this model from a model card")).toBeVisible();
    await page.getByRole("navigation", { name: "Parts of this model" }).getByRole("link", { name: "History" }).click();
    await expect(page.getByRole("main")).toContainText("Noor Haddad");

    const model = (await (await page.request.get("/api/v1/models/complaint-triage")).json()) as { id: string };
    const trail = await page.request.get(`/api/v1/audit/entries?entityType=model&entityId=${model.id}`);
    const { items } = (await trail.json()) as {
      items: { version: number; actor: { name: string }; after: { name: string }; before: unknown }[];
    };
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      version: 1,
      before: null,
      actor: { type: "user", name: "Noor Haddad" },
      after: { name: "Complaint triage" },
    });

    const again = await context.newPage();
    await again.goto(link);
    await expect(again.getByRole("heading", { level: 1 })).toHaveText("This link does not work");
    await context.close();
    expect(faults, "errors in the browser").toEqual([]);
  } finally {
    await product.stop();
  }
});
