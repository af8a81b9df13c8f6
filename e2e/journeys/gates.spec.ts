import { randomBytes } from "node:crypto";
import { expect, type APIRequestContext, type Page } from "@playwright/test";
import { createKey } from "../support/accounts.ts";
import { expectAccessible } from "../support/accessible.ts";
import { test } from "../support/test.ts";

const mark = () => randomBytes(4).toString("hex");

async function post<Answer extends { id: string }>(
  http: APIRequestContext,
  path: string,
  data: object,
): Promise<Answer> {
  const answer = await http.post(`/api/v1${path}`, { data });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return (await answer.json()) as Answer;
}

type Made = { slug: string; id: string; dataId: string; gate: string; version: string };

/** A released version in validation, of an internal model, with everything that the gate to deployment computes. */
async function readyVersion(http: APIRequestContext): Promise<Made> {
  const name = `Gated ${mark()}`;
  const model = await post<{ id: string; slug: string }>(http, "/models", {
    name,
    kind: "predictive",
    sensitivity: "confidential",
    purpose: "Scores payments.",
  });
  const facts = { source: "Own ledger", licence: "proprietary", personalData: "yes" };
  const dataset = await post(http, "/assets", { kind: "dataset", name: `Payments ${name}`, facts });
  const data = await post(http, "/assets", {
    kind: "dataset_version",
    name: `May ${name}`,
    parentId: dataset.id,
    facts: { label: "2026-05", digest: "d".repeat(64), validation: "passed" },
  });
  const made = await post<{ id: string; version: number }>(http, `/models/${model.id}/versions`, {
    label: "2.1.0",
    stage: "data_sourcing",
    links: [{ relation: "trained_on", type: "dataset_version", id: data.id }],
  });
  const place = `/models/${model.slug}/versions/2.1.0`;
  return { slug: model.slug, id: model.id, dataId: data.id, gate: `${place}/gates/training`, version: made.id };
}

async function attest(page: Page, title: string, statement: string): Promise<void> {
  await page.getByRole("button", { name: `Attest: ${title}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").first().fill(statement);
  await dialog.getByRole("checkbox", { name: /Review of the data/ }).check();
  await dialog.getByRole("button", { name: "Attest" }).click();
  await expect(dialog).toBeHidden();
}

async function approve(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Approve", exact: true }).click();
  await expect(page.getByText("Approved.").first()).toBeVisible();
}

test("request, refused self-approval, approval by another, evidence changes, void; asked again, approved, moved", async ({
  api,
  signedInPage,
}) => {
  test.setTimeout(180_000);
  const http = await api("security_lead");
  const made = await readyVersion(http);
  const evidence = await post(http, "/evidence/links", {
    entityType: "model_version",
    entityId: made.version,
    title: "Review of the data",
    url: "https://e2e.example/review",
  });

  const key = await createKey(["gate:read"]);
  const check = async (): Promise<{ pass: boolean; approved: boolean; reasons: { criterion: string }[] }> => {
    const headers = { authorization: `Bearer ${key}` };
    const answer = await http.post(`/api/v1${made.gate}/check`, { headers });
    expect(answer.status()).toBe(200);
    return (await answer.json()) as { pass: boolean; approved: boolean; reasons: { criterion: string }[] };
  };
  expect(await check()).toMatchObject({ pass: false, approved: false });

  const page = await signedInPage("contributor");
  await page.goto(made.gate);
  await expect(page.getByText(/criteria block this gate/)).toBeVisible();
  await expectAccessible(page);
  await attest(page, "The data may be used for this purpose", "Terms of all sources read.");
  await attest(page, "Training runs in a controlled, isolated environment", "Runs in the closed cluster.");
  expect(await check()).toMatchObject({ pass: true, approved: false });

  const lead = await signedInPage("security_lead");
  await lead.goto(made.gate);
  await lead.getByRole("button", { name: "Ask for this gate" }).click();
  await lead.getByRole("dialog").getByRole("button", { name: "Ask", exact: true }).click();
  await expect(lead.getByText("You asked for it, so somebody else decides.")).toBeVisible();
  await expect(lead.getByRole("button", { name: "Approve", exact: true })).toHaveCount(0);
  const asked = (await (await http.get(`/api/v1${made.gate}`)).json()) as { digest: string; request: { id: string } };
  const own = await http.post(`/api/v1/gates/requests/${asked.request.id}/approve`, { data: { digest: asked.digest } });
  expect(own.status()).toBe(403);

  const administrator = await signedInPage("administrator");
  await administrator.goto(made.gate);
  await expectAccessible(administrator);
  await approve(administrator);
  expect(await check()).toMatchObject({ pass: true, approved: true });

  const withdrawn = await http.post(`/api/v1/evidence/${evidence.id}/withdraw`, { data: { reason: "Wrong file." } });
  expect(withdrawn.ok()).toBe(true);
  await lead.goto(made.gate);
  await expect(lead.getByText("The approval no longer holds")).toBeVisible();
  await lead.getByRole("button", { name: "Move to training" }).click();
  await lead.getByRole("dialog").getByRole("button", { name: "Move version" }).click();
  await expect(lead.getByText(/The approval is void/)).toBeVisible();
  await expect(lead.getByText("Void", { exact: true })).toBeVisible();
  expect(await check()).toMatchObject({ pass: false, approved: false });

  await post(http, "/evidence/links", {
    entityType: "model_version",
    entityId: made.version,
    title: "Review of the data, the right one",
    url: "https://e2e.example/right",
  });
  await page.goto(made.gate);
  await attest(page, "The data may be used for this purpose", "Terms of all sources read.");
  await attest(page, "Training runs in a controlled, isolated environment", "Runs in the closed cluster.");
  await lead.goto(made.gate);
  await lead.getByRole("button", { name: "Ask for this gate" }).click();
  await lead.getByRole("dialog").getByRole("button", { name: "Ask", exact: true }).click();
  await expect(lead.getByText("A decision is asked for")).toBeVisible();
  await administrator.goto(made.gate);
  await approve(administrator);
  await lead.goto(made.gate);
  await lead.getByRole("button", { name: "Move to training" }).click();
  await lead.getByRole("dialog").getByRole("button", { name: "Move version" }).click();
  await expect(lead.getByText("Now in training")).toBeVisible();
  await lead.goto(`/models/${made.slug}`);
  await expect(lead.getByText(/Next gate: validation/)).toBeVisible();
  await expectAccessible(lead);
});

test("a version found in operation is shown without a valid gate on model, version, list and board", async ({
  api,
  signedInPage,
}) => {
  const http = await api("model_owner");
  const name = `Found ${mark()}`;
  const { slug, id } = await post<{ id: string; slug: string }>(http, "/models", { name, kind: "predictive" });
  await post(http, `/models/${id}/versions`, { label: "1.0", stage: "operation" });
  const page = await signedInPage("viewer");
  const places = [`/models/${slug}`, `/models/${slug}?tab=versions`, `/models/${slug}/versions/1.0`, "/models/board"];
  for (const place of places) {
    await page.goto(place);
    await expect(page.getByText(/perat(es|ing) without a valid gate/).first(), place).toBeVisible();
  }
  await expectAccessible(page);
});

test("a security lead switches a criterion off and adds one; the gate follows", async ({ api, signedInPage }) => {
  const page = await signedInPage("security_lead");
  const title = `House rule ${mark()}`;
  await page.goto("/settings/gates");
  await page.getByRole("button", { name: "Add a criterion" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "What must be so" }).fill(title);
  await dialog.getByRole("checkbox", { name: "Retired" }).check();
  await dialog.getByRole("button", { name: "Add criterion" }).click();
  await page.getByRole("button", { name: "Save criteria" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Reason" }).fill("As decided.");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /Save as version/ })
    .click();
  await expect(page.getByText(/Criteria saved as version/)).toBeVisible();
  await expectAccessible(page);
  const http = await api("viewer");
  const policy = (await (await http.get("/api/v1/gates/policy")).json()) as {
    criteria: { title: string; own: boolean }[];
  };
  expect(policy.criteria.find((each) => each.title === title)).toMatchObject({ own: true });
});
