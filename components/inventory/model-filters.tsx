import type { Filter } from "@/components/ui/data-table/types.ts";
import { kindLabels, sensitivityLabels, stageLabels } from "@/lib/inventory/rules.ts";
import type { ModelFacetsDto } from "@/lib/inventory/schema.ts";

type Facet = ModelFacetsDto[keyof ModelFacetsDto];
type Labels = Readonly<Record<string, string>>;

function options(facet: Facet | undefined, labels: Labels = {}): Filter["options"] {
  const known = Object.entries(labels).map(([value, label]) => ({ value, label }));
  if (facet === undefined) return known;
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

/** The filters of the list as sentences; counts appear when they have come. */
export function modelFilters(facets: ModelFacetsDto | undefined): Filter[] {
  const people = options(facets?.owner).filter(({ value }) => value !== "nobody");
  return [
    { id: "kind", label: "Kind", multiple: true, options: options(facets?.kind, kindLabels) },
    {
      id: "sensitivity",
      label: "Sensitivity",
      multiple: true,
      options: options(facets?.sensitivity, sensitivityLabels),
    },
    { id: "stage", label: "Stage", multiple: true, options: options(facets?.stage, stageLabels) },
    {
      id: "owner",
      label: "Owner",
      options: [{ value: "me", label: "me" }, { value: "nobody", label: "nobody" }, ...people],
    },
    { id: "tag", label: "Tag", options: options(facets?.tag) },
    { id: "gate", label: "Gate", options: options(facets?.gate, { invalid: "operating without a valid gate" }) },
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
