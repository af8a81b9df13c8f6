import { plainFieldLabel } from "@/lib/rules/trail/thing-words.ts";
import type { CustomValues } from "@/lib/fields/schema.ts";
import { assetFacts } from "@/lib/inventory/assets/facts-schema.ts";
import { flatFieldLabel, flatImage } from "@/lib/inventory/assets/history-rules.ts";
import { structuralRelations, type AssetKind } from "@/lib/inventory/assets/rules.ts";
import type { AssetDto, LinkInput } from "@/lib/inventory/assets/schema.ts";
import type { DocumentLink } from "@/lib/inventory/documents-schema.ts";
import { sameValue } from "@/lib/inventory/rules.ts";
import type { Sensitivity } from "@/lib/inventory/schema.ts";
import { valueWords } from "@/lib/trail/rules.ts";

/** What the form of an asset holds: the input of the command that registers it. */
export type AssetFormValues = {
  kind: AssetKind;
  parentId?: string;
  slug?: string;
  name: string;
  description: string;
  ownerId: string | null;
  team: string;
  sensitivity: Sensitivity;
  tags: string[];
  documents: DocumentLink[];
  custom: CustomValues;
  links: LinkInput[];
  facts: Record<string, unknown>;
};

type Start = { ownerId: string | null; sensitivity?: Sensitivity; parentId?: string };

/** An empty form of a kind. */
export function emptyValues(kind: AssetKind, { ownerId, sensitivity = "internal", parentId }: Start): AssetFormValues {
  const facts: Record<string, unknown> =
    kind === "dataset_version"
      ? { ...assetFacts.dataset_version.parse({ label: "-" }), label: "" }
      : { ...assetFacts[kind].parse({}) };
  return {
    kind,
    ...(parentId === undefined ? { slug: "" } : { parentId }),
    name: "",
    description: "",
    ownerId,
    team: "",
    sensitivity,
    tags: [],
    documents: [],
    custom: {},
    links: [],
    facts,
  };
}

const inOrder = (links: readonly LinkInput[]): LinkInput[] =>
  links.toSorted((a, b) => `${a.relation} ${a.id}`.localeCompare(`${b.relation} ${b.id}`, "en"));

/** The form of an asset as it is. Links that come by themselves are not in it. */
export function valuesOf(asset: AssetDto): AssetFormValues {
  const { kind, name, description, ownerId, team, sensitivity, tags, documents, custom, parent } = asset;
  const links = asset.links
    .filter(({ relation, stated }) => stated === "here" && !structuralRelations.has(relation))
    .map(({ relation, node }) => ({ relation, type: node.type, id: node.id }));
  return {
    kind,
    ...(parent === null ? {} : { parentId: parent.id }),
    name,
    description,
    ownerId,
    team,
    sensitivity,
    tags,
    documents,
    custom,
    links: inOrder(links),
    facts: { ...asset.facts },
  };
}

/** Each thing that can be changed by itself: `name`, `links`, `facts.licence`, `custom.cost_centre`. */
export type FlatValues = Record<string, unknown>;

export function flatValues(values: AssetFormValues): FlatValues {
  const { kind: _kind, parentId: _parentId, slug: _slug, facts, custom, links, ...plain } = values;
  const under = (group: string, of: object) =>
    Object.entries(of).map(([name, value]): [string, unknown] => [`${group}.${name}`, value]);
  return {
    ...plain,
    links: inOrder(links),
    ...Object.fromEntries([...under("facts", facts), ...under("custom", custom)]),
  };
}

/** What differs between two forms, as it became; an own field that was emptied is null. */
export function changedValues(before: AssetFormValues, after: AssetFormValues): FlatValues {
  const [old, now] = [flatValues(before), flatValues(after)];
  const fields = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  const changed = fields.filter((field) => !sameValue(old[field] ?? null, now[field] ?? null));
  return Object.fromEntries(changed.map((field) => [field, now[field] ?? null]));
}

/** The input of the update: only what changed; own fields as a whole, on top of those of the record it is saved on. */
export function updateOf(changes: FlatValues, onTopOf: Pick<AssetDto, "custom">) {
  const under = (group: string) =>
    Object.entries(changes)
      .filter(([field]) => field.startsWith(`${group}.`))
      .map(([field, value]) => [field.slice(group.length + 1), value] as const);
  const plain = Object.entries(changes).filter(([field]) => !field.includes("."));
  const [facts, custom] = [under("facts"), under("custom")];
  const merged = { ...onTopOf.custom, ...(Object.fromEntries(custom) as CustomValues) };
  const kept = Object.entries(merged).filter(([, value]) => value !== null);
  return {
    ...(Object.fromEntries(plain) as Partial<Omit<AssetFormValues, "kind" | "facts" | "custom">>),
    ...(facts.length === 0 ? {} : { facts: Object.fromEntries(facts) as Record<string, never> }),
    ...(custom.length === 0 ? {} : { custom: Object.fromEntries(kept) as CustomValues }),
  };
}

/** What a flat field is called. */
export function flatLabel(kind: AssetKind, field: string): string {
  return flatFieldLabel(kind, field) ?? plainFieldLabel(field.replace(/^custom\./, ""));
}

/** The value of a flat field in words; null for nothing. `names` holds people and linked things by id. */
export function flatWords(
  kind: AssetKind,
  field: string,
  value: unknown,
  names: Readonly<Record<string, string>>,
): string | null {
  const [group = "", name] = field.split(".");
  const flat = flatImage(name === undefined ? { [field]: value } : { [group]: { [name]: value } }, names);
  return valueWords(kind, field, flat?.[field], names);
}
