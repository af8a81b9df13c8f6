import { randomBytes } from "node:crypto";
import { expect } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { watchContext } from "../support/console-guard.ts";
import { given } from "../support/accounts.ts";
import { untilHydrated } from "../support/sign-in.ts";
import { test } from "../support/test.ts";

test.setTimeout(120_000);

const card = (name: string): string =>
  `---\nlicense: mit\npipeline_tag: text-classification\n---\n\n# ${name}\n\nSorts letters.\n`;

test("an imported card leaves an entry that is sealed, and that this browser verifies and sees fail", async ({
  signedInPage,
}) => {
  const page = await signedInPage("security_lead");
  const name = `Letters ${randomBytes(4).toString("hex")}`;
  await page.goto("/models/import");
  await untilHydrated(page, "main button");
  const file = { name: "README.md", mimeType: "text/markdown", buffer: Buffer.from(card(name)) };
  await page.locator("main input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Register model" }).click();
  await page.waitForURL(/\/models\/letters-/);

  // Other tests write entries all the time: this one looks at its own model's.
  const slug = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const model = (await (await page.request.get(`/api/v1/models/${slug}`)).json()) as { id: string };
  await page.goto(`/audit?entityType=model&entityId=${model.id}`);
  await untilHydrated(page, "main button");
  const row = page.locator(".mk-trail-entry", { hasText: name }).first();
  await expect(row).toContainText("registered");
  await row.getByRole("button", { name: "Show what changed" }).click();
  await expect(row).toContainText("text-classification");
  await expectAccessible(page);
  await row.getByRole("link", { name: "Proof of this entry" }).click();

  await expect(page.getByRole("heading", { name: /^Verified in this browser: / })).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  await page.getByRole("button", { name: "Change one byte" }).click();
  await page.getByRole("menuitem", { name: "In the entry" }).click();
  await expect(
    page.getByRole("heading", { name: "The proof fails: the root is not the one that was signed" }),
  ).toBeVisible();
  await page.getByRole("button", { name: "Put the byte back" }).click();
  await expect(page.getByRole("heading", { name: /^Verified in this browser: / })).toBeVisible();
  await page.getByRole("button", { name: "Prove this history" }).click();
  await expect(
    page.getByText("Checked in this browser: the one entry is the first, nothing came before it."),
  ).toBeVisible();
});

test("the browser remembers the log, and shows a rollback in red with both checkpoints", async ({ signedInPage }) => {
  const page = await signedInPage("auditor");
  await page.goto("/audit/checkpoints");
  await expect(page.getByText(/First visit of this browser|continues the one of|Same log of/)).toBeVisible({
    timeout: 20_000,
  });
  await expectAccessible(page);
  const key = await page.evaluate(() => Object.keys(localStorage).find((each) => each.startsWith("modelkeep.trail.")));
  expect(key).toBeDefined();

  const larger = await page.evaluate(async () => {
    const health = (await (await fetch("/api/v1/audit/health")).json()) as { logUrl: string };
    return (await fetch(`${new URL(health.logUrl).pathname}/checkpoint`)).text();
  });
  const forged = larger.replace(/\n(\d+)\n/, (_all, size: string) => `\n${String(Number(size) + 7)}\n`);
  await page.evaluate(
    ([at, note]) => {
      const kept = JSON.parse(localStorage.getItem(at ?? "") ?? "{}") as Record<string, unknown>;
      localStorage.setItem(
        at ?? "",
        JSON.stringify({ ...kept, note: btoa(String.fromCharCode(...new TextEncoder().encode(note))) }),
      );
    },
    [key, forged] as const,
  );
  await page.reload();
  await expect(page.getByText("This log contradicts what this browser saw before")).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("button", { name: "Download what was seen" })).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download what is shown" }).click();
  expect((await download).suggestedFilename()).toBe("checkpoint-shown.txt");
  await page.reload();
  await expect(page.getByText("The audit trail contradicts what this browser saw before.")).toBeVisible({
    timeout: 20_000,
  });
});

test("the proof is checked on plain http without a secure context", async ({ browser, session }) => {
  const { storageState } = await session("auditor");
  const port = new URL(given("MODELKEEP_E2E_URL")).port;
  const outside = `http://insecure.modelkeep.test:${port}`;
  const context = await browser.newContext({ storageState });
  await context.addInitScript(() => Reflect.deleteProperty(window, "SharedWorker"));
  const faults = await watchContext(context, [/Cross-Origin-Opener-Policy header has been ignored/]);
  const page = await context.newPage();
  // The same server under a name that is neither localhost nor https: the browser then has no crypto.subtle.
  await context.route(`${outside}/**`, async (route) => {
    if (route.request().url().endsWith("/api/v1/events")) return route.fulfill({ status: 204 });
    const url = route.request().url().replace(outside, given("MODELKEEP_E2E_URL"));
    const cookie = storageState.cookies.map((each) => `${each.name}=${each.value}`).join("; ");
    const { referer: _referer, origin: _origin, ...headers } = route.request().headers();
    const response = await route.fetch({ url, headers: { ...headers, cookie } });
    return route.fulfill({ response });
  });
  const entries = await context.request.get(`${given("MODELKEEP_E2E_URL")}/api/v1/audit/entries?limit=200`);
  const { items } = (await entries.json()) as { items: { uuid: string; state: string }[] };
  const sealed = items.find(({ state }) => state !== "committed");
  await page.goto(`${outside}/audit/${sealed?.uuid ?? ""}`);
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
  await expect(page.getByRole("heading", { name: /^Verified in this browser: / })).toBeVisible({ timeout: 20_000 });
  expect(faults).toEqual([]);
  await context.unrouteAll({ behavior: "ignoreErrors" });
  await context.close();
});
