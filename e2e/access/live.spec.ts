import { expect } from "@playwright/test";
import { createKey, given } from "../support/accounts.ts";
import { sessionOf } from "../support/sessions.ts";
import { test } from "../support/test.ts";

/** Opens the stream, which never ends by itself, and leaves it when its head is there. */
async function openStream(headers: Readonly<Record<string, string>>): Promise<{ status: number; type: string }> {
  const leave = new AbortController();
  try {
    const answer = await fetch(`${given("MODELKEEP_E2E_URL")}/api/v1/events`, { headers, signal: leave.signal });
    return { status: answer.status, type: answer.headers.get("content-type") ?? "" };
  } finally {
    leave.abort();
  }
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

test("live events are for people and keys of the organization", async () => {
  expect(await openStream({})).toEqual({ status: 401, type: "application/problem+json" });
  expect((await openStream(bearer("mk_not-a-key"))).status).toBe(401);
  expect((await openStream(bearer(await createKey(["model:read"])))).status).toBe(403);
  const welcome: Record<string, string>[] = [bearer(await createKey(["live:read"]))];
  for (const role of ["administrator", "viewer"] as const) {
    const { cookies } = sessionOf(role).storageState;
    welcome.push({ cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") });
  }
  for (const headers of welcome) {
    const { status, type } = await openStream(headers);
    expect(status).toBe(200);
    expect(type).toMatch(/^text\/event-stream/);
  }
});
