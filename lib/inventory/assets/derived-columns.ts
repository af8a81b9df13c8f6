import type { Asset } from "../../db/types.ts";
import { foldText } from "../rules.ts";

type Searchable = Pick<Asset, "name" | "slug" | "team" | "tags" | "description"> & { facts: unknown };

const SEARCHED = [
  "source",
  "licence",
  "purl",
  "supplier",
  "release",
  "endpoint",
  "website",
  "location",
  "environment",
  "region",
  "label",
];

/** The columns that lists sort by and search in, and the facts that are looked things up by. */
export function derivedColumns(asset: Searchable): {
  sortName: string;
  searchText: string;
  digest: string | null;
  status: string;
} {
  const facts = asset.facts as Readonly<Record<string, unknown>>;
  const text = (field: string): string => (typeof facts[field] === "string" ? facts[field] : "");
  const parts = [asset.name, asset.slug, asset.team, ...asset.tags, ...SEARCHED.map(text)];
  return {
    sortName: foldText(asset.name),
    searchText: foldText([...parts, asset.description.slice(0, 500)].join(" ")),
    digest: text("digest") === "" ? null : text("digest"),
    status: text("status"),
  };
}
