import { foldText } from "../inventory/rules.ts";

/** The columns that the list sorts by and searches in. */
export function searchColumns(fields: { name: string; description: string; tags: readonly string[] }) {
  const words = [fields.name, ...fields.tags, fields.description.slice(0, 500)].join(" ");
  return { sortName: foldText(fields.name), searchText: foldText(words) };
}
