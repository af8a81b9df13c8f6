import { describe, expect, it } from "vitest";
import { rowsAs } from "@/lib/testing/database.ts";
import { testOrganization } from "@/lib/testing/organization.ts";
import { requestActor } from "./request-actor.ts";
import { sessionCookieName } from "./session-cookie.ts";
import { codeOf, PASSWORD, withPassword, withSecondFactor } from "./testing/account.ts";
import { TestBrowser } from "./testing/browser.ts";

const BASE = process.env["MODELKEEP_URL"] ?? "";

async function actorOf(browser: TestBrowser) {
  return (await requestActor(new Request(BASE, { headers: { cookie: browser.jar.header() } }))).actor;
}

const errorIn = (address: string) => new URL(address).searchParams.get("error");

describe("the door to next-auth", () => {
  it("signs in and out: a cookie for the session, and its row is ended with it", async () => {
    const org = await testOrganization();
    const { email, id } = await withPassword(org, "viewer");
    const browser = new TestBrowser(BASE);
    const csrfToken = await browser.csrf();
    const fields = { email, password: PASSWORD, code: "", csrfToken, json: "true", callbackUrl: "/models?page=2" };
    const response = await browser.ask("/callback/credentials", fields);
    expect(await response.json()).toEqual({ url: `${BASE}/models?page=2` });
    const line = response.headers.getSetCookie().find((cookie) => cookie.startsWith(sessionCookieName())) ?? "";
    expect(line).toMatch(/; HttpOnly/);
    expect(line).toMatch(/; SameSite=Lax/);
    expect(line).not.toContain(email);
    const actor = await actorOf(browser);
    expect(actor).toMatchObject({ type: "user", id });
    const { sessionId } = actor as { sessionId: string };
    expect(await rowsAs("read", "select device, address, method from user_session where id = $1", [sessionId])).toEqual(
      [{ device: "Firefox on Linux", address: "198.51.100.7", method: "password" }],
    );
    const stolen = browser.jar.header();
    await browser.post("/signout", { callbackUrl: "/sign-in" });
    expect(browser.jar.get(sessionCookieName())).toBeUndefined();
    const after = await requestActor(new Request(BASE, { headers: { cookie: stolen } }));
    expect(after.actor.type).toBe("anonymous");
  });

  it("tells wrong passwords, missing codes and wrong codes apart in one word each", async () => {
    const org = await testOrganization();
    const { email } = await withPassword(org, "viewer");
    const { secret } = await withSecondFactor(org, "viewer");
    const browser = new TestBrowser(BASE);
    const tried = (fields: Record<string, string>) => browser.post("/callback/credentials", { email, ...fields });
    expect(errorIn(await tried({ password: "wrong" }))).toBe("wrong");
    expect(errorIn(await tried({ password: PASSWORD }))).toBe("code_required");
    expect(errorIn(await tried({ password: PASSWORD, code: "000000" }))).toBe("wrong_code");
    expect((await actorOf(browser)).type).toBe("anonymous");
    expect(errorIn(await tried({ password: PASSWORD, code: codeOf(secret, new Date()) }))).toBeNull();
    expect((await actorOf(browser)).type).toBe("user");
  });

  it("refuses forms without the token, from other sites, and of another type", async () => {
    const org = await testOrganization();
    const { email } = await withPassword(org, "viewer");
    const browser = new TestBrowser(BASE);
    const fields = { email, password: PASSWORD, json: "true" };
    const bare = await browser.ask("/callback/credentials", { ...fields, csrfToken: "made-up" });
    expect(((await bare.json()) as { url: string }).url).toContain("csrf=true");
    const token = { ...fields, csrfToken: await browser.csrf() };
    const crossSite = await browser.ask("/callback/credentials", token, { "sec-fetch-site": "cross-site" });
    expect(crossSite.status).toBe(403);
    const json = await browser.ask("/callback/credentials", token, { "content-type": "application/json" });
    expect(json.status).toBe(415);
    expect((await actorOf(browser)).type).toBe("anonymous");
  });

  it("does not lead to other sites", async () => {
    const org = await testOrganization();
    const { email } = await withPassword(org, "viewer");
    for (const callbackUrl of ["https://evil.example/", "//evil.example/"]) {
      const url = await new TestBrowser(BASE).post("/callback/credentials", { email, password: PASSWORD, callbackUrl });
      expect(new URL(url).host).toBe(new URL(BASE).host);
    }
  });

  it("keeps next-auth's other doors shut", async () => {
    const browser = new TestBrowser(BASE);
    for (const path of ["/session", "/providers", "/signout", "/callback/credentials", "/verify-request", "/x/y/z"]) {
      expect([path, (await browser.ask(path)).status]).toEqual([path, 404]);
    }
    for (const path of ["/session", "/_log", "/callback/oidc", "/signin/credentials"]) {
      expect([path, (await browser.ask(path, { json: "true" })).status]).toEqual([path, 404]);
    }
  });

  it("takes no return address from a link", async () => {
    const browser = new TestBrowser(BASE);
    const response = await browser.ask(`/csrf?callbackUrl=${encodeURIComponent(`${BASE}/overview?invitation=x`)}`);
    expect(response.headers.getSetCookie().join()).not.toContain("invitation");
  });
});
