import { quoted } from "../import-problem.ts";
import { pointerStep } from "../origin.ts";
import { isObject, type JsonObject, listOf } from "../supply-chain/json/parts.ts";
import type { Notes } from "./notes.ts";

/** An object of one of the lists of a file, and where it stands. */
export type Item = { json: JsonObject; path: string };

/** The objects of a list; notes the others. Throws UnreadableImportError for what is no list. */
export function itemsOf(model: JsonObject, key: string, notes: Notes): Item[] {
  const value = model[key];
  if (value !== undefined && value !== null && !Array.isArray(value))
    notes.refuse(pointerStep(key), `${quoted(key)} must be a list.`);
  return listOf(value).flatMap((json, index) => {
    const path = pointerStep(key) + pointerStep(index);
    if (isObject(json)) return [{ json, path }];
    notes.add("warning", path, "An object must stand here; this is not kept.");
    return [];
  });
}
