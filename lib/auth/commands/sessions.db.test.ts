import { describe, expect, it } from "vitest";
import { runCommand } from "@/lib/kernel/run-command.ts";
import { describeCommand } from "@/lib/testing/describe-command.ts";
import { rowsAs } from "@/lib/testing/database.ts";
import { testOrganization } from "@/lib/testing/organization.ts";
import { sessionActor } from "../session-actor.ts";
import { codeOf, inSession, PASSWORD, PLACE, withPassword, withSecondFactor } from "../testing/account.ts";
import { endSession } from "./end-session.ts";
import { reauthenticate } from "./reauthenticate.ts";
import { revokeAllSessions } from "./revoke-all-sessions.ts";
import { revokeSession } from "./revoke-session.ts";
import { startSession } from "./start-session.ts";

const start = { method: "password" as const, ...PLACE };

describeCommand(startSession, {
  role: "viewer",
  elsewhere: "none",
  arrange: async () => ({ input: start }),
  does: async (result, org) => {
    expect(result.id).toBe(org.actor("viewer").sessionId);
    expect(await sessionActor(result.id, new Date())).toMatchObject({ id: org.actor("viewer").id, role: "viewer" });
  },
  entry: { type: "session", after: { method: "password", revokedAt: null, mfaAt: null } },
});

describeCommand(revokeSession, {
  role: "viewer",
  arrange: async (org) => ({ input: { id: (await inSession(org, "viewer")).sessionId } }),
  does: async (result) => expect(await sessionActor(result.id, new Date())).toBeUndefined(),
  entry: { type: "session" },
});

describe("session.revoke", () => {
  it("does not find a colleague's session", async () => {
    const org = await testOrganization();
    const { sessionId } = await inSession(org, "viewer");
    const other = runCommand(revokeSession, { actor: org.actor("administrator"), input: { id: sessionId } });
    await expect(other).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("session.end", () => {
  it("ends the session one is in, once", async () => {
    const org = await testOrganization();
    const actor = await inSession(org, "viewer");
    await runCommand(endSession, { actor, input: {} });
    expect(await sessionActor(actor.sessionId, new Date())).toBeUndefined();
    await expect(runCommand(endSession, { actor, input: {} })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("session.revoke_all", () => {
  it("ends the others, keeps this one and other people's, and leaves an entry for each", async () => {
    const org = await testOrganization();
    const here = await inSession(org, "viewer");
    const there = [await inSession(org, "viewer"), await inSession(org, "viewer")];
    const colleague = await inSession(org, "auditor");
    expect(await runCommand(revokeAllSessions, { actor: here, input: {} })).toEqual({ ended: 2 });
    expect(await sessionActor(here.sessionId, new Date())).toBeDefined();
    expect(await sessionActor(colleague.sessionId, new Date())).toBeDefined();
    for (const { sessionId } of there) expect(await sessionActor(sessionId, new Date())).toBeUndefined();
    const entries = await rowsAs("read", "select 1 from audit_entry where org_id = $1 and action = 'session.revoke'", [
      org.orgId,
    ]);
    expect(entries).toHaveLength(2);
    await expect(runCommand(revokeAllSessions, { actor: here, input: {} })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("session.reauthenticate", () => {
  it("takes the right password and refuses a wrong one", async () => {
    const org = await testOrganization();
    await withPassword(org, "viewer");
    const hourAgo = new Date(Date.now() - 3600_000);
    const actor = await inSession(org, "viewer", hourAgo);
    const wrong = runCommand(reauthenticate, { actor, input: { password: `${PASSWORD}x` } });
    await expect(wrong).rejects.toMatchObject({ code: "invalid_input", errors: [{ path: "password" }] });
    expect(await sessionActor(actor.sessionId, new Date())).toMatchObject({ authenticatedAtMs: hourAgo.getTime() });
    const now = new Date();
    await runCommand(reauthenticate, { actor, input: { password: PASSWORD }, now: () => now });
    expect(await sessionActor(actor.sessionId, now)).toMatchObject({ authenticatedAtMs: now.getTime() });
  });

  it("refuses every password for somebody without one", async () => {
    const org = await testOrganization();
    const actor = await inSession(org, "viewer");
    const tried = runCommand(reauthenticate, { actor, input: { password: "" } });
    await expect(tried).rejects.toMatchObject({ code: "invalid_input" });
    const nobody = runCommand(reauthenticate, { actor, input: { password: "nobody's password" } });
    await expect(nobody).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("takes a code and makes the session one with a second factor", async () => {
    const org = await testOrganization();
    const { secret } = await withSecondFactor(org, "viewer");
    const actor = await inSession(org, "viewer");
    const now = new Date();
    await runCommand(reauthenticate, { actor, input: { code: codeOf(secret, now) }, now: () => now });
    const [row] = await rowsAs("read", "select mfa_at, reauth_at from user_session where id = $1", [actor.sessionId]);
    expect(row).toEqual({ mfa_at: now, reauth_at: now });
  });
});
