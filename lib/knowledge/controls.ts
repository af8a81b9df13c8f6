import data from "./data/controls.json";
import { Control } from "./schema.ts";

/** What can be done against threats, in our own words, with ids of published frameworks. */
export const controls: readonly Control[] = Control.array().parse(data);

const byId = new Map(controls.map((control) => [control.id, control]));

/** A control of the library, or undefined for an id of somebody's own. */
export function controlOf(id: string): Control | undefined {
  return byId.get(id);
}
