import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/kernel/actor.ts";
import { newId } from "@/lib/kernel/ids.ts";
import { runCommand } from "@/lib/kernel/run-command.ts";
import { changeRole } from "@/lib/people/commands/change-role.ts";
import { disableUser } from "@/lib/people/commands/disable-user.ts";
import { inviteUser } from "@/lib/people/commands/invite-user.ts";
import { rowsAs } from "@/lib/testing/database.ts";
import { testOrganization, type TestOrganization } from "@/lib/testing/organization.ts";
import { requestActor } from "./request-actor.ts";
import { sealSession, sessionCookieName } from "./session-cookie.ts";
import { inSession } from "./testing/account.ts";
import { TestBrowser } from "./testing/browser.ts";
import { startOidcServer, type OidcPerson, type OidcServer } from "./testing/oidc-server.ts";

const BASE = process.env["MODELKEEP_URL"] ?? "";
let server: OidcServer;
let org: TestOrganization;

beforeAll(async () => {
  server = await startOidcServer(`${BASE}/api/auth/callback/oidc`);
  const slug = `sso-${newId().slice(-12)}`;
  Object.assign(process.env, {
    OIDC_ISSUER: server.issuer,
    OIDC_CLIENT_ID: server.clientId,
    OIDC_CLIENT_SECRET: server.clientSecret,
    OIDC_ROLE_MAP: "sec=security_lead,admins=administrator,team=model_owner",
    OIDC_ORGANIZATION: slug,
    MODELKEEP_OUTBOUND_ALLOW: new URL(server.issuer).host,
  });
  org = await testOrganization(slug);
});

afterAll(() => server.stop());

function person(claims: OidcPerson): string {
  const login = `p${newId().slice(-12)}`;
  server.people.set(login, { email: `${login}@corp.test`, email_verified: true, name: `Person ${login}`, ...claims });
  return login;
}

async function actorOf(browser: TestBrowser): Promise<Actor> {
  const request = new Request(`${BASE}/api/v1/models`, { headers: { cookie: browser.jar.header() } });
  return (await requestActor(request)).actor;
}

const failure = (location: string): string | null => new URL(location, BASE).searchParams.get("error");

async function settled(location: string, browser: TestBrowser): Promise<string | null> {
  const next = new URL(location, BASE);
  if (next.pathname !== "/api/auth/error") return failure(location);
  return failure((await browser.ask(next.href)).headers.get("location") ?? "");
}

describe("single sign-on", () => {
  it("makes an account at the first visit, with the role of the first group in the map, and finds it again", async () => {
    const login = person({ groups: ["other", "team", "sec"] });
    const first = new TestBrowser(BASE);
    expect(await first.signOn(login)).toBe(`${BASE}/overview`);
    const actor = await actorOf(first);
    expect(actor).toMatchObject({ type: "user", orgId: org.orgId, role: "security_lead", email: `${login}@corp.test` });
    const second = new TestBrowser(BASE);
    await second.signOn(login);
    expect(await actorOf(second)).toMatchObject({ id: (actor as { id: string }).id });
    const entries = await rowsAs(
      "read",
      "select action, actor_type, actor_ref from audit_entry where org_id = $1 and entity_id = $2 order by entry_id",
      [org.orgId, (actor as { id: string }).id],
    );
    expect(entries).toEqual([{ action: "user.provision", actor_type: "system", actor_ref: "single-sign-on" }]);
  });

  it("follows the groups at each sign-in, as an entry of its own", async () => {
    const login = person({ groups: ["team"] });
    await new TestBrowser(BASE).signOn(login);
    server.people.set(login, { ...server.people.get(login), groups: ["sec"] });
    const browser = new TestBrowser(BASE);
    await browser.signOn(login);
    const actor = await actorOf(browser);
    expect(actor).toMatchObject({ role: "security_lead" });
    const where = "org_id = $1 and entity_id = $2 and action = 'user.follow_groups'";
    expect(
      await rowsAs("read", `select 1 from audit_entry where ${where}`, [org.orgId, (actor as { id: string }).id]),
    ).toHaveLength(1);
    server.people.set(login, { ...server.people.get(login), groups: [] });
    const out = new TestBrowser(BASE);
    expect(await settled(await out.signOn(login), out)).toBe("no_role");
    expect(await actorOf(out)).toMatchObject({ type: "anonymous" });
  });

  it("keeps the last administrator, whatever the groups say", async () => {
    const login = person({ groups: ["admins"] });
    await new TestBrowser(BASE).signOn(login);
    const first = org.actor("administrator");
    const [me] = await rowsAs("read", "select id, version from app_user where email = $1", [`${login}@corp.test`]);
    const [other] = await rowsAs("read", "select version from app_user where id = $1", [first.id]);
    const demote = { id: first.id, role: "viewer" as const, expectedVersion: Number(other?.["version"]) };
    const actor = { ...first, id: String(me?.["id"]) };
    await runCommand(changeRole, { actor, input: demote });
    server.people.set(login, { ...server.people.get(login), groups: ["team"] });
    const browser = new TestBrowser(BASE);
    await browser.signOn(login);
    expect(await actorOf(browser)).toMatchObject({ type: "user", role: "administrator" });
    await runCommand(changeRole, {
      actor,
      input: { ...demote, role: "administrator", expectedVersion: Number(demote.expectedVersion) + 1 },
    });
  });

  it("refuses people whose groups have no role, and those without a verified address", async () => {
    for (const [claims, word] of [
      [{ groups: ["nothing"] }, "no_role"],
      [{ groups: ["team"], email_verified: false }, "no_email"],
    ] as const) {
      const browser = new TestBrowser(BASE);
      expect(await settled(await browser.signOn(person({ ...claims, groups: [...claims.groups] })), browser)).toBe(
        word,
      );
      expect(await actorOf(browser)).toMatchObject({ type: "anonymous" });
    }
  });

  it("never links an account because the address matches", async () => {
    const browser = new TestBrowser(BASE);
    const login = person({ groups: ["admins"], email: org.actor("viewer").email });
    expect(await settled(await browser.signOn(login), browser)).toBe("not_linked");
    expect(await actorOf(browser)).toMatchObject({ type: "anonymous" });
  });

  it("links for a signed-in person who asked for it, and signs them in from then on", async () => {
    const viewer = await inSession(org, "responder");
    const login = person({ groups: ["team"], email: viewer.email });
    const browser = new TestBrowser(BASE);
    const cookie = new Response(null, {
      headers: { "set-cookie": `${sessionCookieName()}=${await sealSession(viewer.sessionId)}; Path=/` },
    });
    browser.jar.keep(cookie);
    await browser.signOn(login, "/settings/security?connect=single-sign-on");
    expect(await actorOf(browser)).toMatchObject({ id: viewer.id, sessionId: viewer.sessionId });
    const later = new TestBrowser(BASE);
    await later.signOn(login);
    expect(await actorOf(later)).toMatchObject({ id: viewer.id, role: "model_owner" });
  });

  it("accepts an invitation, under the invited address and with the invited organization", async () => {
    const input = { email: `guest-${newId().slice(-8)}@elsewhere.test`, role: "viewer" as const };
    const { link } = await runCommand(inviteUser, { actor: org.actor("administrator"), input });
    const token = new URL(link).searchParams.get("token") ?? "";
    const browser = new TestBrowser(BASE);
    await browser.signOn(person({ groups: ["team"] }), `/overview?invitation=${token}`);
    expect(await actorOf(browser)).toMatchObject({ email: input.email, orgId: org.orgId });
    const again = new TestBrowser(BASE);
    const second = await again.signOn(person({ groups: ["team"] }), `/overview?invitation=${token}`);
    expect(await settled(second, again)).toBe("not_possible");
  });

  it("does not let in whoever is disabled here", async () => {
    const login = person({ groups: ["team"] });
    const browser = new TestBrowser(BASE);
    await browser.signOn(login);
    const { id } = (await actorOf(browser)) as { id: string };
    await runCommand(disableUser, { actor: org.actor("administrator"), input: { id } });
    const out = new TestBrowser(BASE);
    expect(await settled(await out.signOn(login), out)).toBe("disabled");
  });

  it("takes an answer only in the browser that asked for it", async () => {
    const asking = new TestBrowser(BASE);
    const login = person({ groups: ["team"] });
    const back = await asking.visitProvider(await asking.post("/signin/oidc", { callbackUrl: "/" }), login);
    const thief = new TestBrowser(BASE);
    await thief.post("/signin/oidc", { callbackUrl: "/" });
    const location = (await thief.ask(back)).headers.get("location") ?? "";
    expect(failure(location)).toBe("OAuthCallback");
    expect(await actorOf(thief)).toMatchObject({ type: "anonymous" });
  });
});
