import { describe, expect, it } from "vitest";
import { keyActor } from "../../auth/key-actor.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { rowsAs } from "../../testing/database.ts";
import { describeCommand } from "../../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../../testing/organization.ts";
import { listKeys } from "../queries/list-keys.ts";
import { createKey } from "./create-key.ts";
import { disableUser } from "./disable-user.ts";
import { revokeKey } from "./revoke-key.ts";

const input = { name: "Build server", scopes: ["model:write" as const, "model:read" as const], expiresAt: null };
const soon = () => new Date(Date.now() + 60_000);
const make = (org: TestOrganization, more: object = {}) =>
  runCommand(createKey, { actor: org.actor("security_lead"), input: { ...input, ...more } });

describeCommand(createKey, {
  role: "security_lead",
  arrange: () => Promise.resolve({ input }),
  async does({ key, secret }, org) {
    expect(secret).toMatch(new RegExp(`^mk_${key.prefix}_[A-Za-z0-9_-]{43}$`));
    expect(await keyActor(secret, soon())).toMatchObject({ orgId: org.orgId, scopes: ["model:read", "model:write"] });
    const stored = await rowsAs("app", "select * from api_key where id = $1", [key.id]);
    expect(JSON.stringify(stored)).not.toContain(secret.slice(-43));
    const trail = await rowsAs("read", "select convert_from(body, 'utf8') as body from audit_payload", []);
    expect(JSON.stringify(trail)).not.toContain(secret.slice(-43));
  },
  entry: { type: "api_key", after: { scopes: ["model:read", "model:write"], revokedAt: null } },
  elsewhere: "none",
});

describeCommand(revokeKey, {
  role: "security_lead",
  arrange: async (org) => ({ input: { id: (await make(org)).key.id } }),
  does: (key) => expect(key.state).toBe("revoked"),
  entry: { type: "api_key" },
  stale: true,
});

describe("API keys", () => {
  it("cannot do more than who makes them", async () => {
    const org = await testOrganization();
    await expect(make(org, { scopes: ["audit:read"] })).resolves.toBeDefined();
    const limited = { ...org.actor("security_lead"), secondFactorMissing: true };
    await expect(runCommand(createKey, { actor: limited, input })).rejects.toMatchObject({ code: "forbidden" });
    await expect(make(org, { scopes: ["people:manage"] })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(make(org, { scopes: [] })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("stop working when revoked, when expired, and when their maker is disabled", async () => {
    const org = await testOrganization();
    const expiring = await make(org, { expiresAt: soon().toISOString() });
    expect(await keyActor(expiring.secret, new Date())).toBeDefined();
    expect(await keyActor(expiring.secret, new Date(Date.now() + 61_000))).toBeUndefined();
    await expect(make(org, { expiresAt: new Date(Date.now() - 1000).toISOString() })).rejects.toMatchObject({
      errors: [{ path: "expiresAt" }],
    });
    const revoked = await make(org);
    await runCommand(revokeKey, { actor: org.actor("administrator"), input: { id: revoked.key.id } });
    expect(await keyActor(revoked.secret, soon())).toBeUndefined();
    const orphan = await make(org);
    const { id } = org.actor("security_lead");
    await runCommand(disableUser, { actor: org.actor("administrator"), input: { id } });
    expect(await keyActor(orphan.secret, soon())).toBeUndefined();
  });

  it("are listed with prefix, last use and state, never with the key, and only one's own organization's", async () => {
    const org = await testOrganization();
    const { key, secret } = await make(org);
    await make(await testOrganization());
    await keyActor(secret, soon());
    const list = await runQuery(listKeys, { actor: org.actor("administrator"), input: {} });
    expect(list.items).toHaveLength(1);
    expect(list.items[0]).toMatchObject({ id: key.id, prefix: key.prefix, state: "active" });
    expect(list.items[0]?.lastUsedAt).not.toBeNull();
    expect(list.items[0]?.createdBy).toBe(org.actor("security_lead").name);
    expect(JSON.stringify(list)).not.toContain(secret.slice(-43));
    expect(list.grantable).toContain("audit:read");
  });
});
