import { CLOCK_TOLERANCE_MS, normalizeSighting, type SightingKind } from "./rules.ts";
import type { Ingested, Sighting } from "./schema.ts";

/** A sighting that can be counted, by its place in the batch. */
export type Prepared = {
  index: number;
  source: string;
  kind: SightingKind;
  value: string;
  normal: string;
  name: string;
  detail: string;
  environment: string;
  seenAt: Date;
  itemKey: string | undefined;
};

/** What makes two sightings one discovery. */
export function identityOf(seen: Pick<Prepared, "source" | "normal"> & { kind: string }): string {
  return JSON.stringify([seen.source, seen.kind, seen.normal]);
}

/** The sightings of a batch that can be used, and what is wrong with the others. */
export function prepareBatch(
  sightings: readonly Sighting[],
  now: Date,
): { prepared: Prepared[]; problems: Ingested["problems"] } {
  const prepared: Prepared[] = [];
  const problems: Ingested["problems"] = [];
  for (const [index, sighting] of sightings.entries()) {
    const { source, kind, name, detail, environment, idempotencyKey } = sighting;
    const normalized = normalizeSighting(kind, sighting.value);
    const seenAt = new Date(sighting.seenAt);
    if ("problem" in normalized) problems.push({ index, message: normalized.problem });
    else if (seenAt.getTime() > now.getTime() + CLOCK_TOLERANCE_MS) {
      problems.push({ index, message: "This time is in the future. Set the scanner's clock." });
    } else {
      prepared.push({ index, source, kind, ...normalized, name, detail, environment, seenAt, itemKey: idempotencyKey });
    }
  }
  return { prepared, problems };
}
