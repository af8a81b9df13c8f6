import type { Filter } from "@/components/ui/data-table/types.ts";
import { actionLabel } from "@/lib/rules/trail/action-words.ts";
import { thingWords } from "@/lib/rules/trail/thing-words.ts";
import type { TrailEntry, TrailFacets } from "@/lib/trail/schema.ts";

interface Chosen {
  entityId?: string | undefined;
}

const byLabel = (a: { label: string }, b: { label: string }): number => a.label.localeCompare(b.label, "en");
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Labels that several values share are told apart by the value. */
function distinct(options: { value: string; label: string }[]): { value: string; label: string }[] {
  const sorted = options.sort(byLabel);
  return sorted.map((option) => {
    const shared = sorted.filter(({ label }) => label === option.label).length > 1;
    return shared ? { ...option, label: `${option.label} (${option.value.slice(0, 8)})` } : option;
  });
}

/** The filters of the trail as sentences, with the values that occur in it. */
export function trailFilters(
  facets: TrailFacets | undefined,
  chosen: Chosen,
  items: readonly TrailEntry[] | undefined,
): Filter[] {
  const filters: Filter[] = [
    {
      id: "actor",
      label: "Person or key",
      options: distinct((facets?.actors ?? []).map(({ ref, name }) => ({ value: ref, label: name }))),
    },
    {
      id: "action",
      label: "Action",
      options: distinct((facets?.actions ?? []).map((action) => ({ value: action, label: actionLabel(action) }))),
    },
    {
      id: "entityType",
      label: "Kind of thing",
      options: distinct(
        (facets?.entityTypes ?? []).map((type) => ({ value: type, label: capital(thingWords(type)[0]) })),
      ),
    },
  ];
  const { entityId } = chosen;
  if (entityId === undefined) return filters;
  const named = items?.find(({ entity }) => entity.id === entityId && entity.label !== "")?.entity.label;
  const label = named ?? facets?.names[entityId] ?? entityId.slice(0, 8);
  return [...filters, { id: "entityId", label: "Thing", options: [{ value: entityId, label }] }];
}
