import { createHash } from "node:crypto";
import { z } from "../../zod.ts";
import { incrementOf, type LastTotal } from "../fold/increments.ts";
import type { StoredBatch, StoredMeasure } from "../fold/stored-batch.ts";
import { bytesOf, type Session } from "./sql-session.ts";

const LastTotalRow = z.strictObject({
  startedAt: z.number().nullable(),
  at: z.number(),
  value: z.number(),
  buckets: z.record(z.string(), z.number()).optional(),
  sum: z.number().nullable().optional(),
});

const isCounted = ({ value }: StoredMeasure): boolean =>
  value.kind === "total" || (value.kind === "histogram" && value.cumulative);

function seriesKey(batch: StoredBatch, { s, name, source = "" }: StoredMeasure): string {
  const subject = batch.subjects[s]?.join(" ") ?? "";
  return createHash("sha256").update(`${subject} ${name}\n${source}`).digest("hex");
}

async function readLast(session: Session, orgId: string, keys: readonly string[]): Promise<Map<string, LastTotal>> {
  const { rows } = await session.query(
    "select series_key, value from telemetry_total where org_id = $1 and series_key = any ($2::bytea[])",
    [orgId, keys.map((key) => Buffer.from(key, "hex"))],
  );
  return new Map(
    rows.map((row) => {
      const { buckets, sum, ...rest } = LastTotalRow.parse(row["value"]);
      const last = { ...rest, ...(buckets === undefined ? {} : { buckets }), ...(sum === undefined ? {} : { sum }) };
      return [Buffer.from(bytesOf(row["series_key"])).toString("hex"), last];
    }),
  );
}

/** Replaces totals by increments since the last one of their series, and remembers the newest. Batches in their order. */
export async function takeIncrements(
  session: Session,
  orgId: string,
  batches: readonly StoredBatch[],
): Promise<StoredBatch[]> {
  const keys = [
    ...new Set(
      batches.flatMap((batch) => batch.measures.filter(isCounted).map((measure) => seriesKey(batch, measure))),
    ),
  ];
  if (keys.length === 0) return [...batches];
  const last = await readLast(session, orgId, keys);
  const taken = batches.map((batch): StoredBatch => {
    const inOrder = [...batch.measures].sort((left, right) => left.at - right.at);
    const measures = inOrder.flatMap((measure): StoredMeasure[] => {
      const { value } = measure;
      if (value.kind !== "total" && !(value.kind === "histogram" && value.cumulative)) return [measure];
      const key = seriesKey(batch, measure);
      const step = incrementOf(value, measure.at, last.get(key));
      last.set(key, step.last);
      return step.value === null ? [] : [{ ...measure, value: step.value }];
    });
    return { ...batch, measures };
  });
  const sorted = keys.sort();
  await session.query(
    `insert into telemetry_total (org_id, series_key, started_at, last_at, value)
     select $1::uuid, w.* from unnest($2::bytea[], $3::timestamptz[], $4::timestamptz[], $5::jsonb[]) as w
     on conflict (org_id, series_key) do update set started_at = excluded.started_at, last_at = excluded.last_at, value = excluded.value`,
    [
      orgId,
      sorted.map((key) => Buffer.from(key, "hex")),
      sorted.map((key) => isoOrNull(last.get(key)?.startedAt ?? null)),
      sorted.map((key) => new Date(last.get(key)?.at ?? 0).toISOString()),
      sorted.map((key) => JSON.stringify(last.get(key))),
    ],
  );
  return taken;
}

const isoOrNull = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
