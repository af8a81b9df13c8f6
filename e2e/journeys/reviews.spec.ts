import { expect } from "@playwright/test";
import type { APIRequestContext, Browser } from "@playwright/test";
import { makeElement, makeFlow, makeZone } from "@/lib/graph/testing/make.ts";
import { expectAccessible } from "../support/accessible.ts";
import { given, newAccount } from "../support/accounts.ts";
import { callOwn, openOwnOrganization, type OwnOrganization } from "../support/own-organization.ts";
import { httpWith, signInOverHttp } from "../support/sign-in.ts";
import { test } from "../support/test.ts";

let own: OwnOrganization;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  own = await openOwnOrganization(browser);
});

test.afterAll(async () => {
  expect(await own?.close(), "errors in the browser").toEqual([]);
});

const id = (last: number): string => `00000000-0000-7000-8000-${String(last).padStart(12, "0")}`;
const [zone, customer, endpoint, data, asks, reads] = [1, 2, 3, 4, 5, 6].map(id) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const add = (part: string, value: object) => ({ do: "add", part, value });
const operations = [
  add("zone", makeZone({ id: zone, name: "Production", trust: 3 })),
  add("element", makeElement({ id: customer, kind: "actor", name: "Customer", x: -240 })),
  add("element", makeElement({ id: endpoint, kind: "inference_endpoint", name: "Scoring", zoneId: zone })),
  add("element", makeElement({ id: data, kind: "dataset", name: "Payments", zoneId: zone, y: 120 })),
  add("flow", makeFlow({ id: asks, sourceId: customer, targetId: endpoint, name: "payment" })),
  add("flow", makeFlow({ id: reads, sourceId: endpoint, targetId: data, name: "history" })),
];

type Person = { page: Awaited<ReturnType<OwnOrganization["page"]>>; api: APIRequestContext };

async function contributor(browser: Browser): Promise<Person> {
  const { name, email, password } = newAccount("contributor");
  await callOwn(own, "POST", "/users", { name, email, password, role: "contributor" });
  const baseURL = given("MODELKEEP_E2E_URL");
  const storageState = await signInOverHttp(baseURL, { email, password });
  const context = await browser.newContext({ storageState, baseURL });
  return { page: await context.newPage(), api: await httpWith(baseURL, storageState) };
}

async function post<Answer>({ api }: Person, path: string, body: object): Promise<Answer> {
  const answer = await api.post(`/api/v1${path}`, { data: body });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return (await answer.json()) as Answer;
}

type Gate = { criteria: { criterion: { id: string }; state: string; why: string; blocking: boolean }[] };

test("submitted, approved by somebody else, changed, stale with the reason, and the gate says so", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const maker = await contributor(browser);
  const name = "Card fraud";
  const model = await callOwn<{ id: string; slug: string }>(own, "POST", "/models", {
    name,
    kind: "predictive",
    sensitivity: "confidential",
  });
  const version = await callOwn<{ id: string }>(own, "POST", `/models/${model.id}/versions`, {
    label: "2.1.0",
    stage: "validation",
  });
  const made = await post<{ id: string; slug: string; diagrams: { id: string }[] }>(maker, "/threat-models", {
    name,
    scope: [{ type: "model_version", id: version.id }],
    diagrams: [{ name: "Overview", operations }],
  });
  const gate = `/models/${model.slug}/versions/2.1.0/gates/deployment`;
  const criterion = async () => {
    const { criteria } = await callOwn<Gate>(own, "GET", gate);
    return criteria.find((one) => one.criterion.id === "threat-model-approved");
  };
  expect(await criterion()).toMatchObject({ state: "open", blocking: true });

  const { page } = maker;
  await page.goto(`/threat-models/${made.slug}?tab=review`);
  await expect(page.getByText("Nobody has reviewed it.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Submit for review" }).click();
  const dialog = page.getByRole("dialog", { name: "Submit for review" });
  await dialog.getByRole("textbox").fill("All of scoring is drawn.");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByText("A version waits for a decision.")).toBeVisible();
  await expect(page.getByText("You submitted it. Somebody else has to approve it.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve version 1" })).toHaveCount(0);

  const lead = await own.page();
  await lead.goto("/my-work");
  await expect(lead.getByText(/^Decide on version 1 of the threat model Card fraud/).first()).toBeVisible();
  await lead.goto(`/threat-models/${made.slug}?tab=review`);
  await expect(lead.getByText("All of scoring is drawn.")).toBeVisible();
  await lead.getByRole("button", { name: "Approve version 1" }).click();
  await expectAccessible(lead);
  await lead.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await expect(lead.getByText(/nothing it rests on changed since/)).toBeVisible();
  expect(await criterion()).toMatchObject({ state: "satisfied" });

  await post(maker, `/diagrams/${made.diagrams[0]?.id ?? ""}/operations`, {
    batchId: id(99),
    operations: [{ do: "set", part: "flow", id: asks, set: { name: "anything" } }],
  });
  await lead.reload();
  await expect(lead.getByText("It was approved, and the approval no longer stands:")).toBeVisible();
  await expect(lead.getByRole("listitem").filter({ hasText: "anything" }).first()).toBeVisible();
  await expect(lead.getByRole("heading", { name: "What changed" })).toBeVisible();
  await expectAccessible(lead);
  expect(await criterion()).toMatchObject({ state: "open", blocking: true });
  await lead.goto(gate);
  await expect(lead.getByText("Its threat models are approved and still stand")).toBeVisible();
  await expect(lead.getByText(/the approval no longer stands/).first()).toBeVisible();

  await page.goto(`/threat-models/${made.slug}?tab=paths`);
  await page.getByRole("button", { name: /^Keep Customer to/ }).click();
  await expect(page.getByText("Path kept.")).toBeVisible();
  await page.getByRole("button", { name: /^Edit Customer to/ }).click();
  const editor = page.getByRole("dialog", { name: "Edit the path" });
  await editor.getByRole("textbox", { name: "Name" }).fill("Through the front door");
  await editor.getByRole("textbox", { name: "What is done" }).first().fill("Guess a key");
  await expectAccessible(page);
  await editor.getByRole("button", { name: "Save path" }).click();
  await expect(page.getByRole("heading", { name: "Through the front door" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Through the front door" })).toBeVisible();
  await expectAccessible(page);
  await maker.api.dispose();
  await page.context().close();
});
