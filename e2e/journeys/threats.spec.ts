import { expect } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { given, newAccount } from "../support/accounts.ts";
import { callOwn, openOwnOrganization, type OwnOrganization } from "../support/own-organization.ts";
import { signIn } from "../support/sign-in.ts";
import { test } from "../support/test.ts";

let own: OwnOrganization;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  own = await openOwnOrganization(browser);
});

test.afterAll(async () => {
  expect(await own?.close(), "errors in the browser").toEqual([]);
});

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A page of a contributor of the same organization. */
async function contributorPage(browser: Browser): Promise<Page> {
  const { name, email, password } = newAccount("contributor");
  await callOwn(own, "POST", "/users", { name, email, password, role: "contributor" });
  const context = await browser.newContext({ baseURL: given("MODELKEEP_E2E_URL") });
  const page = await context.newPage();
  await signIn(page, { email, password });
  return page;
}

type Diagram = { id: string; content: { elements: { id: string; kind: string; name: string }[] } };
type ThreatModel = { id: string; slug: string; diagrams: { id: string }[] };

test("from a template to ranked threats, a risk accepted by a second person, and the model's page", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const model = await callOwn<{ slug: string }>(own, "POST", "/models", { name: "Support bot", kind: "generative" });
  const page = await contributorPage(browser);

  await page.goto("/threat-models");
  await expect(page.getByRole("heading", { name: "Draw a system and see what can go wrong" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Start from a template" }).click();
  await expect(page.getByRole("radio", { name: "RAG assistant" })).toBeChecked();
  await page.getByRole("textbox", { name: "Name" }).fill("Support assistant");
  await page.getByRole("combobox", { name: "What it looks at" }).fill("Supp");
  await page.getByRole("option", { name: /^Support bot · Model/ }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Start threat model" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Support assistant" })).toBeVisible();
  await expectAccessible(page);

  const made = await callOwn<ThreatModel>(own, "GET", "/threat-models/support-assistant");
  const diagramId = made.diagrams[0]?.id ?? "";
  const diagram = await callOwn<Diagram>(own, "GET", `/diagrams/${diagramId}`);
  const store = diagram.content.elements.find(({ kind }) => kind === "rag_store");
  const decide = (libraryId: string, severity: string) =>
    callOwn<{ id: string; title: string }>(own, "POST", `/threat-models/${made.id}/decisions`, {
      diagramId,
      libraryId,
      targetId: store?.id,
      decision: "accepted",
      severity,
      because: [{ predicate: "node.rag", words: "It is read by a model" }],
    });
  const low = await decide("AIT-001", "low");
  const high = await decide("AIT-002", "high");

  await page.goto("/threats");
  const rows = page.getByRole("table", { name: "open threats" }).getByRole("link");
  await expect(rows).toHaveText([new RegExp(high.title), new RegExp(low.title)]);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Heat map" }).click();
  await expect(page.getByText(/techniques of MITRE ATLAS .* were looked at/)).toBeVisible();
  await expectAccessible(page);

  await page.goto(`/threats/${high.id}`);
  await expect(page.getByText("It is read by a model")).toBeVisible();
  await page
    .getByRole("table", { name: "Without mitigations" })
    .getByRole("button", { name: "Almost certain, Severe: critical" })
    .click();
  await expect(page.getByRole("button", { name: "Almost certain, Severe: critical" }).first()).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await page.getByRole("textbox", { name: "What is done against it" }).fill("Sign what goes into the index");
  await page.getByRole("button", { name: "Add mitigation" }).click();
  await expect(page.getByText("0 of 1 in place")).toBeVisible();
  await page.getByRole("textbox", { name: "Comment" }).fill("Who owns the index?");
  await page.getByRole("button", { name: "Add comment" }).click();
  await expect(page.getByRole("list").getByText("Who owns the index?")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Ask to accept the risk" }).click();
  const dialog = page.getByRole("dialog", { name: "Ask to accept the risk" });
  await dialog.getByRole("textbox", { name: "Why the risk can be lived with" }).fill("The index is internal");
  await dialog.getByLabel("Until").fill(inDays(60));
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Ask to accept" }).click();
  await expect(page.getByText(/asks to accept this risk until/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Accept the risk" })).toHaveCount(0);

  const lead = await own.page();
  await lead.goto("/my-work");
  await lead.getByRole("link", { name: "Open threat" }).first().click();
  await lead.getByRole("button", { name: "Accept the risk" }).click();
  await lead.getByRole("dialog").getByRole("button", { name: "Accept the risk" }).click();
  await expect(lead.getByText(/The risk is accepted until/)).toBeVisible();
  await lead.getByRole("link", { name: /^History/ }).click();
  await expect(lead.getByRole("link", { name: "Proof" }).first()).toBeVisible();
  await expectAccessible(lead);

  await lead.goto(`/models/${model.slug}?tab=threats`);
  await expect(lead.getByRole("link", { name: "Support assistant" })).toBeVisible();
  await expect(lead.getByRole("link", { name: low.title })).toBeVisible();
  await expectAccessible(lead);
  await page.context().close();
});
