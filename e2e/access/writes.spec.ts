import { expect, request } from "@playwright/test";
import type { APIRequestContext } from "@playwright/test";
import { given } from "../support/accounts.ts";
import { sessionOf } from "../support/sessions.ts";
import { httpWith } from "../support/sign-in.ts";
import { test } from "../support/test.ts";
import { addressOf, probe, writes } from "../support/operations.ts";
import type { Operation } from "../support/operations.ts";
import { expectProblem, expectRefusal } from "../support/problem.ts";

let administrator: APIRequestContext;
let withoutOrigin: APIRequestContext;
let stranger: APIRequestContext;

test.beforeAll(async () => {
  const baseURL = given("MODELKEEP_E2E_URL");
  const { storageState } = sessionOf("administrator");
  administrator = await httpWith(baseURL, storageState);
  withoutOrigin = await request.newContext({ baseURL, storageState });
  stranger = await request.newContext({ baseURL });
});

/** Somebody whom the operation lets in: what is for people without an account is for nobody who has one. */
const letIn = ({ permission }: Operation): APIRequestContext =>
  permission.startsWith("public:") ? stranger : administrator;

test.afterAll(async () => {
  await administrator.dispose();
  await withoutOrigin.dispose();
  await stranger.dispose();
});

const inJson = writes.filter(({ bodyType, inOwnFormat }) => bodyType === "application/json" && !inOwnFormat);

for (const operation of writes) {
  const { method, path } = operation;

  test(`${method} ${path} rides on a cookie only from our own pages`, async () => {
    const asked = [
      { "sec-fetch-site": "cross-site", origin: "https://elsewhere.example" },
      { "sec-fetch-site": "same-site", origin: "https://sister.example" },
      { "sec-fetch-site": "cross-site" },
      { origin: "https://elsewhere.example" },
      { origin: "null" },
      {},
    ];
    for (const headers of asked) {
      await expectRefusal(await probe(withoutOrigin, operation, headers), 403, operation);
    }
  });

  test(`${method} ${path} takes its own media type only`, async () => {
    const address = addressOf(operation);
    for (const type of ["application/x-www-form-urlencoded", "multipart/form-data", "application/xml"]) {
      const answer = await letIn(operation).fetch(address, { method, data: "a=1", headers: { "content-type": type } });
      await expectRefusal(answer, 415, operation);
    }
  });
}

for (const operation of inJson) {
  const { method, path } = operation;

  test(`${method} ${path} refuses what is not a JSON object of a sensible size`, async () => {
    const address = addressOf(operation);
    const send = (data: string) =>
      letIn(operation).fetch(address, {
        method,
        data: Buffer.from(data),
        headers: { "content-type": "application/json" },
      });
    await expectProblem(await send('{"name": '), 400);
    await expectProblem(await send("[]"), 400);
    await expectProblem(await send('"text"'), 400);
    await expectProblem(await send("null"), 400);
    await expectProblem(await send(JSON.stringify({ name: "x".repeat(1_000_000) })), 413);
    const unknown = await expectProblem(await send('{"no-such-field": 1}'), 400);
    expect(JSON.stringify(unknown)).toContain(operation.hasShapes ? "Invalid discriminator" : "no-such-field");
  });
}
