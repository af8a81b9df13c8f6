import { expect } from "@playwright/test";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { newId } from "@/lib/kernel/ids.ts";
import { makeElement, makeFlow, makeZone } from "@/lib/graph/testing/make.ts";
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

type ThreatModel = { id: string; slug: string; diagrams: { id: string }[] };
type Diagram = { seq: number; content: { elements: { id: string; name: string; x: number }[]; flows: unknown[] } };

const [gateway, scoring, store] = [newId(), newId(), newId()];

/** A small diagram: a gateway that asks a model, and a store, in one zone. */
async function made(name: string): Promise<{ diagram: string; room: string }> {
  const zone = newId();
  const elements = [
    makeElement({ id: gateway, name: "Gateway", zoneId: zone, x: 40, y: 60 }),
    makeElement({ id: scoring, kind: "inference_endpoint", name: "Scoring", zoneId: zone, x: 260, y: 60 }),
    makeElement({ id: store, kind: "store", name: "Cases", zoneId: zone, x: 260, y: 180 }),
  ];
  const operations = [
    { do: "add", part: "zone", value: makeZone({ id: zone, name: "Production", trust: 3, width: 460, height: 280 }) },
    ...elements.map((value) => ({ do: "add", part: "element", value })),
    {
      do: "add",
      part: "flow",
      value: makeFlow({ id: newId(), sourceId: gateway, targetId: scoring, name: "features" }),
    },
  ];
  const { slug, diagrams } = await callOwn<ThreatModel>(own, "POST", "/threat-models", {
    name,
    diagrams: [{ name: "Overview", operations }],
  });
  return { diagram: diagrams[0]?.id ?? "", room: `/threat-models/${slug}/room` };
}

const read = (diagram: string) => callOwn<Diagram>(own, "GET", `/diagrams/${diagram}`);
const nameOf = async (diagram: string, id: string) =>
  (await read(diagram)).content.elements.find((element) => element.id === id)?.name;

async function contributor(browser: Browser): Promise<{ context: BrowserContext; page: Page; name: string }> {
  const { name, email, password } = newAccount("contributor");
  await callOwn(own, "POST", "/users", { name, email, password, role: "contributor" });
  const context = await browser.newContext({ baseURL: given("MODELKEEP_E2E_URL") });
  // Without a worker of its own the page's stream can be cut like its requests.
  await context.addInitScript(() => Reflect.deleteProperty(window, "SharedWorker"));
  const page = await context.newPage();
  await signIn(page, { email, password });
  return { context, page, name };
}

const element = (page: Page, name: string) => page.getByRole("img", { name: new RegExp(`^${name},`) });

const drawing = (page: Page) => page.getByRole("application", { name: /, drawn$/ });

async function rename(page: Page, from: string, to: string): Promise<void> {
  await element(page, from).click();
  await page.getByRole("tab", { name: "Details" }).click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(to);
  await page.getByRole("textbox", { name: "Name", exact: true }).press("Enter");
}

test("two people edit one diagram; one loses the connection, keeps what was typed and catches up", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const { diagram, room } = await made("Two people");
  const lena = await own.page();
  const { context, page: omar } = await contributor(browser);
  await Promise.all([lena.goto(room), omar.goto(room)]);
  await expect(element(lena, "Scoring")).toBeVisible();
  await expect(element(omar, "Scoring")).toBeVisible();
  await expect(lena.getByRole("list", { name: /^In the room besides/ }).getByRole("listitem")).toHaveCount(1);

  await rename(lena, "Scoring", "Fraud scoring");
  await expect(element(omar, "Fraud scoring")).toBeVisible();

  await context.setOffline(true);
  await rename(omar, "Cases", "Case files");
  await rename(omar, "Gateway", "Too late");
  await expect(omar.getByText(/cannot be reached. 2 changes kept in this browser/)).toBeVisible();
  await element(lena, "Gateway").click();
  await lena.getByRole("tab", { name: "Details" }).click();
  await lena.getByRole("button", { name: "Remove this element" }).click();
  await expect.poll(async () => (await read(diagram)).content.elements.length).toBe(2);
  expect(await nameOf(diagram, store)).toBe("Cases");

  await context.setOffline(false);
  await expect(omar.getByText("Everything is saved")).toBeVisible({ timeout: 30_000 });
  await expect(omar.getByText(/Not applied: This element was removed/)).toBeVisible();
  await expect(element(lena, "Case files")).toBeVisible();
  await expect(element(omar, "Gateway")).toHaveCount(0);
  const end = await read(diagram);
  expect(end.content.elements.map(({ name }) => name).sort()).toEqual(["Case files", "Fraud scoring"]);
  expect(end.content.flows).toEqual([]);
  await context.close();
});

test("what was not sent survives a reload", async ({ browser }) => {
  test.setTimeout(120_000);
  const { diagram, room } = await made("Reload");
  const { context, page } = await contributor(browser);
  await page.route("**/operations", (route) =>
    route.request().method() === "POST" ? route.abort() : route.fallback(),
  );
  await page.goto(room);
  await rename(page, "Scoring", "Kept");
  await expect(page.getByText(/1 change kept in this browser/)).toBeVisible();
  await page.unrouteAll({ behavior: "ignoreErrors" });
  expect(await nameOf(diagram, scoring)).toBe("Scoring");
  await page.reload();
  await expect(element(page, "Kept")).toBeVisible();
  await expect.poll(() => nameOf(diagram, scoring)).toBe("Kept");
  await context.close();
});

test("a drawing is made, connected, moved and undone with the keyboard alone", async () => {
  test.setTimeout(120_000);
  const { diagram, room } = await made("Keyboard");
  const page = await own.page();
  await page.goto(room);
  await expect(element(page, "Scoring")).toBeVisible();
  await drawing(page).focus();
  await page.keyboard.press("p");
  await expect.poll(async () => (await read(diagram)).content.elements.length).toBe(4);
  if (!(await page.locator(".mk-canvas input").isVisible())) await page.keyboard.press("F2");
  await page.locator(".mk-canvas input").fill("Rules");
  await page.keyboard.press("Enter");
  await expect(element(page, "Rules")).toBeVisible();
  await drawing(page).focus();
  await page.keyboard.press("f");
  await page.getByRole("textbox", { name: "Search elements to connect to" }).fill("Scor");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await read(diagram)).content.flows.length).toBe(2);
  const before = (await read(diagram)).content.elements.length;
  await drawing(page).focus();
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await read(diagram)).content.flows.length).toBe(1);
  expect((await read(diagram)).content.elements).toHaveLength(before);
});

test("everything can be done in the table, and it is accessible", async () => {
  test.setTimeout(120_000);
  const { diagram, room } = await made("As lists");
  const page = await own.page();
  await page.goto(`${room}?view=table`);
  await page.getByRole("button", { name: "Add element" }).click();
  await expect.poll(async () => (await read(diagram)).content.elements.length).toBe(4);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Drawing" }).click();
  await expect(drawing(page)).toBeVisible();
  await expect(element(page, "Scoring")).toBeVisible();
  await expectAccessible(page);
});

test("an element is dragged from the palette to its place", async () => {
  test.setTimeout(120_000);
  const { diagram, room } = await made("Palette");
  const page = await own.page();
  await page.goto(room);
  await expect(element(page, "Scoring")).toBeVisible();
  await page.getByRole("button", { name: "Add any kind" }).click();
  const target = { x: 480, y: 500 };
  await page.getByRole("button", { name: /^Guardrail/ }).dragTo(drawing(page), { targetPosition: target });
  await expect.poll(async () => (await read(diagram)).content.elements.length).toBe(4);
  await expect(element(page, "Guardrail")).toBeVisible();
  const [canvas, added] = [await drawing(page).boundingBox(), await element(page, "Guardrail").boundingBox()];
  if (canvas === null || added === null) throw new Error("the drawing and what was added are there");
  expect(Math.abs(added.x + added.width / 2 - canvas.x - target.x)).toBeLessThan(24);
  expect(Math.abs(added.y + added.height / 2 - canvas.y - target.y)).toBeLessThan(24);
});

/** How near the drawing is looked at, and which place of it is in the corner. */
async function viewOf(page: Page): Promise<{ x: number; y: number; zoom: number }> {
  const style = (await page.locator(".react-flow__viewport").getAttribute("style")) ?? "";
  const [x = 0, y = 0, zoom = 1] = [...style.matchAll(/-?[\d.]+(?=px|\))/g)].map(([number]) => Number(number));
  return { x: Math.round(-x / zoom), y: Math.round(-y / zoom), zoom };
}

test("others' cursors and selections are seen, and whoever leads takes everybody's view along", async ({ browser }) => {
  test.setTimeout(180_000);
  const { room } = await made("Together");
  const lena = await own.page();
  const { context, page: omar } = await contributor(browser);
  await Promise.all([lena.goto(room), omar.goto(room)]);
  await expect(element(lena, "Scoring")).toBeVisible();
  await element(omar, "Scoring").click();
  const [seen, outline] = [lena.locator(".mk-cursor"), lena.locator(".mk-presence-outline")];
  await expect(outline).toHaveCount(1);
  await expect(seen).toHaveCount(1);
  const [around, scored] = [await outline.boundingBox(), await element(lena, "Scoring").boundingBox()];
  expect(Math.abs((around?.x ?? 0) - (scored?.x ?? 99))).toBeLessThan(12);
  const before = await seen.getAttribute("style");
  await omar.mouse.move(500, 600, { steps: 5 });
  await expect(seen).not.toHaveAttribute("style", before ?? "");

  await lena.getByRole("button", { name: "Start a session" }).click();
  await lena.getByRole("button", { name: "Start session" }).click();
  await lena.getByRole("switch", { name: "Lead the view" }).click();
  const start = await viewOf(omar);
  await drawing(lena).focus();
  await lena.keyboard.press("+");
  await expect.poll(async () => (await viewOf(omar)).zoom, { timeout: 20_000 }).toBeCloseTo(start.zoom * 1.25, 1);
  await expect(async () => {
    const [leads, follows] = [await viewOf(lena), await viewOf(omar)];
    expect(Math.abs(follows.zoom / leads.zoom - 1)).toBeLessThan(0.1);
    expect(Math.hypot(follows.x - leads.x, follows.y - leads.y)).toBeLessThan(60);
  }).toPass({ timeout: 20_000 });
  await context.close();
});

test("a guest knocks, is let in, edits, votes without seeing others, and is out when the session ends", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const { diagram, room } = await made("With a guest");
  const lena = await own.page();
  await lena.goto(room);
  await lena.getByRole("button", { name: "Start a session" }).click();
  await expectAccessible(lena);
  await lena.getByRole("button", { name: "Start session" }).click();
  await expect(lena.getByRole("region", { name: /^Session:/ })).toBeVisible();
  await lena.getByRole("button", { name: "Guests" }).click();
  await lena.getByRole("button", { name: "Make a join link" }).click();
  const url = await lena.getByText(/\/join\?token=/).textContent();
  await lena.keyboard.press("Escape");

  const context = await browser.newContext({ baseURL: given("MODELKEEP_E2E_URL") });
  const guest = await context.newPage();
  await guest.goto(new URL(url ?? "").pathname + new URL(url ?? "").search);
  await guest.getByRole("textbox", { name: "Your name" }).fill("Vendor expert");
  await expectAccessible(guest);
  await guest.getByRole("button", { name: "Ask to be let in" }).click();
  await expect(guest.getByRole("heading", { name: "At the door" })).toBeVisible();
  expect((await guest.request.get(`/api/v1/diagrams/${diagram}`)).status()).toBe(401);

  await lena.getByRole("button", { name: "1 at the door" }).click();
  await lena.getByRole("button", { name: "Let in" }).click();
  await lena.keyboard.press("Escape");
  await expect(element(guest, "Scoring")).toBeVisible({ timeout: 20_000 });
  expect((await guest.request.get("/api/v1/models")).status()).toBe(403);
  await rename(guest, "Cases", "Vendor cases");
  await expect(element(lena, "Vendor cases")).toBeVisible();

  await element(lena, "Scoring").click();
  await lena.getByRole("button", { name: "Vote", exact: true }).click();
  await lena.getByRole("button", { name: /^Vote on/ }).click();
  await guest.getByRole("button", { name: "Vote now" }).click();
  await guest.getByRole("button", { name: "Vote", exact: true }).click();
  await expect(lena.getByText("Voted: Vendor expert.")).toBeVisible();
  await expect(lena.getByText(/^median/)).toHaveCount(0);
  await lena.getByRole("button", { name: "Show the votes" }).click();
  await expect(lena.getByText("median 3, from 3 to 3").first()).toBeVisible();
  await lena.keyboard.press("Escape");

  await lena.getByRole("button", { name: "End session" }).click();
  await lena.getByRole("dialog").getByRole("button", { name: "End session" }).click();
  await expect(lena.getByRole("region", { name: /^Session:/ })).toHaveCount(0);
  await expect.poll(async () => (await guest.request.get(`/api/v1/diagrams/${diagram}`)).status()).toBe(401);
  await context.close();
});
