import { expect, request } from "@playwright/test";
import { given, newAccount, operate } from "../support/accounts.ts";
import { httpWith, signInOverHttp } from "../support/sign-in.ts";
import { test } from "../support/test.ts";

test("an operator adds a person, keeps them out, and lets them in again", async () => {
  test.setTimeout(90_000);
  const baseURL = given("MODELKEEP_E2E_URL");
  const { name, email, password } = newAccount("viewer");
  const who = ["--email", email, "--name", name, "--role", "viewer", "--password", password];
  expect(await operate("user", "create", ...who, "--org", "main")).toBe(`Created ${email}.`);
  const http = await httpWith(baseURL, await signInOverHttp(baseURL, { email, password }));
  expect((await http.get("/api/v1/users/me")).status()).toBe(200);
  await operate("user", "disable", "--email", email);
  expect((await http.get("/api/v1/users/me")).status()).toBe(401);
  await expect(signInOverHttp(baseURL, { email, password })).rejects.toThrow(/not let in/);
  await operate("user", "enable", "--email", email);
  expect((await http.get("/api/v1/users/me")).status()).toBe(401);
  await signInOverHttp(baseURL, { email, password });
  await http.dispose();
});

test("an operator makes a key, and it ends when they say so", async () => {
  test.setTimeout(90_000);
  const baseURL = given("MODELKEEP_E2E_URL");
  const secret = await operate("key", "create", "--name", "Nightly", "--scopes", "model:read", "--org", "main");
  expect(secret).toMatch(/^mk_[a-z0-9]{8}_[\w-]{40,}$/);
  const headers = { authorization: `Bearer ${secret}` };
  const http = await request.newContext({ baseURL, extraHTTPHeaders: headers });
  expect((await http.get("/api/v1/models")).status()).toBe(200);
  await operate("key", "revoke", "--prefix", secret.slice(0, 11));
  expect((await http.get("/api/v1/models")).status()).toBe(401);
  await http.dispose();
});
