import { describe, expect, it } from "vitest";
import { runCommand } from "@/lib/kernel/run-command.ts";
import { createKey } from "@/lib/people/commands/create-key.ts";
import { disableUser } from "@/lib/people/commands/disable-user.ts";
import { revokeKey } from "@/lib/people/commands/revoke-key.ts";
import { rowsAs } from "@/lib/testing/database.ts";
import { testOrganization, type TestOrganization } from "@/lib/testing/organization.ts";
import { requestActor } from "./request-actor.ts";
import { sealSession, sessionCookieName } from "./session-cookie.ts";
import { inSession } from "./testing/account.ts";

const basic = (password: string) => `Basic ${Buffer.from(`any:${password}`).toString("base64")}`;

function ask(headers: Record<string, string>) {
  const address = { "x-modelkeep-client-address": "198.51.100.9" };
  return requestActor(new Request("http://127.0.0.1:4420/api/v1/models", { headers: { ...address, ...headers } }));
}

async function withCookie(sessionId: string): Promise<Record<string, string>> {
  return { cookie: `theme=dark; ${sessionCookieName()}=${await sealSession(sessionId)}` };
}

const newKey = (org: TestOrganization, expiresAt: string | null = null) =>
  runCommand(createKey, {
    actor: org.actor("security_lead"),
    input: { name: "pipeline", scopes: ["model:read", "model:write"], expiresAt },
  });

describe("a request with an API key", () => {
  it("acts as the key with its scopes, as Bearer and as Basic password, whatever cookie comes along", async () => {
    const org = await testOrganization();
    const { key, secret } = await newKey(org);
    const cookie = await withCookie((await inSession(org, "viewer")).sessionId);
    const expected = { actor: { type: "apiKey", id: key.id, orgId: org.orgId }, viaCookie: false };
    expect(await ask({ authorization: `Bearer ${secret}`, ...cookie })).toMatchObject(expected);
    expect(await ask({ authorization: basic(secret) })).toMatchObject(expected);
    expect((await ask({ authorization: `Bearer ${secret}` })).actor).toMatchObject({
      scopes: ["model:read", "model:write"],
    });
  });

  it("notes the use at most once a minute", async () => {
    const org = await testOrganization();
    const { key, secret } = await newKey(org);
    const seen = async () =>
      (await rowsAs("read", "select seen_at from api_key_seen where api_key_id = $1", [key.id]))[0];
    await ask({ authorization: `Bearer ${secret}` });
    const first = await seen();
    expect(first).toBeDefined();
    await ask({ authorization: `Bearer ${secret}` });
    expect(await seen()).toEqual(first);
  });

  it("is refused when the key is wrong, revoked, expired or its maker disabled, even with a good cookie", async () => {
    const org = await testOrganization();
    const cookie = await withCookie((await inSession(org, "viewer")).sessionId);
    const refused = { code: "unauthenticated" };
    const wrong = { authorization: "Bearer mk_abcdefgh_wrong", ...cookie };
    await expect(ask(wrong)).rejects.toMatchObject(refused);
    await expect(ask({ authorization: "Bearer eyJhbGciOi", ...cookie })).rejects.toMatchObject(refused);

    const revoked = await newKey(org);
    const actor = org.actor("security_lead");
    await runCommand(revokeKey, { actor, input: { id: revoked.key.id } });
    await expect(ask({ authorization: `Bearer ${revoked.secret}`, ...cookie })).rejects.toMatchObject(refused);

    const soon = await newKey(org, new Date(Date.now() + 700).toISOString());
    await new Promise((done) => setTimeout(done, 900));
    await expect(ask({ authorization: basic(soon.secret) })).rejects.toMatchObject(refused);

    const orphan = await newKey(org);
    await runCommand(disableUser, { actor: org.actor("administrator"), input: { id: actor.id } });
    await expect(ask({ authorization: `Bearer ${orphan.secret}` })).rejects.toMatchObject(refused);
  });

  it("leaves Basic credentials of a proxy in front alone", async () => {
    const org = await testOrganization();
    const { sessionId } = await inSession(org, "viewer");
    expect(await ask({ authorization: basic("proxy password"), ...(await withCookie(sessionId)) })).toMatchObject({
      actor: { type: "user" },
      viaCookie: true,
    });
  });
});

describe("a request with a cookie", () => {
  it("acts as the person while the session is open", async () => {
    const org = await testOrganization();
    const { sessionId, id } = await inSession(org, "contributor");
    const { actor, viaCookie } = await ask(await withCookie(sessionId));
    expect(actor).toMatchObject({ type: "user", id, role: "contributor", sessionId, secondFactorMissing: false });
    expect(viaCookie).toBe(true);
    expect(await rowsAs("read", "select 1 as one from session_seen where session_id = $1", [sessionId])).toHaveLength(
      1,
    );
  });

  it("is nobody's as soon as the person is disabled", async () => {
    const org = await testOrganization();
    const { sessionId, id } = await inSession(org, "contributor");
    const cookie = await withCookie(sessionId);
    await runCommand(disableUser, { actor: org.actor("administrator"), input: { id } });
    expect(await ask(cookie)).toEqual({ actor: { type: "anonymous", address: "198.51.100.9" }, viaCookie: false });
  });

  it("is nobody's after seven days, and after a day without use", async () => {
    const org = await testOrganization();
    const week = await inSession(org, "viewer", new Date(Date.now() - 7 * 24 * 3600_000 - 1000));
    const idle = await inSession(org, "viewer", new Date(Date.now() - 25 * 3600_000));
    const fresh = await inSession(org, "viewer", new Date(Date.now() - 23 * 3600_000));
    const kinds = [];
    for (const { sessionId } of [week, idle, fresh]) kinds.push((await ask(await withCookie(sessionId))).actor.type);
    expect(kinds).toEqual(["anonymous", "anonymous", "user"]);
  });

  it("is nobody's when the cookie was made up or cut", async () => {
    const org = await testOrganization();
    const { sessionId } = await inSession(org, "viewer");
    const sealed = await sealSession(sessionId);
    for (const value of [sessionId, sealed.slice(0, -4), `${sealed}A`, "", "x.y.z"]) {
      const { actor } = await ask({ cookie: `${sessionCookieName()}=${value}` });
      expect([value.slice(0, 8), actor.type]).toEqual([value.slice(0, 8), "anonymous"]);
    }
  });
});
