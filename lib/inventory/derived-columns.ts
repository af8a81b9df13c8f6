import { foldText } from "./rules.ts";
import type { ModelFields } from "./schema.ts";

type Searchable = Pick<ModelFields, "name" | "description" | "team" | "provider" | "tasks" | "tags"> & { slug: string };

const SEARCHED_DESCRIPTION_LENGTH = 500;

/** The columns that lists sort by and search in, from the fields they are made of. */
export function derivedColumns(model: Searchable): { sortName: string; searchText: string } {
  const description = model.description.slice(0, SEARCHED_DESCRIPTION_LENGTH);
  const parts = [model.name, model.slug, model.provider, model.team, ...model.tasks, ...model.tags, description];
  return { sortName: foldText(model.name), searchText: foldText(parts.join(" ")) };
}
