import type { PlainTx } from "../../db/types.ts";
import type { KeptSample } from "../ingest-schema.ts";

const hourOf = ({ hour }: KeptSample): string => new Date(hour).toISOString();

/** Leaves out what no longer fits: hours that are full of lower ranks. Without a lock, so that most batches go on at once. */
async function stillFitting(
  tx: PlainTx,
  orgId: string,
  samples: readonly KeptSample[],
  most: number,
): Promise<KeptSample[]> {
  const rows = await tx.$queryRawUnsafe<{ model_id: string; hour: Date; rank: Uint8Array }[]>(
    `select w.model_id::text as model_id, w.hour, s.rank
     from (select distinct * from unnest($2::uuid[], $3::timestamptz[]) as k(model_id, hour)) w
     cross join lateral (select rank from telemetry_sample t where t.org_id = $1::uuid and t.model_id = w.model_id and t.hour = w.hour
       order by rank offset $4 limit 1) s`,
    orgId,
    samples.map(({ modelId }) => modelId),
    samples.map(hourOf),
    most - 1,
  );
  const highest = new Map(rows.map(({ model_id: id, hour, rank }) => [`${id} ${hour.toISOString()}`, rank]));
  return samples.filter((sample) => {
    const known = highest.get(`${sample.modelId} ${hourOf(sample)}`);
    return known === undefined || Buffer.compare(sample.rank, known) < 0;
  });
}

/**
 * Stores samples of a batch in the transaction that stores the batch; of a model and hour only those of the lowest rank stay.
 * The organization's settings are held meanwhile, so that nothing is written after sampling was switched off.
 */
export async function keepSamples(tx: PlainTx, orgId: string, samples: readonly KeptSample[]): Promise<void> {
  if (samples.length === 0) return;
  const [settings] = await tx.$queryRawUnsafe<{ most: number }[]>(
    "select samples_an_hour as most from telemetry_setting where org_id = $1::uuid and sampling for share",
    orgId,
  );
  if (settings === undefined) return;
  const fitting = await stillFitting(tx, orgId, samples, settings.most);
  for (const modelId of [...new Set(fitting.map((sample) => sample.modelId))].sort()) {
    await tx.$executeRawUnsafe(
      "select pg_advisory_xact_lock(hashtextextended($1, 11))",
      `telemetry samples ${orgId} ${modelId}`,
    );
  }
  if (fitting.length === 0) return;
  await tx.$executeRawUnsafe(
    `insert into telemetry_sample (org_id, model_id, hour, rank, at, version_id, sealed)
     select $1::uuid, w.* from unnest($2::uuid[], $3::timestamptz[], $4::bytea[], $5::timestamptz[], $6::uuid[], $7::bytea[]) as w
     on conflict do nothing`,
    orgId,
    fitting.map(({ modelId }) => modelId),
    fitting.map(hourOf),
    fitting.map(({ rank }) => rank),
    fitting.map(({ at }) => new Date(at).toISOString()),
    fitting.map(({ versionId }) => versionId),
    fitting.map(({ sealed }) => sealed),
  );
  await tx.$executeRawUnsafe(
    `delete from telemetry_sample s using (
       select t.model_id, t.hour, t.rank, row_number() over (partition by t.model_id, t.hour order by t.rank) as place
       from (select distinct * from unnest($2::uuid[], $3::timestamptz[]) as k(model_id, hour)) w
       join telemetry_sample t on t.org_id = $1::uuid and t.model_id = w.model_id and t.hour = w.hour) x
     where s.org_id = $1::uuid and s.model_id = x.model_id and s.hour = x.hour and s.rank = x.rank and x.place > $4`,
    orgId,
    fitting.map(({ modelId }) => modelId),
    fitting.map(hourOf),
    settings.most,
  );
}
