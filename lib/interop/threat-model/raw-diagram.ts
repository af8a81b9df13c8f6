import type { DraftElement, DraftFlow, DraftZone } from "./draft.ts";

/** Where something is: left upper corner and size; a size that is not stated is null. */
export type RawBox = { x: number; y: number; width: number | null; height: number | null };

type Unplaced<T> = Omit<T, "x" | "y" | "width" | "height">;

/**
 * A zone as a file has it. `parentId` and `zoneId` are external ids; undefined = whatever contains it by geometry. `box` is
 * null when the file says no place.
 */
export type RawZone = Unplaced<Omit<DraftZone, "parentId">> & {
  parentId: string | null | undefined;
  box: RawBox | null;
  path: string;
};

export type RawElement = Unplaced<Omit<DraftElement, "zoneId">> & {
  zoneId: string | null | undefined;
  box: RawBox | null;
  path: string;
};

export type RawFlow = DraftFlow & { path: string };

/** A diagram before its parts have found each other. `measure` says from where the boxes count. */
export type RawDiagram = {
  externalId: string;
  name: string;
  description: string;
  path: string;
  measure: "diagram" | "zone";
  zones: RawZone[];
  elements: RawElement[];
  flows: RawFlow[];
};
