import { registerAsset } from "../../inventory/assets/commands/register-asset.ts";
import { registerModel } from "../../inventory/commands/register-model.ts";
import { createVersion } from "../../inventory/versions/commands/create-version.ts";
import { runCommand } from "../../kernel/run-command.ts";
import type { TestOrganization } from "../../testing/organization.ts";
import type { z } from "../../zod.ts";

type AssetInput = z.input<typeof registerAsset.input>;
type LinkOf = NonNullable<AssetInput["links"]>[number];
export type Thing = { type: LinkOf["type"]; id: string };

/** A link to a thing. */
export const link = (relation: LinkOf["relation"], { type, id }: Thing): LinkOf => ({ relation, type, id });

/** Makes the things of a test's supply chain through commands, owned by the model owner unless said otherwise. */
export function maker(org: TestOrganization) {
  const actor = org.actor("model_owner");
  const asset = async (
    kind: Exclude<AssetInput["kind"], "dataset_version">,
    name: string,
    more: object = {},
  ): Promise<Thing> => {
    const { id } = await runCommand(registerAsset, { actor, input: { kind, name, ...more } });
    return { type: kind, id };
  };
  const release = async (dataset: Thing, label: string): Promise<Thing> => {
    const input = { kind: "dataset_version" as const, name: `Data ${label}`, parentId: dataset.id, facts: { label } };
    return { type: "dataset_version", id: (await runCommand(registerAsset, { actor, input })).id };
  };
  const model = async (name: string): Promise<Thing> => {
    const { id } = await runCommand(registerModel, { actor, input: { name, kind: "predictive" } });
    return { type: "model", id };
  };
  const version = async (of: Thing, label: string, links: LinkOf[] = []): Promise<Thing> => {
    const { id } = await runCommand(createVersion, { actor, input: { id: of.id, label, links } });
    return { type: "model_version", id };
  };
  return { asset, release, model, version };
}
