import type { Filter } from "@/components/ui/data-table/types.ts";
import type { AssetFacets } from "@/lib/inventory/assets/schema.ts";
import {
  assessedLabels,
  authenticationLabels,
  categoryLabels,
  environmentLabels,
  exposureLabels,
  licenceLabels,
  organizationRoleLabels,
  personalDataLabels,
} from "@/lib/inventory/assets/fact-rules.ts";
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

type FactFilter = { id: keyof AssetFacets; label: string; multiple: boolean; labels: Readonly<Record<string, string>> };

const licence: FactFilter = { id: "licence", label: "Licence", multiple: false, labels: licenceLabels };

const factFilters: Readonly<Record<ListedKind, readonly FactFilter[]>> = {
  system: [{ id: "organizationRole", label: "Our role", multiple: true, labels: organizationRoleLabels }],
  dataset: [{ id: "personalData", label: "Personal data", multiple: true, labels: personalDataLabels }, licence],
  component: [{ id: "category", label: "Category", multiple: true, labels: categoryLabels }, licence],
  vendor: [{ id: "assessed", label: "Assessed", multiple: false, labels: assessedLabels }],
  deployment: [
    { id: "environment", label: "Environment", multiple: true, labels: environmentLabels },
    { id: "exposure", label: "Exposure", multiple: true, labels: exposureLabels },
    { id: "authentication", label: "Authentication", multiple: true, labels: authenticationLabels },
  ],
};

/** The filters of a kind's list as sentences; counts appear when they have come. */
export function assetFilters(kind: ListedKind, facets: AssetFacets | undefined): Filter[] {
  const people = options(facets?.owner).filter(({ value }) => value !== "nobody");
  const hasStatus = kind === "system" || kind === "deployment";
  return [
    ...(hasStatus ? [{ id: "status", label: "Status", multiple: true, options: options(facets?.status) }] : []),
    ...factFilters[kind].map(({ labels, ...filter }) => ({ ...filter, options: options(facets?.[filter.id], labels) })),
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
