/** A value of an attribute: AnyValue of OpenTelemetry. Bytes are base64; whole numbers beyond 2^53 are bigints. */
export type AttributeValue =
  string | number | bigint | boolean | null | readonly AttributeValue[] | { readonly [key: string]: AttributeValue };

export type Attributes = ReadonlyMap<string, AttributeValue>;

/** The first of these attributes that is there and not an empty text; null when none is. */
export function firstOf(attributes: Attributes, names: Iterable<string>): AttributeValue {
  for (const name of names) {
    const value = attributes.get(name);
    if (value !== undefined && value !== null && value !== "") return value;
  }
  return null;
}

/** A value in words: texts as they are, lists and maps as JSON. */
export function wordsOf(value: AttributeValue): string {
  if (typeof value === "string") return value;
  if (value === null) return "";
  if (typeof value !== "object") return String(value);
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? String(part) : part));
}

/** A finite number, also when it was sent as a text; otherwise undefined. */
export function numberOf(value: AttributeValue): number | undefined {
  if (typeof value === "string" && value.trim() === "") return undefined;
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "bigint") return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
