import { describe, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { rowsAs } from "../../testing/database.ts";
import { describeCommand } from "../../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../../testing/organization.ts";
import { listInvitations } from "../queries/list-invitations.ts";
import { readInvitation } from "../queries/read-invitation.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import { inviteUser } from "./invite-user.ts";
import { revokeInvitation } from "./revoke-invitation.ts";

const PASSWORD = "copper-Lantern-42-orbit";
const anonymous = { type: "anonymous" as const, address: "192.0.2.1" };

async function invite(org: TestOrganization, now?: () => Date) {
  const input = { email: `guest-${newId().slice(-12)}@${org.slug}.test`, role: "auditor" as const };
  const made = await runCommand(inviteUser, { actor: org.actor("administrator"), input, ...(now ? { now } : {}) });
  return { ...made, token: new URL(made.link).searchParams.get("token") ?? "" };
}

const accept = (token: string) =>
  runCommand(acceptInvitation, { actor: anonymous, input: { token, name: "Ina Novak", password: PASSWORD } });

describeCommand(inviteUser, {
  role: "administrator",
  arrange: (org) => Promise.resolve({ input: { email: `x@${org.slug}.test`, role: "viewer" } }),
  async does({ invitation, link, mailed }, org) {
    expect(invitation).toMatchObject({ state: "open", role: "viewer", invitedBy: org.actor("administrator").name });
    expect(mailed).toBe(false);
    const token = new URL(link).searchParams.get("token") ?? "";
    const rows = await rowsAs("app", "select * from invitation where id = $1", [invitation.id]);
    expect(token).toHaveLength(43);
    expect(JSON.stringify(rows)).not.toContain(token);
  },
  entry: { type: "invitation", after: { role: "viewer", acceptedAt: null } },
  elsewhere: "none",
});

describeCommand(revokeInvitation, {
  role: "administrator",
  arrange: async (org) => ({ input: { id: (await invite(org)).invitation.id } }),
  does: (invitation) => expect(invitation.state).toBe("revoked"),
  entry: { type: "invitation" },
  stale: true,
});

describe("invitation.accept", () => {
  it("makes the account with the invited address and role, and works once", async () => {
    const org = await testOrganization();
    const { token, invitation } = await invite(org);
    expect(await runQuery(readInvitation, { actor: anonymous, input: { token } })).toMatchObject({
      email: invitation.email,
      role: "auditor",
    });
    expect(await accept(token)).toEqual({ email: invitation.email });
    const [user] = await rowsAs("app", "select * from app_user where email = $1", [invitation.email]);
    expect(user).toMatchObject({ org_id: org.orgId, role: "auditor", name: "Ina Novak", state: "active" });
    await expect(accept(token)).rejects.toMatchObject({ code: "not_found" });
    const entries = await rowsAs(
      "read",
      "select action, actor_type from audit_entry where entity_id in ($1, $2) order by entry_id",
      [invitation.id, user?.["id"]],
    );
    expect(entries.map((e) => `${String(e["action"])} ${String(e["actor_type"])}`)).toEqual([
      "user.invite user",
      "invitation.accept anonymous",
      "user.create anonymous",
    ]);
  });

  it("is won by one of two at the same moment", async () => {
    const { token } = await invite(await testOrganization());
    const outcomes = await Promise.allSettled([accept(token), accept(token)]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("answers alike for unknown, revoked and expired invitations", async () => {
    const org = await testOrganization();
    const revoked = await invite(org);
    await runCommand(revokeInvitation, { actor: org.actor("administrator"), input: { id: revoked.invitation.id } });
    const expired = await invite(org, () => new Date(Date.now() - 8 * 24 * 3600_000));
    for (const token of ["unknown", revoked.token, expired.token]) {
      const words = "This invitation is not valid, or no longer. Ask for a new one.";
      await expect(accept(token)).rejects.toMatchObject({ code: "not_found", message: words });
      await expect(runQuery(readInvitation, { actor: anonymous, input: { token } })).rejects.toMatchObject({
        message: words,
      });
    }
  });

  it("keeps the invitation when the password is refused", async () => {
    const { token } = await invite(await testOrganization());
    const weak = { token, name: "Ina", password: "short" };
    await expect(runCommand(acceptInvitation, { actor: anonymous, input: weak })).rejects.toMatchObject({
      errors: [{ path: "password" }],
    });
    await expect(accept(token)).resolves.toBeDefined();
  });

  it("is for people without an account", async () => {
    const org = await testOrganization();
    const { token } = await invite(org);
    const input = { token, name: "Ina", password: PASSWORD };
    await expect(runCommand(acceptInvitation, { actor: org.actor("administrator"), input })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("invitations", () => {
  it("are not made twice for one address, nor for somebody who is here", async () => {
    const org = await testOrganization();
    const { invitation } = await invite(org);
    const again = (email: string) =>
      runCommand(inviteUser, { actor: org.actor("administrator"), input: { email, role: "viewer" } });
    await expect(again(invitation.email)).rejects.toMatchObject({ code: "conflict" });
    await expect(again(org.actor("viewer").email)).rejects.toMatchObject({ errors: [{ path: "email" }] });
  });

  it("are listed open, or all, and only one's own organization's", async () => {
    const org = await testOrganization();
    const open = await invite(org);
    const revoked = await invite(org);
    await runCommand(revokeInvitation, { actor: org.actor("administrator"), input: { id: revoked.invitation.id } });
    await invite(await testOrganization());
    const list = async (state: "open" | "all") => {
      const { items } = await runQuery(listInvitations, { actor: org.actor("administrator"), input: { state } });
      return items.map((item) => item.id);
    };
    expect(await list("open")).toEqual([open.invitation.id]);
    expect(await list("all")).toEqual([revoked.invitation.id, open.invitation.id]);
  });
});
