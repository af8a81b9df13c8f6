import { randomBytes } from "node:crypto";
import { expect, type APIRequestContext, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { test } from "../support/test.ts";

const mark = () => randomBytes(4).toString("hex");

type Thing = { type: string; id: string; name: string; slug: string };

async function post<Answer>(http: APIRequestContext, path: string, data: object): Promise<Answer> {
  const answer = await http.post(`/api/v1${path}`, { data });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return (await answer.json()) as Answer;
}

const link = (relation: string, { type, id }: Thing) => ({ relation, type, id });

/** A dataset, a model trained on its version, a base built upon, and what runs and uses them; all of one mark. */
async function supplyChain(http: APIRequestContext) {
  const word = mark();
  const asset = async (kind: string, name: string, more: object = {}): Promise<Thing> => ({
    ...(await post<Thing>(http, "/assets", { kind, name: `${name} ${word}`, ...more })),
    type: kind,
  });
  const data = await asset("dataset", "Payments", { sensitivity: "restricted" });
  const may = await asset("dataset_version", "May", { parentId: data.id, facts: { label: "2026-05" } });
  const model = {
    ...(await post<Thing>(http, "/models", { name: `Fraud ${word}`, kind: "predictive" })),
    type: "model",
  };
  const versionOf = async (label: string, links: object[]): Promise<Thing> => ({
    ...(await post<Thing>(http, `/models/${model.id}/versions`, { label, links })),
    type: "model_version",
  });
  const version = await versionOf("2.1.0", [link("trained_on", may)]);
  const desk = await asset("system", "Desk", { ownerId: null, links: [link("made_of", model)] });
  const api = await asset("deployment", "API", {
    links: [link("runs", version), link("serves", desk)],
    facts: { status: "live", environment: "production" },
  });
  return { word, data, may, model, version, desk, api };
}

/** The node of the drawing that shows this thing. */
const drawn = (page: Page, { id }: Thing): Locator => page.locator(`[data-node="${id}"]`);

test("somebody asks what a poisoned dataset affects, in one click, as a list with owners and as a file", async ({
  signedInPage,
  api,
}) => {
  const { word, data, desk, api: deployment } = await supplyChain(await api("model_owner"));
  const page = await signedInPage("security_lead");
  await page.goto("/lineage");
  await expect(page.getByRole("heading", { level: 2, name: "Follow anything through the inventory" })).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel(/Choose a model/).fill(`Payments ${word}`);
  await page.getByRole("option", { name: `Payments ${word}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Lineage of Payments ${word}` })).toBeVisible();
  await expect(drawn(page, data)).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "If this is compromised, what is affected?" }).click();
  await expect(page).toHaveURL(new RegExp(`of=${data.id}&direction=down&tab=list$`));
  await expect(page.getByText(`If Payments ${word} is compromised, 5 things are affected:`)).toContainText(
    "1 deployment (which is live), 1 AI system, 1 model version, 1 model and 1 dataset version.",
  );
  await expect(page.getByText("Nobody answers for 1 of them.")).toBeVisible();
  const live = page.getByRole("table", { name: "Live deployments" });
  await expect(live.getByRole("row", { name: new RegExp(`API ${word}`) })).toContainText("Deployment, production");
  await expect(page.getByRole("table").first()).toHaveAccessibleName("Live deployments");
  await expect(live.getByRole("link", { name: deployment.name })).toHaveAttribute(
    "href",
    `/deployments/${deployment.slug}`,
  );
  await expect(page.getByRole("table", { name: "AI systems" }).getByRole("row", { name: desk.name })).toContainText(
    "Nobody",
  );
  await expectAccessible(page);
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  expect((await saved).suggestedFilename()).toBe(`lineage-${data.slug}.csv`);
});

test("somebody walks the drawing with the keyboard and opens what they stand on", async ({ signedInPage, api }) => {
  const { may, version, api: deployment, model } = await supplyChain(await api("model_owner"));
  const page = await signedInPage("viewer");
  await page.goto(`/lineage?of=${may.id}&direction=down`);
  await drawn(page, may).focus();
  await page.keyboard.press("ArrowRight");
  await expect(drawn(page, version)).toBeFocused();
  await page.keyboard.press("ArrowRight");
  const [first, second] = [drawn(page, deployment), drawn(page, model)];
  await expect(first.or(second).and(page.locator(":focus"))).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(drawn(page, version)).toBeFocused();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary", { name: new RegExp(`${model.name} 2.1.0`) });
  await expect(panel).toContainText("1 link downstream, by “trained on”");
  await expect(panel.getByRole("link", { name: "Open its page" })).toHaveAttribute(
    "href",
    `/models/${model.slug}/versions/2.1.0`,
  );
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(drawn(page, version)).toBeFocused();

  await page.getByRole("link", { name: "Only upstream" }).click();
  await expect(page.getByText(/rests on 1 thing: 1 dataset\./)).toBeVisible();
});

test("on a phone and in the dark the drawing and the list fit", async ({ signedInPage, api }) => {
  const { version } = await supplyChain(await api("model_owner"));
  const page = await signedInPage("viewer");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  for (const tab of ["", "&tab=list"]) {
    await page.goto(`/lineage?of=${version.id}${tab}`);
    await expect(page.getByRole("link", { name: "Both directions" })).toBeVisible();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBe(0);
    await expectAccessible(page);
  }
});

test("an auditor asks what was live before and after a deployment stopped, and follows it to its entry", async ({
  signedInPage,
  api,
}) => {
  const http = await api("model_owner");
  const { word, api: deployment, model } = await supplyChain(http);
  const read = async (): Promise<string> =>
    ((await (await http.get("/api/v1/lineage/live?limit=1")).json()) as { time: string }).time;
  const before = await read();
  const change = { expectedVersion: 1, facts: { status: "stopped" } };
  expect((await http.patch(`/api/v1/assets/${deployment.id}`, { data: change })).ok()).toBe(true);

  const page = await signedInPage("auditor");
  await page.goto(`/lineage/live?time=${encodeURIComponent(before)}`);
  const row = page.getByRole("row", { name: new RegExp(`API ${word}`) });
  await expect(row).toContainText(`${model.name} 2.1.0`);
  await expect(row).toContainText("Live");
  await expectAccessible(page);
  await row.getByRole("link", { name: /^Entry/ }).click();
  await expect(page).toHaveURL(/\/audit\/[0-9a-f-]{36}$/);

  await page.goto("/lineage/live");
  await expect(page.getByText(/deployments? (is|are) live now\./)).toBeVisible();
  await expect(row).toHaveCount(0);
  await page.getByLabel("Zone").selectOption("UTC");
  await page.getByLabel("Date and time").fill("2020-01-01T00:00:30");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByText("No deployments were live on")).toBeVisible();
});
