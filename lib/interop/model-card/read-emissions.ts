import type { JsonValue } from "../json-value.ts";
import type { CardEmissions } from "./schema.ts";

/** The card's names of the emission facts and ours. */
export const emissionKeys = [
  ["source", "source"],
  ["training_type", "trainingType"],
  ["geographical_location", "location"],
  ["hardware_used", "hardware"],
] as const;

/** `co2_eq_emissions` as a number of grams or a mapping. `clean` is false when part of it does not fit. */
export function readEmissions(json: JsonValue): { value: CardEmissions; clean: boolean } {
  if (typeof json === "number") return { value: { grams: json }, clean: true };
  if (typeof json !== "object" || json === null || Array.isArray(json)) return { value: {}, clean: false };
  const value: CardEmissions = {};
  let read = 0;
  if (typeof json.emissions === "number") {
    value.grams = json.emissions;
    read += 1;
  }
  for (const [theirs, ours] of emissionKeys) {
    const text = json[theirs];
    if (typeof text !== "string") continue;
    value[ours] = text;
    read += 1;
  }
  return { value, clean: read > 0 && read === Object.keys(json).length };
}
