import { nodeTypes, type NodeType } from "../inventory/assets/rules.ts";
import type { TrailEntry } from "../trail/schema.ts";

export type Image = NonNullable<TrailEntry["after"]>;
type Value = Image[string];
type Reference = { type: NodeType; id: string };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const isObject = (value: Value | undefined): value is Image =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A text at a place of an image, such as facts, status; empty when there is none. */
export function textAt(image: Image, ...path: readonly string[]): string {
  let value: Value | undefined = image;
  for (const step of path) value = isObject(value) ? value[step] : undefined;
  return typeof value === "string" ? value : "";
}

/** The id at a field of an image; null when nothing stands there. */
export function idAt(image: Image, field: string): string | null {
  const text = textAt(image, field);
  return UUID.test(text) ? text : null;
}

/** What the links of an image point at, those of one relation or all. */
export function linkedBy(image: Image, relation?: string): Reference[] {
  const links = image["links"];
  if (!Array.isArray(links)) return [];
  return links.flatMap((link) => {
    if (!isObject(link)) return [];
    const [type, id] = [nodeTypes.find((each) => each === link["type"]), textAt(link, "id")];
    const wanted = relation === undefined || link["relation"] === relation;
    return type === undefined || !UUID.test(id) || !wanted ? [] : [{ type, id }];
  });
}

/** What a record refers to: the ends of its links, its dataset, its model. */
export function referencesOf(image: Image): Reference[] {
  const [parent, model] = [idAt(image, "parentId"), idAt(image, "modelId")];
  return [
    ...linkedBy(image),
    ...(parent === null ? [] : [{ type: "dataset" as const, id: parent }]),
    ...(model === null ? [] : [{ type: "model" as const, id: model }]),
  ];
}
