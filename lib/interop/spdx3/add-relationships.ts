import type { DraftBuilder } from "../supply-chain/draft-builder.ts";
import type { SupplyRelation } from "../supply-chain/relations.ts";
import { relationshipOf, type SpdxRecords } from "./add-records.ts";
import type { SpdxGraph } from "./read-graph.ts";

/**
 * What a relationship becomes: a link from whom it speaks of to what it names, or the other way round. `ofFiles`: one that
 * speaks of files is one of the models and datasets that contain them.
 */
type Rule = { relation: SupplyRelation; isReversed?: true; ofFiles?: true };

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ["trainedOn", { relation: "trained_on", ofFiles: true }],
  ["testedOn", { relation: "evaluated_on", ofFiles: true }],
  ["dependsOn", { relation: "depends_on", ofFiles: true }],
  ["hasStaticLink", { relation: "depends_on" }],
  ["hasDynamicLink", { relation: "depends_on" }],
  ["hasPrerequisite", { relation: "depends_on" }],
  ["usesTool", { relation: "depends_on" }],
  ["hasDataFile", { relation: "depends_on" }],
  ["contains", { relation: "depends_on" }],
  ["generates", { relation: "derived_from", isReversed: true }],
  ["ancestorOf", { relation: "derived_from", isReversed: true }],
  ["descendantOf", { relation: "derived_from" }],
]);

/** Turns relationships into links between records, where the records may state them. */
export function addRelationships(graph: SpdxGraph, records: SpdxRecords, builder: DraftBuilder): void {
  for (const element of graph.elements) {
    const relationship = relationshipOf(element);
    const rule = RULES.get(relationship?.kind ?? "");
    if (relationship === undefined || rule === undefined) continue;
    const find = (id: string) => (rule.ofFiles === true ? records.holderOf(id) : records.mainOf(id));
    const from = find(relationship.from);
    for (const id of relationship.to) {
      const to = find(id);
      if (from === undefined || to === undefined) continue;
      if (rule.isReversed === true) builder.link(to, rule.relation, from);
      else builder.link(from, rule.relation, to);
    }
  }
}
