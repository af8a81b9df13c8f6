import { randomBytes } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { untilHydrated } from "../support/sign-in.ts";
import { test } from "../support/test.ts";

const mark = () => randomBytes(4).toString("hex");

const cardOf = (name: string) => `---
license: apache-2.0
language: [en, sv]
pipeline_tag: summarization
tags: [summarization, letters]
house_field: 42
model-index:
- name: letters
  results:
  - task: {type: summarization}
    dataset: {type: acme/letters, name: Letters of 2025}
    metrics: [{type: rouge, name: Rouge-1, value: 22.2046}]
---
# ${name}

Shortens letters. <script>window.hacked = true</script> <img src="http://127.0.0.1:9/x.png" onerror="window.hacked = true">

![picture](http://127.0.0.1:9/remote.png)

## Intended uses

Reading *many* letters quickly.

## Limitations

It drops **numbers**.
`;

async function dropCard(page: Page, text: string): Promise<void> {
  await page.goto("/models/import");
  await untilHydrated(page, "main button");
  const file = { name: "README.md", mimeType: "text/markdown", buffer: Buffer.from(text) };
  await page.locator("main input[type=file]").setInputFiles(file);
}

test("a model card becomes a model: dropped, reviewed with every origin, saved, with its history", async ({
  signedInPage,
}) => {
  const page = await signedInPage("contributor");
  const name = `Letters ${mark()}`;
  const slug = name.toLowerCase().replaceAll(" ", "-");
  await dropCard(page, cardOf(name));

  await expect(page.getByRole("heading", { level: 1, name: `Review ${name}` })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("front matter, line 2");
  await expect(page.getByRole("main")).toContainText("section “Intended uses”");
  await expect(page.getByText("assumed, please check").first()).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Licence" })).toHaveValue("Apache-2.0");
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Team" }).fill("Post room");
  await page.getByRole("button", { name: "Register model" }).click();

  await expect(page).toHaveURL(new RegExp(`/models/${slug}$`));
  await expect(page.getByText("registered this model from a model card")).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Post room");

  await page.getByRole("navigation", { name: "Parts of this model" }).getByRole("link", { name: "Card" }).click();
  await expect(page.getByRole("main")).toContainText("22.2046");
  await expect(page.getByRole("main")).toContainText("house_field");
  await expect(page.getByRole("main")).toContainText("<script>window.hacked = true</script>");
  await expect(page.getByRole("main").locator("img, script, iframe")).toHaveCount(0);
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  await expectAccessible(page);

  await dropCard(page, cardOf(name));
  await expect(page.getByText("Nothing to change")).toBeVisible();
  await dropCard(page, cardOf(name).replace("apache-2.0", "mit"));
  await expect(page.getByText("This model is in the inventory already")).toBeVisible();
  await page.getByRole("button", { name: "Update model" }).click();
  await expect(page.getByText("imported a newer model card: changed licence from Apache-2.0 to MIT")).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Post room");
});

test("a card is pasted, and one without a name gets its name in the review", async ({ signedInPage }) => {
  const page = await signedInPage("contributor");
  await page.goto("/models/import");
  await untilHydrated(page, "main button");
  await page.getByRole("button", { name: "Paste text" }).click();
  await page
    .getByRole("textbox", { name: "Paste a model card" })
    .fill(`---\nlicense: mit\nx: ${mark()}\n---\nJust text.\n`);
  await page.getByRole("button", { name: "Read it" }).click();
  await expect(page.getByText("The card names no model")).toBeVisible();
  await page.getByRole("button", { name: "Register model" }).click();
  await expect(page.getByText("Give the model a name.").first()).toBeVisible();
  const name = `Named ${mark()}`;
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("textbox", { name: "Address" }).fill(name.toLowerCase().replaceAll(" ", "-"));
  await page.getByRole("button", { name: "Register model" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
});

test("a bill of materials becomes records and links: reviewed, one left out, applied, and the same again", async ({
  signedInPage,
}) => {
  const page = await signedInPage("contributor");
  const word = mark();
  const component = (name: string, more: object = {}) => ({ type: "library", "bom-ref": name, name, ...more });
  const bom = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    components: [
      { type: "machine-learning-model", "bom-ref": "m", name: `Bom model ${word}`, version: "2.1.0" },
      component(`left-out-${word}`, { version: "1" }),
      component(`library-${word}`, { version: "3.0", purl: `pkg:pypi/library-${word}@3.0` }),
    ],
    dependencies: [{ ref: "m", dependsOn: [`library-${word}`] }],
  };
  const dropBom = async (): Promise<void> => {
    await page.goto("/models/import");
    await untilHydrated(page, "main button");
    const file = { name: "bom.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(bom)) };
    await page.locator("main input[type=file]").setInputFiles(file);
    await expect(page.getByRole("heading", { level: 1, name: "Review CycloneDX BOM" })).toBeVisible();
  };
  await dropBom();
  await expect(page.getByRole("list", { name: "Records of the file" }).getByRole("listitem")).toHaveCount(4);
  await page.getByRole("checkbox", { name: `Import left-out-${word} 1` }).uncheck();
  await page.getByRole("button", { name: `Bom model ${word} 2.1.0` }).click();
  await expect(page.getByText("1 link added.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Apply 3 records" }).click();
  await expect(page.getByText("This import is applied").first()).toBeVisible();

  await page.goto(`/models/bom-model-${word}/versions/2.1.0`);
  await expect(page.getByRole("main")).toContainText(`library-${word}`);
  await page.goto(`/components?q=${word}`);
  await expect(page.getByRole("main")).toContainText(`library-${word}`);
  await expect(page.getByRole("main")).not.toContainText(`left-out-${word}`);

  await dropBom();
  await expect(page.getByRole("button", { name: "Apply 1 record" })).toBeVisible();
});

test.describe("what cannot be read", () => {
  test.use({ toleratedConsole: [/status of 422/] });

  test("is refused with the line, and nothing is lost", async ({ signedInPage }) => {
    const page = await signedInPage("contributor");
    await dropCard(page, "---\nlicense: mit\ntags: [a\n---\n# X\n");
    await expect(page.getByText("This file cannot be read")).toBeVisible();
    await dropCard(page, "\u0000\u0001binary");
    await expect(page.getByText("not a text file")).toBeVisible();
  });
});

test("the import door answers over HTTP: preview, apply, 415, 413, 422, and again changes nothing", async ({ api }) => {
  const request = await api("contributor");
  const send = (path: string, data: string | Buffer, type = "text/markdown") =>
    request.post(`/api/v1/imports/${path}`, { data, headers: { "content-type": type } });
  const card = cardOf(`Door ${mark()}`);
  const preview = (await (await send("model-card", card)).json()) as { id: string; creates: number };
  expect(preview.creates).toBe(1);
  const applied = await request.post(`/api/v1/imports/${preview.id}/apply`, { data: {} });
  expect(await applied.json()).toMatchObject({ creates: 1 });
  expect(await (await send("model-card?apply=true", card)).json()).toMatchObject({ creates: 0, keeps: 1 });
  expect((await send("model-card", "{}", "application/json")).status()).toBe(415);
  expect((await send("model-card", Buffer.alloc(20_000_000, "a"))).status()).toBe(413);
  const broken = await send("model-card", "---\na: [\n---\n");
  expect(broken.status()).toBe(422);
  expect(await broken.json()).toMatchObject({
    code: "unprocessable",
    errors: [{ line: expect.any(Number) as unknown }],
  });
  expect((await send("no-such-format", "x")).status()).toBe(404);
  expect(
    (
      await (
        await api("viewer")
      ).post("/api/v1/imports/model-card", { data: card, headers: { "content-type": "text/markdown" } })
    ).status(),
  ).toBe(403);
});
