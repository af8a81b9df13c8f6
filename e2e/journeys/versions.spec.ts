import { expect } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { callOwn, openOwnOrganization, type OwnOrganization } from "../support/own-organization.ts";
import { test } from "../support/test.ts";

let own: OwnOrganization;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  own = await openOwnOrganization(browser);
});

test.afterAll(async () => {
  expect(await own?.close(), "errors in the browser").toEqual([]);
});

test("a version's own fields are asked for and shown, its menu leads to its lineage, and it is shown as it was", async () => {
  test.setTimeout(120_000);
  await callOwn(own, "POST", "/fields", { label: "GPU hours", type: "number", appliesTo: ["model_version"] });
  const model = await callOwn<{ id: string; slug: string }>(own, "POST", "/models", {
    name: "Churn",
    kind: "predictive",
  });
  const documents = [{ title: "Test report", url: "https://northwind.example/report" }];
  await callOwn(own, "POST", `/models/${model.id}/versions`, { label: "1.0", tags: ["pilot"], documents });
  const before = new Date().toISOString();

  const page = await own.page();
  const address = `/models/${model.slug}/versions/1.0`;
  await page.goto(`${address}/edit`);
  await page.getByRole("textbox", { name: /^GPU hours/ }).fill("12");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Version 1.0 saved.")).toBeVisible();

  const main = page.getByRole("main");
  await expect(main.getByText("GPU hours")).toBeVisible();
  await expect(main.getByText("12", { exact: true })).toBeVisible();
  await expect(main.getByText("pilot")).toBeVisible();
  await expect(main.getByRole("link", { name: "Test report" })).toHaveAttribute("href", documents[0]?.url ?? "");
  await expectAccessible(page);

  await page.goto(`${address}?${new URLSearchParams({ at: before }).toString()}`);
  const past = page.getByRole("region", { name: /^As it was on / });
  await expect(past).toContainText("It changed on");
  await expect(past).not.toContainText("GPU hours");
  await expectAccessible(page);
  await past.getByRole("link", { name: "Show it as it is now" }).click();
  await expect(past).toHaveCount(0);

  await page.getByRole("button", { name: /^More/ }).click();
  await page.getByRole("menuitem", { name: "If this is compromised, what is affected?" }).click();
  await expect(page).toHaveURL(/\/lineage\?of=/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Churn 1.0");
});
