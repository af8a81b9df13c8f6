import type { SeedAsset, SeedLink } from "../../../prisma/seed/northwind-assets.ts";
import { northwindSources } from "../../../prisma/seed/northwind-sources.ts";
import { northwindFields, northwindUses, northwindVersions } from "../../../prisma/seed/northwind-uses.ts";
import { createField } from "../../fields/commands/create-field.ts";
import { registerAsset } from "../../inventory/assets/commands/register-asset.ts";
import type { NodeType } from "../../inventory/assets/rules.ts";
import type { LinkInput } from "../../inventory/assets/schema.ts";
import { createVersion } from "../../inventory/versions/commands/create-version.ts";
import { releaseVersion } from "../../inventory/versions/commands/release-version.ts";
import type { Actor } from "../../kernel/actor.ts";
import { runCommand } from "../../kernel/run-command.ts";

type Node = { type: NodeType; id: string };
/** What is there already, by its name. */
type Known = Map<string, Node>;

function linksOf(known: Known, links: readonly SeedLink[] = []): LinkInput[] {
  return links.map(([relation, to]) => {
    const node = known.get(to);
    if (node === undefined) throw new Error(`the demonstration has no ${to}`);
    return { relation, ...node };
  });
}

async function addAssets(
  actor: Actor,
  assets: readonly SeedAsset[],
  people: Map<string, string>,
  known: Known,
): Promise<void> {
  for (const { owner, links, parent, documents = [], ...asset } of assets) {
    const dataset = parent === undefined ? undefined : known.get(parent)?.id;
    const input = {
      ...asset,
      ...(dataset === undefined ? {} : { parentId: dataset }),
      ownerId: owner === null ? null : (people.get(owner) ?? null),
      documents: [...documents],
      links: linksOf(known, links),
    };
    const made = await runCommand(registerAsset, { actor, input: input as never });
    known.set(made.name, { type: made.kind, id: made.id });
  }
}

async function addVersions(actor: Actor, known: Known): Promise<void> {
  for (const { model, links, release, ...version } of northwindVersions) {
    const id = known.get(model)?.id;
    if (id === undefined) throw new Error(`the demonstration has no ${model}`);
    const made = await runCommand(createVersion, { actor, input: { ...version, id, links: linksOf(known, links) } });
    known.set(`${model} ${version.label}`, { type: "model_version", id: made.id });
    if (release) {
      await runCommand(releaseVersion, { actor, input: { id, version: made.id, expectedVersion: made.version } });
    }
  }
}

/** The supply chain around the demonstration's models, made by its own people. `models` holds their ids by name. */
export async function addSupplyChain(
  actors: { lead: Actor; owner: Actor },
  people: Map<string, string>,
  models: ReadonlyMap<string, string>,
): Promise<void> {
  const known: Known = new Map([...models].map(([name, id]) => [name, { type: "model", id }]));
  for (const { appliesTo, ...field } of northwindFields) {
    const choices = "choices" in field ? [...field.choices] : [];
    await runCommand(createField, { actor: actors.lead, input: { ...field, choices, appliesTo: [...appliesTo] } });
  }
  await addAssets(actors.owner, northwindSources, people, known);
  await addVersions(actors.owner, known);
  await addAssets(actors.owner, northwindUses, people, known);
}
