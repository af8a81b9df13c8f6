import type { RelationName } from "../../lib/inventory/assets/rules.ts";
import type { RegisterAssetInput } from "../../lib/inventory/assets/schema.ts";
import type { CreateVersionInput } from "../../lib/inventory/versions/schema.ts";
import type { z } from "../../lib/zod.ts";

type Register = z.input<typeof RegisterAssetInput>;

/** A link by the name of what it points at; a version of a model is "Model 1.2.3". */
export type SeedLink = readonly [relation: RelationName, to: string];

type Of<Kind extends Register["kind"]> = Omit<
  Extract<Register, { kind: Kind }>,
  "ownerId" | "links" | "parentId" | "documents"
>;
type Rest = {
  /** An e-mail address of the demonstration's people, null for nobody. */
  owner: string | null;
  links?: readonly SeedLink[];
  /** The name of a version's dataset. */
  parent?: string;
  documents?: readonly { title: string; url: string }[];
};
type SeedOf<Kind extends Register["kind"]> = Of<Kind> & Rest;
export type SeedAsset = { [Kind in Register["kind"]]: SeedOf<Kind> }[Register["kind"]];

export type SeedVersion = Pick<
  z.input<typeof CreateVersionInput>,
  "label" | "stage" | "description" | "facts" | "artifacts"
> & {
  model: string;
  links: readonly SeedLink[];
  release: boolean;
};

/** A digest that is no real file's: the same for the same word. */
export const digest = (word: string): string =>
  Array.from({ length: 64 }, (_, at) => ((word.charCodeAt(at % word.length) * (at + 7) * 31) % 16).toString(16)).join(
    "",
  );
