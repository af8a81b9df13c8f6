import { beforeAll, describe, expect, it } from "vitest";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { testOrganization, type TestOrganization } from "../../testing/organization.ts";
import type { z } from "../../zod.ts";
import { archiveModel } from "../commands/archive-model.ts";
import { registerModel } from "../commands/register-model.ts";
import { updateModel } from "../commands/update-model.ts";
import type { ListModelsInput, RegisterModelInput } from "../schema.ts";
import { countFacets } from "./count-facets.ts";
import { listModels } from "./list-models.ts";
import { listOwnerChoices } from "./list-owner-choices.ts";
import { readModelHistory } from "./read-model-history.ts";
import { readModel } from "./read-model.ts";
import { searchModels } from "./search-models.ts";

let org: TestOrganization;

const models: z.input<typeof RegisterModelInput>[] = [
  { name: "Alpha", kind: "predictive", tags: ["cards", "eu"], sensitivity: "restricted", provider: "Northwind" },
  { name: "beta 100%", kind: "generative", tags: ["eu"], sensitivity: "public", tasks: ["text-generation"] },
  { name: "Çelik", kind: "generative", tags: [], ownerId: null, description: "A <b>bold</b> model" },
  { name: "Delta", kind: "agentic", stage: "operation" },
  { name: "delta", kind: "agentic" },
];

beforeAll(async () => {
  org = await testOrganization();
  for (const input of models) await runCommand(registerModel, { actor: org.actor("model_owner"), input });
  const last = await runQuery(readModel, { actor: org.actor("viewer"), input: { id: "delta-2" } });
  await runCommand(archiveModel, { actor: org.actor("model_owner"), input: { id: last.id, expectedVersion: 1 } });
});

async function names(input: z.input<typeof ListModelsInput>): Promise<string[]> {
  const page = await runQuery(listModels, { actor: org.actor("model_owner"), input });
  return page.items.map((item) => item.name);
}

describe("model.list", () => {
  it("sorts by name without regard to case and accents", async () => {
    expect(await names({ sort: "name", state: "all" })).toEqual(["Alpha", "beta 100%", "Çelik", "Delta", "delta"]);
    expect(await names({ sort: "-name" })).toEqual(["Delta", "Çelik", "beta 100%", "Alpha"]);
  });

  it("shows active models unless asked otherwise", async () => {
    expect(await names({ state: "archived" })).toEqual(["delta"]);
    expect(await names({ state: "all" })).toHaveLength(5);
  });

  it.each([
    [{ kind: "generative" }, ["beta 100%", "Çelik"]],
    [{ kind: ["generative", "predictive"] }, ["Alpha", "beta 100%", "Çelik"]],
    [{ sensitivity: "restricted" }, ["Alpha"]],
    [{ stage: "operation" }, ["Delta"]],
    [{ tag: "eu" }, ["Alpha", "beta 100%"]],
    [{ tag: ["eu", "cards"] }, ["Alpha"]],
    [{ owner: "nobody" }, ["Çelik"]],
    [{ owner: "me" }, ["Alpha", "beta 100%", "Delta"]],
    [{ q: "CELIK" }, ["Çelik"]],
    [{ q: "northwind alp" }, ["Alpha"]],
    [{ q: "100%" }, ["beta 100%"]],
    [{ q: "a_p" }, []],
    [{ q: "text-gen" }, ["beta 100%"]],
    [{ q: "' or 1=1 --" }, []],
  ] as const)("filters by %j", async (filter, expected) => {
    expect(await names({ ...filter, sort: "name" } as z.input<typeof ListModelsInput>)).toEqual(expected);
  });

  it.each(["name", "-name", "updatedAt", "-updatedAt", "createdAt", "-createdAt"] as const)(
    "pages by %s without gap or overlap",
    async (sort) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await runQuery(listModels, {
          actor: org.actor("viewer"),
          input: { sort, state: "all", limit: 2, cursor },
        });
        seen.push(...page.items.map((item) => item.id));
        expect(page.total).toBe(5);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(new Set(seen).size).toBe(5);
      const all = await runQuery(listModels, { actor: org.actor("viewer"), input: { sort, state: "all" } });
      expect(seen).toEqual(all.items.map((item) => item.id));
    },
  );

  it("refuses cursors that are damaged or of another sort", async () => {
    const page = await runQuery(listModels, { actor: org.actor("viewer"), input: { sort: "name", limit: 1 } });
    for (const [sort, cursor] of [
      ["-name", page.nextCursor],
      ["name", "bm9uc2Vuc2U"],
      ["updatedAt", "WyJ1cGRhdGVkQXQiLCJ4IiwieSJd"],
    ] as const) {
      await expect(names({ sort, cursor: cursor ?? "" })).rejects.toMatchObject({ code: "invalid_input" });
    }
  });

  it("says what may be done here, and shows nothing of others", async () => {
    const viewer = await runQuery(listModels, { actor: org.actor("viewer"), input: {} });
    expect(viewer.abilities).toEqual({ register: false, import: false, export: true });
    const other = await testOrganization();
    const page = await runQuery(listModels, { actor: other.actor("administrator"), input: { state: "all" } });
    expect(page).toMatchObject({ items: [], total: 0, nextCursor: null });
  });
});

describe("model.facets", () => {
  it("counts what each value would leave, the other filters being as they are", async () => {
    const facets = await runQuery(countFacets, { actor: org.actor("viewer"), input: { kind: "generative" } });
    const count = (facet: keyof typeof facets, value: string) =>
      facets[facet].find((each) => each.value === value)?.count;
    expect(count("kind", "predictive")).toBe(1);
    expect(count("kind", "generative")).toBe(2);
    expect(count("sensitivity", "public")).toBe(1);
    expect(count("sensitivity", "restricted")).toBe(0);
    expect(count("tag", "eu")).toBe(1);
    expect(facets.owner).toContainEqual({ value: "nobody", label: "Nobody", count: 1 });
  });
});

describe("model.read", () => {
  it("finds by id and by slug, and nothing of another organization", async () => {
    const actor = org.actor("viewer");
    const bySlug = await runQuery(readModel, { actor, input: { id: "alpha" } });
    expect(await runQuery(readModel, { actor, input: { id: bySlug.id } })).toEqual(bySlug);
    const stranger = (await testOrganization()).actor("administrator");
    for (const id of ["alpha", bySlug.id]) {
      await expect(runQuery(readModel, { actor: stranger, input: { id } })).rejects.toMatchObject({
        code: "not_found",
      });
    }
  });
});

describe("model.history", () => {
  it("tells every change, newest first, with who and what", async () => {
    const actor = org.actor("model_owner");
    const model = await runQuery(readModel, { actor, input: { id: "celik" } });
    await runCommand(updateModel, {
      actor,
      input: { id: model.id, expectedVersion: 1, ownerId: actor.id, reason: "adopted" },
    });
    const { items, people } = await runQuery(readModelHistory, { actor: org.actor("viewer"), input: { id: "celik" } });
    expect(items.map((entry) => entry.action)).toEqual(["model.update", "model.register"]);
    expect(items[0]).toMatchObject({
      actor: { name: actor.name },
      before: { ownerId: null },
      reason: "adopted",
      version: 2,
    });
    expect(people).toEqual({ [actor.id]: actor.name });
  });
});

describe("model.search and model.owners", () => {
  it("finds models by a few letters, those that begin with them first, archived ones last", async () => {
    const { items } = await runQuery(searchModels, { actor: org.actor("viewer"), input: { q: "delta" } });
    expect(items.map((item) => item.slug)).toEqual(["delta", "delta-2"]);
  });

  it("offers the organization's people as owners", async () => {
    const { items } = await runQuery(listOwnerChoices, { actor: org.actor("viewer"), input: {} });
    expect(items).toHaveLength(7);
  });
});
