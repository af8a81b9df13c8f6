import { describe, expect, it } from "vitest";
import { verifyPassword } from "../../auth/password.ts";
import { newId } from "../../kernel/ids.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { rowsAs } from "../../testing/database.ts";
import { describeCommand } from "../../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../../testing/organization.ts";
import { changeRole } from "./change-role.ts";
import { createResetLink } from "./create-reset-link.ts";
import { createUser } from "./create-user.ts";
import { disableUser } from "./disable-user.ts";
import { enableUser } from "./enable-user.ts";
import { resetSecondFactor } from "./reset-second-factor.ts";
import { updateOrganization } from "./update-organization.ts";
import { updateProfile } from "./update-profile.ts";
import { openSession, withSecondFactor } from "../testing/people.ts";

const PASSWORD = "copper-Lantern-42-orbit";

async function userRow(id: string): Promise<Record<string, unknown>> {
  return (await rowsAs("app", "select * from app_user where id = $1", [id]))[0] ?? {};
}

const refusal = (code: string) => expect.objectContaining({ code }) as Error;

describeCommand(createUser, {
  role: "administrator",
  arrange: (org) =>
    Promise.resolve({
      input: { email: `New@${org.slug}.test`, name: "New Person", role: "auditor", password: PASSWORD },
    }),
  async does({ user, link }, org) {
    expect(user).toMatchObject({ email: `new@${org.slug}.test`, role: "auditor", state: "active" });
    expect(link).toBeNull();
    const [credential] = await rowsAs("app", "select * from user_credential where user_id = $1", [user.id]);
    expect(await verifyPassword(String(credential?.["password_hash"]), PASSWORD)).toBe(true);
  },
  entry: { type: "user", after: { role: "auditor", state: "active" } },
  elsewhere: "none",
});

describe("user.create, further", () => {
  it("gives a link instead of a password, of which only a digest is kept", async () => {
    const org = await testOrganization();
    const { user, link } = await runCommand(createUser, {
      actor: org.actor("administrator"),
      input: { email: `b@${org.slug}.test`, name: "B", role: "viewer" },
    });
    const token = new URL(link ?? "").searchParams.get("token") ?? "";
    const rows = await rowsAs("app", "select * from one_time_link where user_id = $1", [user.id]);
    expect(rows).toHaveLength(1);
    expect(token).toHaveLength(43);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it("refuses weak passwords and addresses that are taken, naming the field", async () => {
    const org = await testOrganization();
    const create = (input: { email: string; password?: string }) =>
      runCommand(createUser, { actor: org.actor("administrator"), input: { name: "C", role: "viewer", ...input } });
    await expect(create({ email: "c@x.test", password: "password1234" })).rejects.toMatchObject({
      code: "invalid_input",
      errors: [{ path: "password" }],
    });
    await expect(create({ email: org.actor("viewer").email.toUpperCase() })).rejects.toMatchObject({
      errors: [{ path: "email" }],
    });
  });

  it("wants a fresh proof of who asks, from people", async () => {
    const org = await testOrganization();
    const stale = { ...org.actor("administrator"), authenticatedAtMs: 0 };
    const input = { email: `d@${org.slug}.test`, name: "D", role: "viewer" as const };
    await expect(runCommand(createUser, { actor: stale, input })).rejects.toMatchObject({
      code: "precondition_failed",
      extra: { reauthenticate: true },
    });
    const operator = { type: "operator" as const, orgId: org.orgId };
    await expect(runCommand(createUser, { actor: operator, input })).resolves.toMatchObject({
      user: { role: "viewer" },
    });
  });
});

describeCommand(changeRole, {
  role: "administrator",
  arrange: (org) => Promise.resolve({ input: { id: org.actor("viewer").id, role: "responder", expectedVersion: 1 } }),
  does: (user) => expect(user).toMatchObject({ role: "responder", version: 2 }),
  entry: { type: "user", after: { role: "responder" } },
  stale: true,
});

describe("the last administrator", () => {
  const secondAdministrator = async (org: TestOrganization): Promise<string> => {
    const { user } = await runCommand(createUser, {
      actor: org.actor("administrator"),
      input: { email: `second@${org.slug}.test`, name: "Second", role: "administrator", password: PASSWORD },
    });
    return user.id;
  };
  const operator = (org: TestOrganization) => ({ type: "operator" as const, orgId: org.orgId });

  it("can be neither demoted nor disabled, not by an operator either", async () => {
    const org = await testOrganization();
    const { id } = org.actor("administrator");
    const demote = { id, role: "viewer" as const, expectedVersion: 1 };
    await expect(runCommand(changeRole, { actor: org.actor("administrator"), input: demote })).rejects.toEqual(
      refusal("precondition_failed"),
    );
    await expect(runCommand(disableUser, { actor: operator(org), input: { id } })).rejects.toEqual(
      refusal("precondition_failed"),
    );
    expect(await userRow(id)).toMatchObject({ role: "administrator", state: "active", version: 1 });
  });

  it("stays also when two are removed at the same moment", async () => {
    const org = await testOrganization();
    const first = org.actor("administrator").id;
    const second = await secondAdministrator(org);
    const outcomes = await Promise.allSettled([
      runCommand(disableUser, { actor: operator(org), input: { id: first } }),
      runCommand(changeRole, { actor: operator(org), input: { id: second, role: "viewer", expectedVersion: 1 } }),
    ]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    const left = await rowsAs(
      "app",
      "select id from app_user where org_id = $1 and role = 'administrator' and state = 'active'",
      [org.orgId],
    );
    expect(left).toHaveLength(1);
  });

  it("may step down once there is another", async () => {
    const org = await testOrganization();
    await secondAdministrator(org);
    const input = { id: org.actor("administrator").id, role: "viewer" as const, expectedVersion: 1 };
    const after = await runCommand(changeRole, { actor: org.actor("administrator"), input });
    expect(after.role).toBe("viewer");
  });
});

describeCommand(disableUser, {
  role: "administrator",
  async arrange(org) {
    await openSession(org, "viewer");
    await openSession(org, "viewer");
    return { input: { id: org.actor("viewer").id } };
  },
  async does(user) {
    expect(user.state).toBe("disabled");
    const open = await rowsAs("app", "select 1 from user_session where user_id = $1 and revoked_at is null", [user.id]);
    expect(open).toHaveLength(0);
  },
  entry: { type: "user", after: { state: "disabled" } },
});

describe("user.disable, further", () => {
  it("ends links and notes every session it ended", async () => {
    const org = await testOrganization();
    const { id } = org.actor("viewer");
    const session = await openSession(org, "viewer");
    await runCommand(createResetLink, { actor: org.actor("administrator"), input: { id } });
    await runCommand(disableUser, { actor: org.actor("administrator"), input: { id } });
    const links = await rowsAs("app", "select 1 from one_time_link where user_id = $1 and used_at is null", [id]);
    expect(links).toHaveLength(0);
    const entries = await rowsAs("read", "select action from audit_entry where entity_id = $1 order by entry_id", [
      session,
    ]);
    expect(entries.map((entry) => entry["action"])).toEqual(["session.start", "session.revoke"]);
  });

  it("is refused for oneself and for who is disabled already", async () => {
    const org = await testOrganization();
    const actor = org.actor("administrator");
    await expect(runCommand(disableUser, { actor, input: { id: actor.id } })).rejects.toEqual(refusal("forbidden"));
    const input = { id: org.actor("viewer").id };
    await runCommand(disableUser, { actor, input });
    await expect(runCommand(disableUser, { actor, input })).rejects.toEqual(refusal("precondition_failed"));
  });
});

describeCommand(enableUser, {
  role: "administrator",
  async arrange(org) {
    const input = { id: org.actor("viewer").id };
    await runCommand(disableUser, { actor: org.actor("administrator"), input });
    return { input };
  },
  does: (user) => expect(user).toMatchObject({ state: "active", disabledAt: null, version: 3 }),
  entry: { type: "user", after: { state: "active", disabledAt: null } },
});

describeCommand(updateProfile, {
  role: "viewer",
  arrange: () => Promise.resolve({ input: { name: "  Ana María  ", expectedVersion: 1 } }),
  does: (user) => expect(user).toMatchObject({ name: "Ana María", version: 2 }),
  entry: { type: "user" },
  elsewhere: "none",
  stale: true,
});

describeCommand(createResetLink, {
  role: "administrator",
  arrange: (org) => Promise.resolve({ input: { id: org.actor("viewer").id } }),
  does({ link, mailed }) {
    expect(new URL(link).pathname).toBe("/reset-password");
    expect(mailed).toBe(false);
  },
  entry: { type: "user", after: { state: "active" } },
});

describeCommand(resetSecondFactor, {
  role: "administrator",
  async arrange(org) {
    await withSecondFactor(org, "viewer");
    await openSession(org, "viewer");
    return { input: { id: org.actor("viewer").id } };
  },
  async does(user) {
    expect(user.mfaEnabled).toBe(false);
    const [credential] = await rowsAs("app", "select totp_secret from user_credential where user_id = $1", [user.id]);
    expect(credential?.["totp_secret"]).toBeNull();
    const open = await rowsAs("app", "select 1 from user_session where user_id = $1 and revoked_at is null", [user.id]);
    expect(open).toHaveLength(0);
  },
  entry: { type: "user", after: { mfaEnabled: false } },
});

describeCommand(updateOrganization, {
  role: "administrator",
  arrange: () => Promise.resolve({ input: { mfaRequiredRoles: ["auditor", "auditor"], expectedVersion: 1 } }),
  does: (organization) => expect(organization).toMatchObject({ mfaRequiredRoles: ["auditor"], version: 2 }),
  entry: { type: "organization", after: { mfaRequiredRoles: ["auditor"] } },
  elsewhere: "none",
  stale: true,
});

it("does not find people that exist nowhere", async () => {
  const org = await testOrganization();
  const call = { actor: org.actor("administrator"), input: { id: newId() } };
  await expect(runCommand(disableUser, call)).rejects.toEqual(refusal("not_found"));
});
