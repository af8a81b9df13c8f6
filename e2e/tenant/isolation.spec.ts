import { expect } from "@playwright/test";
import type { APIRequestContext } from "@playwright/test";
import { firstAdministrator, given } from "../support/accounts.ts";
import { NOTHING, operations } from "../support/operations.ts";
import type { JsonSchema, Operation } from "../support/operations.ts";
import { expectProblem } from "../support/problem.ts";
import { httpWith, signInOverHttp } from "../support/sign-in.ts";
import { test } from "../support/test.ts";
import { openOtherOrganization } from "./other-organization.ts";
import type { OtherOrganization } from "./other-organization.ts";

let other: OtherOrganization;
let own: APIRequestContext;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  const baseURL = given("MODELKEEP_E2E_URL");
  other = await openOtherOrganization();
  own = await httpWith(baseURL, await signInOverHttp(baseURL, firstAdministrator()));
});

test.afterAll(async () => {
  await own?.dispose();
  await other?.administrator.dispose();
});

/** Fields whose values have shapes of their own. */
const samples: Readonly<Record<string, unknown>> = {
  operations: [{ do: "remove", part: "zone", id: NOTHING }],
  entryId: null,
  assetId: null,
  steps: [
    {
      ...{ id: NOTHING, title: "A step", threatId: null, elementId: null },
      effort: 1,
      likelihood: 3,
      needs: "all",
      after: [],
    },
  ],
  selection: [],
  cursor: null,
  viewport: null,
  subject: { title: "A vote" },
  from: new Date().toISOString(),
  columns: { amount: [1, 2, 3] },
};

/** A value that the field's schema takes; names of things and ids are the other organization's. */
function valueFor(name: string, schema: JsonSchema, inBody: boolean): unknown {
  const sample = inBody ? samples[name] : undefined;
  if (sample !== undefined) return sample;
  if (name === "entityType") return "model";
  if (name === "entityId") return other.ids["models"];
  if (name === "digest") return "0".repeat(64);
  if (schema.format === "date") return new Date(Date.now() + 864e6).toISOString().slice(0, 10);
  if (schema.format === "date-time") return new Date(Date.now() + 864e5).toISOString();
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.type === "integer" || schema.type === "number") return Math.max(1, schema.minimum ?? 1);
  if (schema.type === "boolean") return true;
  if (schema.type === "array") return [];
  return schema.format === "uuid" ? NOTHING : other.mark;
}

const filled = ({ required, bodyType }: Operation): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(required).map(([name, schema]) => [name, valueFor(name, schema, bodyType !== null)]),
  );

async function call(http: APIRequestContext, operation: Operation, id: string) {
  const { method, bodyType } = operation;
  const address = `/api/v1${operation.path
    .replace("{stage}", "deployment")
    .replace("{format}", "otm")
    .replace(/\{\w+\}/, id)
    .replaceAll(/\{\w+Id\}/g, NOTHING)}`;
  if (bodyType !== null) {
    const data = bodyType === "application/json" ? JSON.stringify(filled(operation)) : "";
    return http.fetch(address, { method, data, headers: { "content-type": bodyType } });
  }
  const query = new URLSearchParams(filled(operation) as Record<string, string>);
  return http.get(`${address}?${query.toString()}`);
}

const aboutOne = operations.filter(({ path }) => path.includes("{id}"));
/** Witnesses are made with a key pair, parked batches by what cannot be counted; both are tried in the tests of the database. */
const WITHOUT_A_THING = /^\/(?:audit\/witnesses|telemetry-batches)\//;

for (const operation of aboutOne.filter(({ path }) => !WITHOUT_A_THING.test(path))) {
  test(`${operation.method} ${operation.path} does not find another organization's`, async () => {
    const [, kind = "", part = ""] = operation.path.split("/");
    const id = other.ids[`${kind}/${part}`] ?? other.ids[kind];
    if (!id) throw new Error(`The other organization has nothing at /${kind}: add one in other-organization.ts.`);
    await expectProblem(await call(own, operation, id), 404);
  });
}

test("a model of another organization is not found by its slug, as a page neither", async ({ signedInPage }) => {
  expect((await other.administrator.get(`/api/v1/models/${other.modelSlug}`)).status()).toBe(200);
  await expectProblem(await own.get(`/api/v1/models/${other.modelSlug}`), 404);
  const page = await signedInPage("administrator");
  for (const path of [
    `/models/${other.modelSlug}`,
    `/models/${other.modelSlug}/edit`,
    `/models/import/${other.ids["imports"] ?? ""}`,
    `/audit/${other.ids["audit"] ?? ""}`,
    `/settings/people/erase?subject=user&id=${other.ids["users"] ?? ""}`,
  ]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    await expect(page.getByText("There is nothing at this address"), path).toBeVisible();
    expect(await page.content()).not.toContain(`Model ${other.mark}`);
  }
});

const lists = operations.filter(
  ({ method, path, permission }) => method === "GET" && !path.includes("{") && !/^(live:|public:)/.test(permission),
);

for (const operation of lists) {
  test(`${operation.method} ${operation.path} shows nothing of another organization`, async () => {
    const queries = [{}, { q: other.mark }, { q: other.ids["models"] ?? "" }, { entityId: other.ids["models"] ?? "" }];
    for (const query of queries) {
      const search = new URLSearchParams({ ...(filled(operation) as Record<string, string>), ...query });
      const text = await (await own.get(`/api/v1${operation.path}?${search.toString()}`)).text();
      const echoed = text.replaceAll(search.get("q") ?? "-", "").replaceAll(search.get("entityId") ?? "-", "");
      expect(echoed, search.toString()).not.toContain(other.mark);
      for (const id of Object.values(other.ids)) expect(echoed, search.toString()).not.toContain(id);
      expect(echoed, search.toString()).not.toContain(other.orgId);
    }
  });
}

test("what these tests look for is there for its own people", async () => {
  for (const path of [
    "/models",
    "/users",
    "/keys",
    "/invitations",
    "/tasks",
    "/audit/entries",
    `/models/search?q=${other.mark}`,
  ]) {
    expect(await (await other.administrator.get(`/api/v1${path}`)).text(), path).toContain(other.mark);
  }
});

test("exports hold one's own organization only", async () => {
  for (const [path, formats] of [
    ["/models/export", ["csv", "json"]],
    ["/audit/entries/export", ["csv", "jsonl"]],
  ] as const) {
    for (const format of formats) {
      const mine = await own.post(`/api/v1${path}`, { data: { format } });
      expect(mine.status(), `${path} as ${format}`).toBe(200);
      expect(await mine.text(), `${path} as ${format}`).not.toContain(other.mark);
      const theirs = await other.administrator.post(`/api/v1${path}`, { data: { format } });
      expect(await theirs.text(), `${path} as ${format}`).toContain(other.mark);
    }
  }
});

test("the log of another organization is not found", async () => {
  for (const path of ["checkpoint", "tile/0/000", "tile/entries/000"]) {
    expect((await own.get(`/log/${other.orgId}/${path}`)).status(), path).toBe(404);
  }
});

test("an API key reaches its own organization only", async ({ playwright, baseURL }) => {
  const data = { name: "both ways", scopes: ["model:read", "audit:read"], expiresAt: null };
  const made = (await (await other.administrator.post("/api/v1/keys", { data })).json()) as { secret: string };
  const key = await playwright.request.newContext({
    ...(baseURL === undefined ? {} : { baseURL }),
    extraHTTPHeaders: { authorization: `Bearer ${made.secret}` },
  });
  const { items } = (await (await key.get("/api/v1/models")).json()) as { items: { slug: string }[] };
  expect(items.map(({ slug }) => slug)).toEqual([other.modelSlug]);
  await key.dispose();
});
