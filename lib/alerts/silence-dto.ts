import type { AlertSilence } from "../db/types.ts";
import type { PersonById } from "../people/queries/people-by-id.ts";
import { z } from "../zod.ts";
import { MatcherDto, type SilenceDto } from "./schema.ts";

/** A silence as clients see it. */
export function toSilenceDto(row: AlertSilence, people: ReadonlyMap<string, PersonById>): z.input<typeof SilenceDto> {
  return {
    id: row.id,
    matchers: z.array(MatcherDto).parse(row.matchers),
    from: row.fromAt.toISOString(),
    to: row.toAt.toISOString(),
    everyMs: row.everyMs === null ? null : Number(row.everyMs),
    reason: row.reason,
    createdBy: row.createdBy === null ? null : (people.get(row.createdBy)?.name ?? "Somebody"),
    endedAt: row.endedAt?.toISOString() ?? null,
    version: row.version,
  };
}
