import { expect, request } from "@playwright/test";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import { keyCan, keyPermissions, roleCan, roleNames } from "@/lib/kernel/policy.ts";
import type { Permission } from "@/lib/kernel/policy.ts";
import { createKey, given } from "../support/accounts.ts";
import { sessionOf } from "../support/sessions.ts";
import { httpWith } from "../support/sign-in.ts";
import { test } from "../support/test.ts";
import { operations, probe } from "../support/operations.ts";
import type { Operation } from "../support/operations.ts";
import { expectRefusal } from "../support/problem.ts";

/** What may not happen to somebody who is allowed: being refused, or a fault of ours. */
async function expectLetIn(answer: APIResponse, who: string, operation: Operation): Promise<void> {
  const status = answer.status();
  expect([401, 403], `${who} is let in: ${status}`).not.toContain(status);
  expect(status, `${who}: no fault of ours`).toBeLessThan(500);
  if (status >= 400) await expectRefusal(answer, status, operation);
}

const isPublic = (operation: Operation): boolean => operation.permission.startsWith("public:");

let people: Map<string, APIRequestContext>;
let keys: Map<Permission, APIRequestContext>;
let stranger: APIRequestContext;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  const baseURL = given("MODELKEEP_E2E_URL");
  stranger = await request.newContext({ baseURL });
  const opened = await Promise.all(
    roleNames.map(async (role) => [role, await httpWith(baseURL, sessionOf(role).storageState)] as const),
  );
  people = new Map(opened);
  const made = keyPermissions.map(async (scope) => {
    const authorization = `Bearer ${await createKey([scope])}`;
    return [scope, await request.newContext({ baseURL, extraHTTPHeaders: { authorization } })] as const;
  });
  keys = new Map(await Promise.all(made));
});

test.afterAll(async () => {
  await Promise.all([stranger, ...people.values(), ...keys.values()].map((http) => http.dispose()));
});

test("the OpenAPI document that is served is the one these tests are made from", async () => {
  const served = (await (await stranger.get("/api/v1/openapi.json")).json()) as { paths: object };
  const named = Object.entries(served.paths).flatMap(([path, methods]: [string, object]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const known = operations.map(({ method, path }) => `${method} ${path}`);
  expect(named.filter((address) => !known.includes(address))).toEqual([]);
  expect(named.length).toBeGreaterThan(40);
});

for (const operation of operations) {
  const { method, path, permission } = operation;
  test(`${method} ${path} (${permission})`, async () => {
    const anonymous = await probe(stranger, operation);
    if (isPublic(operation)) await expectLetIn(anonymous, "somebody without an account", operation);
    else await expectRefusal(anonymous, 401, operation);

    const garbage = await probe(stranger, operation, { authorization: "Bearer mk_not-a-key" });
    await expectRefusal(garbage, 401, operation);

    for (const role of roleNames) {
      const http = people.get(role);
      if (http === undefined) throw new Error(`no session of ${role}`);
      const answer = await probe(http, operation);
      if (roleCan(role, permission)) await expectLetIn(answer, role, operation);
      else await expectRefusal(answer, 403, operation);
    }
  });

  test(`${method} ${path} with API keys`, async () => {
    for (const [scope, http] of keys) {
      const answer = await probe(http, operation);
      if (keyCan(permission) && scope === permission) await expectLetIn(answer, `a key with ${scope}`, operation);
      else await expectRefusal(answer, 403, operation);
    }
  });
}
