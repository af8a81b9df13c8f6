import { describe, expect, it } from "vitest";
import { runQuery } from "../kernel/query.ts";
import { testOrganization } from "../testing/organization.ts";
import { entityHistory } from "./queries/entity-history.ts";
import { listEntries } from "./queries/list-entries.ts";
import { readEntry } from "./queries/read-entry.ts";

describe("the trail as people read it", () => {
  it("lists newest first in pages that meet without gap or overlap", async () => {
    const org = await testOrganization();
    const actor = org.actor("auditor");
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await runQuery(listEntries, {
        actor,
        input: { limit: 3, ...(cursor === undefined ? {} : { cursor }) },
      });
      seen.push(...page.items.map((item) => item.entryId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(8);
    expect(seen).toEqual([...seen].sort((a, b) => Number(b) - Number(a)));
    expect(new Set(seen).size).toBe(8);
  });

  it("fills personal values in for those who may read the trail", async () => {
    const org = await testOrganization();
    const viewer = org.actor("viewer");
    const page = await runQuery(listEntries, {
      actor: org.actor("auditor"),
      input: { entityType: "user", entityId: viewer.id },
    });
    expect(page.items[0]).toMatchObject({
      entity: { label: viewer.name },
      after: { email: viewer.email, role: "viewer" },
      actor: { type: "system" },
      erased: false,
    });
  });

  it("filters by time, action and actor", async () => {
    const org = await testOrganization();
    const actor = org.actor("auditor");
    const count = async (input: object): Promise<number> =>
      (await runQuery(listEntries, { actor, input })).items.length;
    expect(await count({ action: "organization.create" })).toBe(1);
    expect(await count({ actor: "operator" })).toBe(1);
    expect(await count({ to: "2020-01-01T00:00:00Z" })).toBe(0);
    expect(await count({ from: "2020-01-01T00:00:00Z" })).toBe(8);
  });

  it("shows nothing of another organization and nothing to roles without the right", async () => {
    const [org, other] = [await testOrganization(), await testOrganization()];
    const [mine] = (await runQuery(listEntries, { actor: org.actor("auditor"), input: {} })).items;
    const read = runQuery(readEntry, { actor: other.actor("auditor"), input: { id: mine?.uuid ?? "" } });
    await expect(read).rejects.toMatchObject({ code: "not_found" });
    const history = await runQuery(entityHistory, {
      actor: other.actor("viewer"),
      input: { entityType: "organization", entityId: org.orgId },
    });
    expect(history.items).toEqual([]);
    await expect(runQuery(listEntries, { actor: org.actor("viewer"), input: {} })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
