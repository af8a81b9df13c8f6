import type { ThreatModelDraft } from "./draft.ts";

/** How a part is called and where it is: diagram, zones and name, with slashes between. */
export type PlaceName = { name: string; path: string; kind: string };

/** The names of all parts of a model by external id; a flow without a name is called after its ends. */
export function placeNames(draft: Pick<ThreatModelDraft, "diagrams">): ReadonlyMap<string, PlaceName> {
  const places = new Map<string, PlaceName>();
  for (const { name: diagram, content } of draft.diagrams) {
    const zones = new Map(content.zones.map((zone) => [zone.externalId, zone]));
    const pathTo = (zoneId: string | null): string[] => {
      const names: string[] = [];
      const met = new Set<string>();
      for (let next = zoneId; next !== null && !met.has(next);) {
        met.add(next);
        const zone = zones.get(next);
        if (zone === undefined) break;
        names.unshift(zone.name);
        next = zone.parentId;
      }
      return [diagram, ...names];
    };
    const add = (id: string, name: string, around: string | null, kind: string) =>
      places.set(id, { name, path: [...pathTo(around), name].join("/"), kind });
    for (const zone of content.zones) add(zone.externalId, zone.name, zone.parentId, "zone");
    for (const element of content.elements) add(element.externalId, element.name, element.zoneId, element.kind);
    for (const flow of content.flows) {
      const ends = [flow.sourceId, flow.targetId].map((id) => places.get(id)?.name ?? "");
      add(
        flow.externalId,
        flow.name === "" ? ends.join(" → ") : `${flow.name} (${ends.join(" → ")})`,
        null,
        "data_flow",
      );
    }
  }
  return places;
}
