import type { Diagram as Content } from "../graph/diagram.ts";

/** A diagram with what stands in it. */
export type DrawnDiagram<Row> = { row: Row; content: Content };

const partNames = ["zone", "element", "flow", "assumption"] as const;

/** How a part of a diagram is found in the keys of its threat model. */
export const placeOf = (diagramId: string, id: string): string => `${diagramId} ${id}`;

/**
 * What files call each part of a threat model, by place: the id that the file it came from gave it, else its own. Each is
 * unique in the model, and the same each time, so that what was exported is found again when it is imported.
 */
export function partKeys(diagrams: readonly DrawnDiagram<{ id: string }>[]): Map<string, string> {
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  for (const { row, content } of diagrams) {
    for (const part of partNames) {
      for (const { id, externalId } of content[part].values()) {
        const wishes = [externalId ?? id, id, `${row.id}.${id}`];
        const key = wishes.find((wish) => !taken.has(wish)) ?? id;
        taken.add(key);
        keys.set(placeOf(row.id, id), key);
      }
    }
  }
  return keys;
}
