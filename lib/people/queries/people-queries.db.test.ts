import { describe, expect, it } from "vitest";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { testOrganization } from "../../testing/organization.ts";
import { createUser } from "../commands/create-user.ts";
import { disableUser } from "../commands/disable-user.ts";
import { openSession } from "../testing/people.ts";
import { listSessions } from "./list-sessions.ts";
import { listUsers } from "./list-users.ts";
import { readMe } from "./read-me.ts";
import { readOrganization } from "./read-organization.ts";
import { readUser } from "./read-user.ts";

describe("user.list", () => {
  it("pages by name without repeating or missing, also among people of the same name", async () => {
    const org = await testOrganization();
    const admin = org.actor("administrator");
    for (let n = 0; n < 5; n += 1) {
      const input = { email: `same-${n}@${org.slug}.test`, name: "Same Name", role: "viewer" as const };
      await runCommand(createUser, { actor: admin, input });
    }
    const names: string[] = [];
    const ids = new Set<string>();
    let cursor: string | null | undefined;
    do {
      const input = { limit: 3, ...(cursor === undefined || cursor === null ? {} : { cursor }) };
      const page = await runQuery(listUsers, { actor: admin, input });
      names.push(...page.items.map((item) => item.name));
      page.items.forEach((item) => ids.add(item.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(names).toHaveLength(12);
    expect(ids.size).toBe(12);
  });

  it("finds by part of name or address, role and state, within the organization", async () => {
    const org = await testOrganization();
    await testOrganization();
    const admin = org.actor("administrator");
    const { id } = org.actor("viewer");
    await runCommand(disableUser, { actor: admin, input: { id } });
    const list = async (input: object) => (await runQuery(listUsers, { actor: admin, input })).items.map((i) => i.id);
    expect(await list({ q: `VIEWER@${org.slug}` })).toEqual([id]);
    expect(await list({ role: "auditor" })).toEqual([org.actor("auditor").id]);
    expect(await list({ state: "disabled" })).toEqual([id]);
    expect(await list({})).toHaveLength(7);
  });

  it("takes what is looked for as it is written: % and _ and \\ stand for themselves", async () => {
    const org = await testOrganization("like-100-percent");
    const admin = org.actor("administrator");
    const input = { email: "hundred@literal.test", name: "Of 100%_\\ all", role: "viewer" as const };
    await runCommand(createUser, { actor: admin, input });
    const list = async (q: string) =>
      (await runQuery(listUsers, { actor: admin, input: { q } })).items.map((i) => i.email);
    expect(await list("100")).toHaveLength(8);
    expect(await list("100%_\\ A")).toEqual([input.email]);
    expect(await list("100%p")).toEqual([]);
    expect(await list("like_100")).toEqual([]);
    expect(await list("\\")).toEqual([input.email]);
  });

  it("says what the asking person may do, by the rules of the commands", async () => {
    const org = await testOrganization();
    const abilitiesFor = async (role: "administrator" | "viewer", of: "administrator" | "viewer") =>
      (await runQuery(readUser, { actor: org.actor(role), input: { id: org.actor(of).id } })).abilities;
    expect(await abilitiesFor("administrator", "viewer")).toMatchObject({
      disable: true,
      changeRole: true,
      enable: false,
    });
    expect(await abilitiesFor("administrator", "administrator")).toMatchObject({
      disable: false,
      resetSecondFactor: false,
      erase: false,
    });
    expect(Object.values(await abilitiesFor("viewer", "viewer")).some(Boolean)).toBe(false);
  });

  it("does not show another organization's people", async () => {
    const [org, other] = [await testOrganization(), await testOrganization()];
    const call = { actor: org.actor("administrator"), input: { id: other.actor("viewer").id } };
    await expect(runQuery(readUser, call)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("oneself", () => {
  it("is read with the permissions held now: hardly any while a second factor is missing", async () => {
    const org = await testOrganization();
    const me = await runQuery(readMe, { actor: org.actor("auditor"), input: {} });
    expect(me.abilities).toContain("audit:read");
    expect(me.abilities).not.toContain("model:write");
    const missing = { ...org.actor("auditor"), secondFactorMissing: true };
    const limited = await runQuery(readMe, { actor: missing, input: {} });
    expect(limited).toMatchObject({ secondFactorRequired: true, abilities: ["self:read", "self:manage"] });
    await expect(runQuery(readOrganization, { actor: missing, input: {} })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("is no API key", async () => {
    const org = await testOrganization();
    await expect(runQuery(readMe, { actor: org.apiKey("model:read"), input: {} })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("sees its own open sessions only, and which one it is in", async () => {
    const org = await testOrganization();
    const mine = await openSession(org, "viewer");
    const other = await openSession(org, "viewer");
    await openSession(org, "auditor");
    const actor = { ...org.actor("viewer"), sessionId: mine };
    const { items } = await runQuery(listSessions, { actor, input: {} });
    expect(items.map((item) => [item.id, item.current])).toEqual([
      [other, false],
      [mine, true],
    ]);
  });
});
