import { randomBytes } from "node:crypto";
import { expect } from "@playwright/test";
import type { APIRequestContext, Page, Response } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { firstAdministrator, given } from "../support/accounts.ts";
import { watchContext } from "../support/console-guard.ts";
import { sessionOf } from "../support/sessions.ts";
import { httpWith, signInOverHttp, untilHydrated } from "../support/sign-in.ts";
import { test } from "../support/test.ts";
import { notVisited, routesOfPages, visits } from "./places.ts";
import type { Made } from "./places.ts";

const sizes = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;
/** The theme changes on an open page, as with a system that follows the sun; each width is loaded afresh. */
const looks = [
  { scheme: "light", size: "wide", loads: true },
  { scheme: "dark", size: "wide", loads: false },
  { scheme: "dark", size: "phone", loads: true },
  { scheme: "light", size: "phone", loads: false },
] as const;

// A page takes seconds, most of them for the browser and for axe: all workers share the pages.
test.describe.configure({ mode: "parallel" });

let made: Made;

/** One asset of each kind and a field of the organization's own, all with this slug. */
async function makeAssets(http: APIRequestContext, slug: string, modelId: string): Promise<void> {
  const make = async (kind: string, more: object = {}): Promise<string> => {
    const name = `Page ${kind.replace("dataset_", "")} with quite a long name for a phone`;
    const answer = await http.post("/api/v1/assets", { data: { kind, name, slug, ...more } });
    expect([kind, answer.status()]).toEqual([kind, 201]);
    return ((await answer.json()) as { id: string }).id;
  };
  const field = { label: `Review ${slug}`, type: "choice", choices: ["yearly"], appliesTo: ["model", "system"] };
  expect((await http.post("/api/v1/fields", { data: field })).status()).toBe(201);
  const vendor = await make("vendor");
  await make("component", { links: [{ relation: "supplied_by", type: "vendor", id: vendor }] });
  const parentId = await make("dataset", { facts: { licence: "MIT", collection: "Fetched *nightly*." } });
  const columns = [{ name: "a_column_with_quite_a_long_name_for_a_phone", type: "decimal(12, 2)", personal: true }];
  await make("dataset_version", {
    parentId,
    facts: { label: "1", digest: "a".repeat(64), rowCount: 48_000_000, columns },
  });
  const links = [{ relation: "made_of", type: "model", id: modelId }];
  const documents = [{ title: "A document with a long title for a phone", url: "https://documents.example/one" }];
  await make("system", { links, documents, tags: ["one", "two"], facts: { purpose: "Looks *good*." } });
  const open = { status: "live", exposure: "public", authentication: "none" };
  await make("deployment", {
    facts: { ...open, endpoint: "https://a-very-long-address.of-an-endpoint.example/v1/score" },
  });
}

test.beforeAll(async () => {
  const url = given("MODELKEEP_E2E_URL");
  // Who makes people must have signed in within the last minutes; the run's own session is older than that.
  const http = await httpWith(url, await signInOverHttp(url, firstAdministrator()));
  const slug = `page-model-${randomBytes(4).toString("hex")}`;
  const fields = { purpose: "Looks *good*.", tags: ["one", "two"], tasks: ["summarization"], licence: "MIT" };
  const model = await http.post("/api/v1/models", {
    data: { name: "Page model with quite a long name for a phone", slug, kind: "generative", ...fields },
  });
  expect(model.status()).toBe(201);
  const { id } = (await model.json()) as { id: string };
  const version = await http.post(`/api/v1/models/${id}/versions`, { data: { label: "1.0" } });
  expect(version.status()).toBe(201);
  await makeAssets(http, slug, id);
  const trail = await http.get(`/api/v1/audit/entries?entityId=${id}`);
  const entry = ((await trail.json()) as { items: { uuid: string }[] }).items[0]?.uuid ?? "";
  const card = `---\nlicense: mit\ntags: [letters]\n---\n# Card ${slug}\n\n## Limitations\n\nMany.\n`;
  const preview = await http.post("/api/v1/imports/model-card", {
    data: card,
    headers: { "content-type": "text/markdown" },
  });
  expect(preview.status()).toBe(200);
  const left = { name: `Left ${slug}`, email: `${slug}@e2e.example`, password: `e2e-${slug}-${id}`, role: "viewer" };
  const person = await http.post("/api/v1/users", { data: left });
  expect(person.status()).toBe(201);
  const leftId = ((await person.json()) as { user: { id: string } }).user.id;
  expect((await http.post(`/api/v1/users/${leftId}/disable`, { data: {} })).ok()).toBe(true);
  const seen = { source: "pages", seenAt: "2026-05-12T09:30:00Z", kind: "url", value: `https://${slug}.example/v1` };
  const sightings = [{ ...seen, name: "Page discovery" }];
  const reported = await http.post("/api/v1/discoveries", { data: { sightings } });
  const discoveryId = ((await reported.json()) as { results: { id: string }[] }).results[0]?.id ?? "";
  const scope = [{ type: "model", id }];
  const threatModel = await http.post("/api/v1/threat-models", { data: { name: slug, scope } });
  expect(threatModel.status()).toBe(201);
  const { id: threatModelId } = (await threatModel.json()) as { id: string };
  const words = { title: "Page threat", description: "What can happen.", refs: ["AML.T0051", "LLM01:2025"] };
  const threat = await http.post(`/api/v1/threat-models/${threatModelId}/threats`, { data: words });
  const threatId = ((await threat.json()) as { id: string }).id;
  const canary = { ts: Date.now() - 3 * 3_600_000, model: id, flags: { canary: true } };
  expect((await http.post("/api/v1/telemetry/events", { data: [canary] })).status()).toBe(202);
  const alertId = await raisedAlert(http, id);
  const importId = ((await preview.json()) as { id: string }).id;
  made = { slug, entry, importId, discoveryId, threatId, leftId, alertId };
  await http.dispose();
});

/** The alert that the worker makes of the model's planted value. */
async function raisedAlert(http: APIRequestContext, model: string): Promise<string> {
  let raised: string | undefined;
  const look = async () => {
    const list = (await (await http.get(`/api/v1/alerts?model=${model}`)).json()) as { items: { id: string }[] };
    raised = list.items[0]?.id;
    return raised;
  };
  await expect.poll(look, { timeout: 60_000 }).toBeDefined();
  return raised ?? "";
}

test("every page of the app folder is visited", () => {
  const routes = routesOfPages();
  expect(routes.filter((route) => !(route in visits) && !(route in notVisited))).toEqual([]);
  const named = [...Object.keys(visits), ...Object.keys(notVisited)];
  expect(named.filter((route) => !routes.includes(route))).toEqual([]);
});

/** Scripts run only with the nonce of this answer, and nobody may frame the page. */
function expectSecurityHeaders(answer: Response): void {
  const headers = answer.headers();
  const policy = headers["content-security-policy"] ?? "";
  const directives = new Map(policy.split(";").map((part) => [part.trim().split(" ")[0] ?? "", part.trim()]));
  const scripts = directives.get("script-src") ?? "";
  expect(scripts).toMatch(/'nonce-[A-Za-z0-9+/=]{20,}'/);
  expect(scripts).not.toMatch(/unsafe-(inline|eval|hashes)|https?:|\*/);
  expect(directives.get("frame-ancestors")).toBe("frame-ancestors 'none'");
  expect(directives.get("object-src")).toBe("object-src 'none'");
  expect(directives.get("base-uri")).toBe("base-uri 'none'");
  expect(directives.get("form-action")).toBe("form-action 'self'");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["x-frame-options"]).toBe("DENY");
  expect(headers["referrer-policy"]).toMatch(/^(strict-origin-when-cross-origin|same-origin|no-referrer)$/);
  expect(headers["permissions-policy"]).toContain("camera=()");
  expect(headers["x-powered-by"]).toBeUndefined();
}

async function expectNoOverflow(page: Page): Promise<void> {
  const over = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.querySelectorAll("body *")].filter(
      (each) => each.getBoundingClientRect().right > width + 1,
    );
    return wide.slice(0, 5).map((each) => `${each.tagName.toLowerCase()}.${each.getAttribute("class") ?? ""}`);
  });
  expect(over, "reaches past the right edge").toEqual([]);
}

async function expectFrame(page: Page, title: RegExp, heading: RegExp): Promise<void> {
  await untilHydrated(page, "main");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page.getByRole("main")).toHaveCount(1);
  await expect(page).toHaveTitle(title);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator("main .mk-bone")).toHaveCount(0);
}

for (const [route, visit] of Object.entries(visits)) {
  test(`${route} in light and dark, wide and on a phone`, async ({ browser, baseURL }) => {
    test.setTimeout(120_000);
    const session = visit.as === null ? {} : { storageState: sessionOf(visit.as).storageState };
    const context = await browser.newContext({ ...session, ...(baseURL === undefined ? {} : { baseURL }) });
    const faults = await watchContext(context);
    const page = await context.newPage();
    for (const { scheme, size, loads } of looks) {
      await test.step(`${scheme}, ${size}`, async () => {
        await page.setViewportSize(sizes[size]);
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
        const answer = loads ? await page.goto(visit.address(made)) : null;
        if (loads) expect(answer?.status()).toBe(200);
        if (answer !== null) expectSecurityHeaders(answer);
        await expectFrame(page, visit.title, visit.heading);
        await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", scheme);
        await expectNoOverflow(page);
        await expectAccessible(page, { coloursOnly: !loads });
      });
    }
    if (visit.as !== null && !route.startsWith("/api-docs")) {
      await page.keyboard.press("Tab");
      await expect(page.locator(":focus")).toHaveText("Skip to the page");
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(/#main$/);
    }
    await context.close();
    expect(faults, "errors in the browser").toEqual([]);
  });
}

test("an address that leads nowhere is 404, in the frame of the product", async ({ signedInPage }) => {
  const page = await signedInPage("viewer");
  const answer = await page.goto("/no-such-page");
  expect(answer?.status()).toBe(404);
  if (answer !== null) expectSecurityHeaders(answer);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expectAccessible(page);
  for (const missing of ["/models/no-such-model", "/models/no-such-model/edit"]) {
    expect((await page.goto(missing))?.status(), missing).toBe(404);
    await expect(page.getByText("There is nothing at this address"), missing).toBeVisible();
  }
  await expectAccessible(page);
});

test("whoever has not signed in is sent to sign in, and afterwards to where they wanted to go", async ({ page }) => {
  test.setTimeout(180_000);
  for (const route of Object.values(visits).filter(({ as }) => as === "administrator")) {
    const wanted = route.address(made);
    await page.goto(wanted);
    await expect(page, wanted).toHaveURL(new RegExp(`/sign-in\\?next=${encodeURIComponent(wanted)}$`));
  }
});
