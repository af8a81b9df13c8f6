import { describe, expect, it } from "vitest";
import { runQuery } from "../kernel/query.ts";
import { registerModel } from "../inventory/commands/register-model.ts";
import { updateModel } from "../inventory/commands/update-model.ts";
import { runCommand } from "../kernel/run-command.ts";
import { decodeBase64 } from "../merkle/base64.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { checkChain } from "../trail-check/check-chain.ts";
import { checkEntry } from "../trail-check/check-entry.ts";
import { browserCrypto } from "../trail-check/crypto-browser.ts";
import { entityChain } from "./queries/entity-chain.ts";
import { findEntry } from "./queries/find-entry.ts";
import { listEntries } from "./queries/list-entries.ts";
import { readEntryBytes } from "./queries/read-entry-bytes.ts";
import { trailFacets } from "./queries/trail-facets.ts";

async function aChangedModel(org: TestOrganization) {
  const actor = org.actor("security_lead");
  const input = { name: "Card fraud", kind: "predictive" as const };
  const model = await runCommand(registerModel, { actor, input });
  await runCommand(updateModel, { actor, input: { id: model.id, expectedVersion: 1, sensitivity: "restricted" } });
  return { actor, model };
}

describe("the bytes behind the trail", () => {
  it("lets a reader check every entry and its personal values from the bytes alone", async () => {
    const org = await testOrganization();
    const { actor } = await aChangedModel(org);
    const { items } = await runQuery(listEntries, { actor, input: {} });
    expect(items.length).toBeGreaterThan(8);
    let openings = 0;
    for (const shown of items) {
      const bytes = await runQuery(readEntryBytes, { actor, input: { id: shown.uuid } });
      const values = bytes.values && {
        body: decodeBase64(bytes.values.body),
        salt: decodeBase64(bytes.values.salt),
        openings: bytes.values.openings.map((each) => ({ ...each, salt: decodeBase64(each.salt) })),
      };
      openings += values?.openings.length ?? 0;
      const material = { leaf: decodeBase64(bytes.leaf), values, receipt: null, logKey: "", witnesses: [], shown };
      expect(checkEntry(browserCrypto, material, () => 0).steps[0]).toMatchObject({ id: "entry", state: "pass" });
    }
    expect(openings).toBeGreaterThan(10);
  });

  it("gives a thing's whole chain, in pages, to everybody for models and to trail readers for the rest", async () => {
    const org = await testOrganization();
    const { model } = await aChangedModel(org);
    const viewer = org.actor("viewer");
    const of = (cursor?: string) => ({
      entityType: "model",
      entityId: model.id,
      limit: 1,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const first = await runQuery(entityChain, { actor: viewer, input: of() });
    const second = await runQuery(entityChain, { actor: viewer, input: of(first.nextCursor ?? "") });
    expect(second.nextCursor).toBeNull();
    const leaves = [...first.items, ...second.items].map(({ leaf }) => decodeBase64(leaf));
    expect(checkChain(browserCrypto, { type: "model", id: model.id }, leaves)).toMatchObject({
      state: "whole",
      entries: 2,
    });
    const person = { entityType: "user", entityId: viewer.id };
    await expect(runQuery(entityChain, { actor: viewer, input: person })).rejects.toMatchObject({ code: "not_found" });
    expect((await runQuery(entityChain, { actor: org.actor("auditor"), input: person })).items).toHaveLength(1);
    const stranger = (await testOrganization()).actor("administrator");
    expect((await runQuery(entityChain, { actor: stranger, input: of() })).items).toEqual([]);
  });

  it("finds an entry by its id, and what an id belongs to", async () => {
    const org = await testOrganization();
    const { actor, model } = await aChangedModel(org);
    const [entry] = (await runQuery(listEntries, { actor, input: { limit: 1 } })).items;
    const find = async (q: string) => (await runQuery(findEntry, { actor, input: { q } })).found;
    expect(await find(entry?.uuid ?? "")).toEqual({ kind: "entry", uuid: entry?.uuid });
    expect(await find(model.id)).toEqual({ kind: "thing", entityType: "model", entityId: model.id });
    expect(await find(entry?.requestId ?? "")).toMatchObject({ kind: "request", uuids: [entry?.uuid] });
    expect(await find("999999999")).toBeNull();
    expect(await find("rubbish")).toBeNull();
    const stranger = (await testOrganization()).actor("auditor");
    expect((await runQuery(findEntry, { actor: stranger, input: { q: entry?.uuid ?? "" } })).found).toBeNull();
  });

  it("says who and what occurs, each once", async () => {
    const org = await testOrganization();
    const { actor } = await aChangedModel(org);
    const facets = await runQuery(trailFacets, { actor, input: {} });
    expect(facets.actions).toEqual(["model.register", "model.update", "organization.create", "user.create"]);
    expect(facets.entityTypes).toEqual(["model", "organization", "user"]);
    expect(facets.actors.map(({ name }) => name)).toContain(actor.name);
    expect(facets.actors).toHaveLength(3);
    expect(facets.names[actor.id]).toBe(actor.name);
  });
});
