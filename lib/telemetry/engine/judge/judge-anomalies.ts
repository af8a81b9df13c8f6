import { emptyAnomalyState, type AnomalyState } from "../../../detection/anomaly/anomaly-state.ts";
import { observe } from "../../../detection/anomaly/observe.ts";
import { ANOMALY_DEFAULTS } from "../../../detection/defaults.ts";
import { anomalyAlpha } from "../../judge/budget-shares.ts";
import {
  emptyWatch,
  pointOf,
  seriesOf,
  type Measured,
  type Watch,
  type WatchedResolution,
  type WatchedSeries,
} from "../../judge/watched-series.ts";
import { NO_VERSION, resolutions } from "../../rules.ts";
import { millisOf, type Session } from "../sql-session.ts";
import type { DetectorStates } from "./detector-states.ts";
import type { FoundSignal } from "./found-signal.ts";

const STEP = resolutions["5m"];
/** A gap longer than this is no row of zeros but another story: the detectors go on after it. */
const LONGEST_GAP = 2_016;

const detectorOf = (series: WatchedSeries, resolution: WatchedResolution): string =>
  resolution === "5m" ? `anomaly:${series.id}` : `anomaly:${series.id}:${resolution}`;

const settings = (pages: number) => ({
  ...ANOMALY_DEFAULTS,
  alpha: anomalyAlpha(
    pages,
    (["5m", "1h"] as const).map((each) => ({
      series: seriesOf(each).length,
      windowMs: resolutions[each],
      detectors: 1,
    })),
  ),
});

async function readWatches(
  session: Session,
  { orgId, modelId, resolution }: Asked,
  buckets: readonly number[],
): Promise<Map<number, Watch>> {
  const { rows } = await session.query(
    `select s.kind, s.name, w.bucket, w.counters::text[] as counters, (w.n - w.nulls)::float8 as n, w.mean, w.p95 from telemetry_series s
     join telemetry_window w on w.org_id = s.org_id and w.series_id = s.id and w.res = $4 and w.bucket = any ($3::timestamptz[])
     where s.org_id = $1 and s.model_id = $2 and (s.kind = 'traffic' or (s.kind = 'measure' and s.name in ('latency', 'confidence', 'output tokens', 'cost', 'out-of-distribution score')))`,
    [orgId, modelId, buckets.map((bucket) => new Date(bucket).toISOString()), resolution === "5m" ? 0 : 1],
  );
  const found = new Map<number, { -readonly [K in keyof Watch]: Watch[K] }>();
  const most = (left: Measured | null, right: unknown, n: unknown): Measured | null =>
    typeof right === "number" && right > (left?.value ?? -Infinity) ? { value: right, n: Number(n) } : left;
  for (const row of rows) {
    const at = millisOf(row["bucket"]);
    const watch = found.get(at) ?? { ...emptyWatch };
    const { kind, name } = row;
    if (kind === "traffic" && Array.isArray(row["counters"])) {
      const own = row["counters"].map(Number);
      watch.counters = own.map((value, index) => value + (watch.counters?.[index] ?? 0));
    } else if (name === "latency") watch.latency = most(watch.latency, row["p95"], row["n"]);
    else if (name === "confidence") watch.confidence = most(watch.confidence, row["mean"], row["n"]);
    else if (name === "output tokens") watch.tokens = most(watch.tokens, row["p95"], row["n"]);
    else if (name === "cost") watch.cost = most(watch.cost, row["mean"], row["n"]);
    else if (name === "out-of-distribution score") watch.strangeness = most(watch.strangeness, row["p95"], row["n"]);
    found.set(at, watch);
  }
  return found;
}

/** The windows between the last one seen and this one, in which nothing came. */
function missedBefore(bucket: number, last: number | undefined): number[] {
  if (last === undefined || bucket <= last) return [];
  const missed = Math.round((bucket - last) / STEP) - 1;
  if (missed <= 0 || missed > LONGEST_GAP) return [];
  return Array.from({ length: missed }, (_, index) => last + (index + 1) * STEP);
}

type Expected = { series: string; at: number; low: number; high: number };

/** Keeps what was expected of windows before they were seen; a window that is judged again keeps its first band. */
async function writeExpected(
  session: Session,
  { orgId, modelId }: { orgId: string; modelId: string },
  expected: readonly Expected[],
): Promise<void> {
  if (expected.length === 0) return;
  await session.query(
    `insert into telemetry_expected (org_id, model_id, series, bucket, low, high)
     select $1::uuid, $2::uuid, w.* from unnest($3::text[], $4::timestamptz[], $5::float8[], $6::float8[]) as w on conflict do nothing`,
    [
      orgId,
      modelId,
      expected.map(({ series }) => series),
      expected.map(({ at }) => new Date(at).toISOString()),
      expected.map(({ low }) => low),
      expected.map(({ high }) => high),
    ],
  );
}

type Asked = { orgId: string; modelId: string; resolution: WatchedResolution };

/** Shows each watched series of a model its new windows of a length, in order; answers what was anomalous. */
export async function judgeAnomalies(
  session: Session,
  states: DetectorStates,
  asked: Asked & { buckets: readonly number[]; pages: number },
): Promise<FoundSignal[]> {
  const { modelId, pages, resolution } = asked;
  const buckets = [...asked.buckets].sort((left, right) => left - right);
  if (buckets.length === 0) return [];
  const watches = await readWatches(session, asked, buckets);
  const found: FoundSignal[] = [];
  const expected: Expected[] = [];
  const chosen = settings(pages);
  for (const series of seriesOf(resolution)) {
    const detector = detectorOf(series, resolution);
    const before = states.get(modelId, detector);
    let state = (before?.state ?? emptyAnomalyState()) as AnomalyState;
    let last = before?.bucket;
    for (const bucket of buckets) {
      const steps = series.id === "volume" ? [...missedBefore(bucket, last), bucket] : [bucket];
      for (const at of steps) {
        const point = pointOf(series, at === bucket ? (watches.get(bucket) ?? emptyWatch) : emptyWatch);
        const seen = observe(state, { at, value: point?.value ?? null, weight: point?.weight }, chosen);
        state = seen.state;
        const { low, high } = seen;
        if (low !== null && high !== null) expected.push({ series: series.id, at, low, high });
        if (seen.alarm) found.push(anomalySignal(modelId, series, at, { ...seen, value: point?.value ?? null }));
      }
      last = Math.max(last ?? bucket, bucket);
    }
    if (last !== undefined) states.set(modelId, detector, state, last);
  }
  // The bands of charts are those of five minutes.
  if (resolution === "5m") await writeExpected(session, asked, expected);
  return found;
}

type Seen = {
  score: number;
  p: number | null;
  expected: number | null;
  low: number | null;
  high: number | null;
  why: string;
  value: number | null;
};

/** What an anomaly of a series is: most are just that; some mean more when they go the wrong way. */
function kindOf(series: WatchedSeries, { value, expected }: Seen): { kind: string; techniques: string[] } {
  const [now, before] = [value ?? 0, expected ?? 0];
  if (series.id === "accuracy" && now < before) return { kind: "performance", techniques: [] };
  if (series.id === "ood" && now > before) return { kind: "ood", techniques: ["AML.T0043"] };
  return { kind: "anomaly", techniques: [] };
}

function anomalySignal(modelId: string, series: WatchedSeries, at: number, seen: Seen): FoundSignal {
  return {
    modelId,
    versionId: NO_VERSION,
    seriesId: null,
    client: null,
    bucket: at,
    ...kindOf(series, seen),
    severity: seen.score >= 12 ? "high" : "medium",
    sure: Math.min(0.99, Math.max(0.5, seen.score / 12)),
    words: `${series.label}: ${seen.why}`,
    evidence: { value: seen.value, expected: seen.expected, low: seen.low, high: seen.high, p: seen.p },
    fingerprint: `anomaly ${series.id}`,
  };
}
