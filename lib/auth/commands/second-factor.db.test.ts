import { describe, expect, it } from "vitest";
import { runCommand } from "@/lib/kernel/run-command.ts";
import { updateOrganization } from "@/lib/people/commands/update-organization.ts";
import { describeCommand } from "@/lib/testing/describe-command.ts";
import { rowsAs } from "@/lib/testing/database.ts";
import { testOrganization, type TestOrganization } from "@/lib/testing/organization.ts";
import { sessionActor } from "../session-actor.ts";
import { signInWithPassword } from "../sign-in.ts";
import { codeOf, inSession, PASSWORD, PLACE, withPassword, withSecondFactor } from "../testing/account.ts";
import { beginSecondFactor } from "./begin-second-factor.ts";
import { confirmSecondFactor } from "./confirm-second-factor.ts";
import { removeSecondFactor } from "./remove-second-factor.ts";
import { renewRecoveryCodes } from "./renew-recovery-codes.ts";

const stored = async (userId: string): Promise<Record<string, unknown> | undefined> =>
  (await rowsAs("app", "select * from user_credential where user_id = $1", [userId]))[0];

const signIn = (org: TestOrganization, code?: string) =>
  signInWithPassword(
    { email: org.actor("viewer").email, password: PASSWORD, ...(code === undefined ? {} : { code }) },
    PLACE,
  );

describeCommand(beginSecondFactor, {
  role: "viewer",
  elsewhere: "none",
  arrange: async () => ({ input: {} }),
  does: async (result, org) => {
    expect(result.uri).toContain(`secret=${result.secret}`);
    expect(result.qr).toMatch(/^data:image\/png;base64,/);
    const kept = await stored(org.actor("viewer").id);
    expect(kept?.["totp_secret"]).toBeNull();
    expect(String(kept?.["totp_pending"])).not.toContain(result.secret);
  },
  entry: { type: "user", after: { mfaEnabled: false } },
});

describeCommand(renewRecoveryCodes, {
  role: "viewer",
  elsewhere: "conflict",
  arrange: async (org) => {
    await withSecondFactor(org, "viewer");
    return { input: {} };
  },
  does: async (result, org) => {
    expect(new Set(result.recoveryCodes).size).toBe(10);
    const kept = await stored(org.actor("viewer").id);
    expect(kept?.["recovery_hashes"]).toHaveLength(10);
    expect(JSON.stringify(kept?.["recovery_hashes"])).not.toContain(result.recoveryCodes[0]);
  },
  entry: { type: "user", after: { mfaEnabled: true } },
});

describeCommand(removeSecondFactor, {
  role: "viewer",
  elsewhere: "conflict",
  arrange: async (org) => {
    await withSecondFactor(org, "viewer");
    return { input: {} };
  },
  does: async (_, org) =>
    expect(await stored(org.actor("viewer").id)).toMatchObject({ totp_secret: null, recovery_hashes: [] }),
  entry: { type: "user", after: { mfaEnabled: false } },
});

describe("second_factor.confirm", () => {
  it("refuses a wrong code and switches nothing on", async () => {
    const org = await testOrganization();
    const actor = await inSession(org, "viewer");
    const now = new Date();
    const { secret } = await runCommand(beginSecondFactor, { actor, input: {} });
    const wrong = codeOf(secret, new Date(now.getTime() + 3600_000));
    const tried = runCommand(confirmSecondFactor, { actor, input: { code: wrong }, now: () => now });
    await expect(tried).rejects.toMatchObject({ code: "invalid_input", errors: [{ path: "code" }] });
    expect(await stored(actor.id)).toMatchObject({ totp_secret: null });
  });

  it("ends sessions that were opened without it", async () => {
    const org = await testOrganization();
    const elsewhere = await inSession(org, "viewer");
    const { actor } = await withSecondFactor(org, "viewer");
    expect(await sessionActor(elsewhere.sessionId, new Date())).toBeUndefined();
    expect(await sessionActor(actor.sessionId, new Date())).toBeDefined();
  });

  it("needs a recent proof of identity", async () => {
    const org = await testOrganization();
    const actor = { ...(await inSession(org, "viewer")), authenticatedAtMs: Date.now() - 3600_000 };
    const begun = runCommand(beginSecondFactor, { actor, input: {} });
    await expect(begun).rejects.toMatchObject({ code: "precondition_failed", extra: { reauthenticate: true } });
  });
});

describe("signing in with a second factor", () => {
  it("asks for the code, takes it once, and refuses it again", async () => {
    const org = await testOrganization();
    await withPassword(org, "viewer");
    const { secret } = await withSecondFactor(org, "viewer");
    await expect(signIn(org)).rejects.toMatchObject({ code: "precondition_failed", extra: { codeRequired: true } });
    const code = codeOf(secret, new Date());
    const { sessionId } = await signIn(org, code);
    expect(
      await rowsAs("read", "select mfa_at is not null as mfa from user_session where id = $1", [sessionId]),
    ).toEqual([{ mfa: true }]);
    await expect(signIn(org, code)).rejects.toMatchObject({ code: "invalid_input", extra: { wrongCode: true } });
  });

  it("takes one code once even when two sign in at the same moment", async () => {
    const org = await testOrganization();
    await withPassword(org, "viewer");
    const { secret } = await withSecondFactor(org, "viewer");
    const code = codeOf(secret, new Date());
    const outcomes = await Promise.allSettled([signIn(org, code), signIn(org, code)]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("takes the code of the step before and after, not of two steps away", async () => {
    for (const [drift, fits] of [
      [-30_000, true],
      [30_000, true],
      [-60_000, false],
      [60_000, false],
    ] as const) {
      const org = await testOrganization();
      await withPassword(org, "viewer");
      const { secret } = await withSecondFactor(org, "viewer");
      const now = new Date();
      const input = { email: org.actor("viewer").email, password: PASSWORD };
      const code = codeOf(secret, new Date(now.getTime() + drift));
      const tried = signInWithPassword({ ...input, code }, PLACE, now).then(
        () => true,
        () => false,
      );
      expect([drift, await tried]).toEqual([drift, fits]);
    }
  });

  it("takes each recovery code once, however it is written, and says how many are left", async () => {
    const org = await testOrganization();
    await withPassword(org, "viewer");
    const { recoveryCodes } = await withSecondFactor(org, "viewer");
    const [first = "", second = ""] = recoveryCodes;
    expect(await signIn(org, first.toUpperCase().replaceAll("-", " "))).toMatchObject({ recoveryCodesLeft: 9 });
    await expect(signIn(org, first)).rejects.toMatchObject({ extra: { wrongCode: true } });
    expect(await signIn(org, second)).toMatchObject({ recoveryCodesLeft: 8 });
    const used = await rowsAs("read", "select 1 from audit_entry where org_id = $1 and action = 'recovery_codes.use'", [
      org.orgId,
    ]);
    expect(used).toHaveLength(2);
  });
});

describe("second_factor.remove", () => {
  it("is refused where the organization asks for one in this role", async () => {
    const org = await testOrganization();
    const { actor } = await withSecondFactor(org, "viewer");
    const input = { mfaRequiredRoles: ["viewer" as const], expectedVersion: 1 };
    await runCommand(updateOrganization, { actor: org.actor("administrator"), input });
    const removed = runCommand(removeSecondFactor, { actor: { ...actor, authenticatedAtMs: Date.now() }, input: {} });
    await expect(removed).rejects.toMatchObject({ code: "forbidden" });
  });

  it("without one, people of that role may only set theirs up", async () => {
    const org = await testOrganization();
    const { sessionId } = await inSession(org, "viewer");
    const input = { mfaRequiredRoles: ["viewer" as const], expectedVersion: 1 };
    await runCommand(updateOrganization, { actor: org.actor("administrator"), input });
    expect(await sessionActor(sessionId, new Date())).toMatchObject({ secondFactorMissing: true });
    const { actor } = await withSecondFactor(org, "viewer");
    expect(await sessionActor(actor.sessionId, new Date())).toMatchObject({ secondFactorMissing: false });
  });
});
