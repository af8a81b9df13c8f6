import type { Tx } from "../../db/types.ts";
import type { TelemetryDecisions } from "../rules.ts";

/** Deletes what the organization no longer keeps: all samples when sampling is off, else those too many of an hour or too old. */
export async function dropSamples(tx: Tx, orgId: string, decided: TelemetryDecisions, now: Date): Promise<void> {
  if (!decided.sampling) {
    await tx.$executeRawUnsafe("delete from telemetry_sample where org_id = $1::uuid", orgId);
    return;
  }
  await tx.$executeRawUnsafe(
    `delete from telemetry_sample s using (
       select model_id, hour, rank, at, row_number() over (partition by model_id, hour order by rank) as place
       from telemetry_sample where org_id = $1::uuid) x
     where s.org_id = $1::uuid and s.model_id = x.model_id and s.hour = x.hour and s.rank = x.rank
       and (x.place > $2 or x.at < $3::timestamptz - make_interval(days => $4::int))`,
    orgId,
    decided.samplesAnHour,
    now.toISOString(),
    decided.sampleDays,
  );
}
