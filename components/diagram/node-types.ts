import type { Node } from "@xyflow/react";
import type { DiagramElement, Zone } from "@/lib/graph/schema.ts";
import type { BoundFact, Mark } from "./editor-types.ts";

export type ElementNodeType = Node<
  {
    element: DiagramElement;
    zoneName: string | null;
    mark: Mark | undefined;
    bound: BoundFact | undefined;
    renaming: boolean;
    readOnly: boolean;
  },
  "element"
>;
export type ZoneNodeType = Node<
  { zone: Zone; width: number; height: number; renaming: boolean; target: boolean; readOnly: boolean },
  "zone"
>;
export type EditorNode = ElementNodeType | ZoneNodeType;
