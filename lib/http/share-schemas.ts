type Json = unknown;
type Node = Record<string, Json>;

/** Shorter schemas are easier to read where they stand. Characters of JSON. */
const WORTH_SHARING = 300;

const isNode = (value: Json): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);
const isShape = (node: Node): boolean => "properties" in node || "anyOf" in node || "oneOf" in node;

/** The operation and the properties of a path as a name: model.list, properties, items, items is ModelListItems. */
function nameOf([operation = "", ...path]: readonly string[]): string {
  const properties = path.filter((_, index) => path[index - 1] === "properties" && path[index - 2] !== "properties");
  const words = [operation, ...properties].flatMap((step) => step.split(/[^A-Za-z0-9]+/));
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/**
 * Takes schemas that stand in several places out of `named` (by operation) into one place: gives the schemas with `$ref` where they
 * stood, and the shared ones by name. The outermost schema of each stays where it is. Deterministic: names come from the first place.
 */
export function shareSchemas(named: readonly { name: string; schema: Node }[]): {
  schemas: Node[];
  shared: Record<string, Node>;
} {
  const keys = new WeakMap<Node, string>();
  const counts = new Map<string, number>();
  const keyOf = (node: Node): string => {
    const known = keys.get(node) ?? JSON.stringify(node);
    keys.set(node, known);
    return known;
  };
  const count = (value: Json, outermost: boolean): void => {
    if (Array.isArray(value)) for (const one of value) count(one, false);
    if (!isNode(value)) return;
    if (!outermost && isShape(value)) {
      const key = keyOf(value);
      const before = counts.get(key) ?? 0;
      counts.set(key, before + 1);
      if (before > 0) return;
    }
    for (const inner of Object.values(value)) count(inner, false);
  };
  for (const { schema } of named) count(schema, true);

  const shared: Record<string, Node> = {};
  const names = new Map<string, string>();
  const replaced = (value: Json, path: readonly string[], outermost: boolean): Json => {
    if (Array.isArray(value)) return value.map((one, index) => replaced(one, [...path, String(index)], false));
    if (!isNode(value)) return value;
    const inside = (): Node =>
      Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner, [...path, key], false)]));
    if (outermost || !isShape(value)) return inside();
    const key = keyOf(value);
    if ((counts.get(key) ?? 0) < 2 || key.length < WORTH_SHARING) return inside();
    const known = names.get(key);
    if (known !== undefined) return { $ref: `#/components/schemas/${known}` };
    const wanted = nameOf(path);
    let name = wanted;
    for (let number = 2; name in shared; number += 1) name = `${wanted}${number}`;
    names.set(key, name);
    shared[name] = {};
    shared[name] = inside();
    return { $ref: `#/components/schemas/${name}` };
  };
  const schemas = named.map(({ name, schema }) => replaced(schema, [name], true) as Node);
  return { schemas, shared };
}
