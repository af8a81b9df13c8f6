import { driftVerdict } from "../../../detection/drift/drift-verdict.ts";
import { countsOf, driftQuestion } from "../../judge/drift-question.ts";
import { DAY_MS, dayOf, RISING_DAYS, rollingOf, type DayRow, type RollingColumn } from "../../judge/rolling-column.ts";
import { decodeFeature, emptyFeature, mergeFeature, type FeatureState } from "../../states/feature-state.ts";
import { bytesOf, type Session } from "../sql-session.ts";
import type { FrozenReference } from "./judged.ts";

type Asked = { orgId: string; modelId: string; reference: FrozenReference };
const stamp = (day: number): string => new Date(day).toISOString().slice(0, 10);

/**
 * The rolling references of a model in one round of judging. Each day is counted once, by the day's own windows, and kept;
 * days of hours that are judged again are counted again.
 */
export class RollingReference {
  readonly #session: Session;
  readonly #asked: Asked;
  readonly #days = new Map<number, Map<string, RollingColumn>>();

  constructor(session: Session, asked: Asked) {
    this.#session = session;
    this.#asked = asked;
  }

  /** Forgets days that changed. */
  async forget(hours: readonly number[]): Promise<void> {
    const { orgId, modelId, reference } = this.#asked;
    await this.#session.query(
      `delete from telemetry_reference_day where org_id = $1 and model_id = $2 and reference_id = $3 and day = any ($4::date[])`,
      [orgId, modelId, reference.id, [...new Set(hours.map(dayOf))].map(stamp)],
    );
  }

  /** The columns of the weeks before the day of an hour, by kind and name. */
  async before(hour: number): Promise<ReadonlyMap<string, RollingColumn>> {
    const day = dayOf(hour);
    const known = this.#days.get(day);
    if (known !== undefined) return known;
    const found = rollingOf(await this.#rows(day), day);
    this.#days.set(day, found);
    return found;
  }

  async #rows(day: number): Promise<DayRow[]> {
    const { orgId, modelId, reference } = this.#asked;
    const from = day - RISING_DAYS * DAY_MS;
    const stored = await this.#stored(from, day);
    const counted = new Set(stored.map((row) => row.day));
    const missing = Array.from({ length: RISING_DAYS }, (_, back) => from + back * DAY_MS).filter(
      (each) => !counted.has(each),
    );
    const { rows } = await this.#session.query(
      `select distinct w.bucket from telemetry_series s join telemetry_window w on w.org_id = s.org_id and w.series_id = s.id and w.res = 2
         and w.bucket = any ($3::timestamptz[])
       where s.org_id = $1 and s.model_id = $2 and s.kind in ('feature', 'output') order by 1`,
      [orgId, modelId, missing.map((each) => new Date(each).toISOString())],
    );
    if (rows.length === 0) return stored;
    for (const row of rows) await countDay(this.#session, { orgId, modelId, reference }, row["bucket"] as Date);
    return this.#stored(from, day);
  }

  async #stored(from: number, to: number): Promise<DayRow[]> {
    const { orgId, modelId, reference } = this.#asked;
    const { rows } = await this.#session.query(
      `select kind || ' ' || name as key, day::text as day, counts::text[] as counts, nulls::text as nulls, distance
       from telemetry_reference_day where org_id = $1 and model_id = $2 and reference_id = $3 and day >= $4::date and day < $5::date
       order by day, kind, name`,
      [orgId, modelId, reference.id, stamp(from), stamp(to)],
    );
    return rows.map((row) => ({
      key: String(row["key"]),
      day: Date.parse(String(row["day"])),
      counts: (row["counts"] as string[]).map(Number),
      nulls: Number(row["nulls"]),
      distance: typeof row["distance"] === "number" ? row["distance"] : null,
    }));
  }
}

/** Counts the columns of one day by the cells of the reference, all versions together. */
async function countDay(session: Session, { orgId, modelId, reference }: Asked, day: Date): Promise<void> {
  const { rows } = await session.query(
    `select s.kind, s.name, w.state from telemetry_series s
     join telemetry_window w on w.org_id = s.org_id and w.series_id = s.id and w.res = 2 and w.bucket = $3
     where s.org_id = $1 and s.model_id = $2 and s.kind in ('feature', 'output') order by s.kind, s.name, s.version_id`,
    [orgId, modelId, day],
  );
  const states = new Map<string, FeatureState>();
  for (const row of rows) {
    const key = `${String(row["kind"])} ${String(row["name"])}`;
    const decoded = decodeFeature(bytesOf(row["state"]));
    if (decoded === undefined || !reference.columns.has(key)) continue;
    const whole = states.get(key) ?? emptyFeature();
    mergeFeature(whole, decoded, false);
    states.set(key, whole);
  }
  const written = [...states].flatMap(([key, state]) => {
    const column = reference.columns.get(key);
    if (column === undefined) return [];
    const question = driftQuestion(state, column, reference.id);
    const distance = driftVerdict(question).statistics.js?.corrected ?? null;
    return [{ column, counts: countsOf(state, column, reference.id), nulls: question.current.nulls, distance }];
  });
  await session.query(
    `insert into telemetry_reference_day (org_id, model_id, reference_id, day, kind, name, counts, nulls, distance)
     select $1::uuid, $2::uuid, $3::uuid, $4::date, w.kind, w.name, w.counts::bigint[], w.nulls, w.distance
     from unnest($5::text[], $6::text[], $7::text[], $8::bigint[], $9::float8[]) as w(kind, name, counts, nulls, distance)
     on conflict (org_id, model_id, reference_id, day, kind, name) do nothing`,
    [
      orgId,
      modelId,
      reference.id,
      day.toISOString().slice(0, 10),
      written.map(({ column }) => column.kind),
      written.map(({ column }) => column.name),
      written.map(({ counts }) => `{${counts.join(",")}}`),
      written.map(({ nulls }) => nulls),
      written.map(({ distance }) => distance),
    ],
  );
}
