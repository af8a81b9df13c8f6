import type { Filter } from "@/components/ui/data-table/types.ts";
import type { AssetFacets } from "@/lib/inventory/assets/schema.ts";
import { sensitivityLabels } from "@/lib/inventory/rules.ts";
import type { ListedKind } from "./kind-words.ts";

type Facet = AssetFacets[keyof AssetFacets];

function options(facet: Facet | undefined, labels: Readonly<Record<string, string>> = {}): Filter["options"] {
  if (facet === undefined) return Object.entries(labels).map(([value, label]) => ({ value, label }));
  return facet.map(({ value, label, count }) => ({
    value,
    label,
    mark: (
      <>
        {label}
        <span className="mk-option-count">{count.toLocaleString("en-GB")}</span>
      </>
    ),
  }));
}

/** The filters of a kind's list as sentences; counts appear when they have come. */
export function assetFilters(kind: ListedKind, facets: AssetFacets | undefined): Filter[] {
  const people = options(facets?.owner).filter(({ value }) => value !== "nobody");
  const hasStatus = kind === "system" || kind === "deployment";
  return [
    ...(hasStatus ? [{ id: "status", label: "Status", multiple: true, options: options(facets?.status) }] : []),
    {
      id: "sensitivity",
      label: "Sensitivity",
      multiple: true,
      options: options(facets?.sensitivity, sensitivityLabels),
    },
    {
      id: "owner",
      label: "Owner",
      options: [{ value: "me", label: "me" }, { value: "nobody", label: "nobody" }, ...people],
    },
    { id: "tag", label: "Tag", options: options(facets?.tag) },
    {
      id: "state",
      label: "State",
      options: [
        { value: "archived", label: "archived" },
        { value: "all", label: "active or archived" },
      ],
    },
  ];
}
