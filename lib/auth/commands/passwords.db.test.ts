import { describe, expect, it } from "vitest";
import { runCommand } from "@/lib/kernel/run-command.ts";
import { createResetLink } from "@/lib/people/commands/create-reset-link.ts";
import { disableUser } from "@/lib/people/commands/disable-user.ts";
import { describeCommand } from "@/lib/testing/describe-command.ts";
import { rowsAs } from "@/lib/testing/database.ts";
import { testOrganization, type TestOrganization } from "@/lib/testing/organization.ts";
import { accountByEmail } from "../account.ts";
import { verifyPassword } from "../password.ts";
import { sessionActor } from "../session-actor.ts";
import { anonymous, inSession } from "../testing/account.ts";
import { changePassword } from "./change-password.ts";
import { noteFailedSignIn } from "./note-failed-sign-in.ts";
import { resetPassword } from "./reset-password.ts";

const NEW = "marble-otter-lantern-42";

async function fits(org: TestOrganization, password: string): Promise<boolean> {
  const account = await accountByEmail(org.actor("viewer").email);
  return verifyPassword(account?.passwordHash ?? null, password);
}

async function resetToken(org: TestOrganization, now = new Date()): Promise<string> {
  const call = { actor: { ...org.actor("administrator"), authenticatedAtMs: now.getTime() }, now: () => now };
  const { link } = await runCommand(createResetLink, { ...call, input: { id: org.actor("viewer").id } });
  return new URL(link).searchParams.get("token") ?? "";
}

const reset = (token: string, password = NEW) =>
  runCommand(resetPassword, { actor: anonymous, input: { token, password } });

describeCommand(changePassword, {
  role: "viewer",
  elsewhere: "none",
  arrange: async () => ({ input: { password: NEW } }),
  does: async (_, org) => expect(await fits(org, NEW)).toBe(true),
  entry: { type: "user" },
});

describe("password.change", () => {
  it("ends the other sessions, keeps this one, and writes nothing of the password", async () => {
    const org = await testOrganization();
    const here = await inSession(org, "viewer");
    const there = await inSession(org, "viewer");
    await runCommand(changePassword, { actor: here, input: { password: NEW } });
    expect(await sessionActor(here.sessionId, new Date())).toBeDefined();
    expect(await sessionActor(there.sessionId, new Date())).toBeUndefined();
    const written = await rowsAs(
      "read",
      "select convert_from(p.body, 'utf8') as body from audit_entry e join audit_payload p using (entry_id) where e.org_id = $1",
      [org.orgId],
    );
    expect(JSON.stringify(written)).not.toMatch(/argon2|marble/);
  });

  it("refuses weak passwords with a reason, and people who did not prove who they are lately", async () => {
    const org = await testOrganization();
    const actor = org.actor("viewer");
    for (const password of ["short", "password1234", "Summer2026!!", actor.email]) {
      const tried = runCommand(changePassword, { actor, input: { password } });
      await expect(tried).rejects.toMatchObject({ code: "invalid_input", errors: [{ path: "password" }] });
    }
    const stale = { ...actor, authenticatedAtMs: Date.now() - 3600_000 };
    const tried = runCommand(changePassword, { actor: stale, input: { password: NEW } });
    await expect(tried).rejects.toMatchObject({ code: "precondition_failed" });
  });
});

describe("password.reset", () => {
  it("sets the password once, ends every session and uses up every link", async () => {
    const org = await testOrganization();
    const session = await inSession(org, "viewer");
    const [first, second] = [await resetToken(org), await resetToken(org)];
    expect(await reset(second)).toEqual({ email: org.actor("viewer").email });
    expect(await fits(org, NEW)).toBe(true);
    expect(await sessionActor(session.sessionId, new Date())).toBeUndefined();
    for (const token of [first, second]) await expect(reset(token)).rejects.toMatchObject({ code: "not_found" });
    const entries = await rowsAs(
      "read",
      "select actor_type, entity_id from audit_entry where org_id = $1 and action = 'password.reset'",
      [org.orgId],
    );
    expect(entries).toEqual([{ actor_type: "anonymous", entity_id: org.actor("viewer").id }]);
  });

  it("takes a link once even when it is used twice at the same moment", async () => {
    const org = await testOrganization();
    const token = await resetToken(org);
    const outcomes = await Promise.allSettled([reset(token), reset(token)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("refuses made-up and old links, and keeps the link when the password is weak", async () => {
    const org = await testOrganization();
    await expect(reset("made-up")).rejects.toMatchObject({ code: "not_found" });
    const old = await resetToken(org, new Date(Date.now() - 25 * 3600_000));
    await expect(reset(old)).rejects.toMatchObject({ code: "not_found" });
    const token = await resetToken(org);
    await expect(reset(token, "password1234")).rejects.toMatchObject({ code: "invalid_input" });
    await reset(token);
    expect(await fits(org, NEW)).toBe(true);
  });

  it("does not open a disabled account", async () => {
    const org = await testOrganization();
    const token = await resetToken(org);
    await runCommand(disableUser, { actor: org.actor("administrator"), input: { id: org.actor("viewer").id } });
    await expect(reset(token)).rejects.toMatchObject({ code: expect.stringMatching(/not_found|forbidden/) as string });
    expect(await fits(org, NEW)).toBe(false);
  });
});

describe("sign_in.fail", () => {
  it("is an entry in the organization of the account, by nobody", async () => {
    const org = await testOrganization();
    const input = { userId: org.actor("viewer").id, hour: "2026-11-21T10:00:00.000Z", earlier: null };
    await runCommand(noteFailedSignIn, { actor: anonymous, input });
    const where = "org_id = $1 and entity_type = 'sign_in_failure'";
    const rows = await rowsAs("read", `select actor_ref, entity_id from audit_entry where ${where}`, [org.orgId]);
    expect(rows).toEqual([{ actor_ref: "anonymous", entity_id: input.userId }]);
  });
});
