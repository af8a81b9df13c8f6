import { alphaPerTest } from "../../../detection/budget/alpha-per-test.ts";
import { testsPerMonth } from "../../../detection/budget/tests-per-month.ts";
import { emptyAnomalyState, type AnomalyState } from "../../../detection/anomaly/anomaly-state.ts";
import { observe } from "../../../detection/anomaly/observe.ts";
import { ANOMALY_DEFAULTS } from "../../../detection/defaults.ts";
import { NO_VERSION, resolutions } from "../../rules.ts";
import { counterPlace } from "../../states/traffic-state.ts";
import { millisOf, type Session } from "../sql-session.ts";
import type { DetectorStates } from "./detector-states.ts";
import type { FoundSignal } from "./found-signal.ts";

const STEP = resolutions["5m"];
/** A gap longer than this is no row of zeros but another story: the detectors go on after it. */
const LONGEST_GAP = 2_016;

type Watched = {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly value: (window: Watch) => { value: number | null; weight?: number };
};

/** What is known of a model in five minutes: counters of all versions, and its measured quantities. */
interface Watch {
  readonly counters: readonly number[] | null;
  readonly latency: number | null;
  readonly confidence: number | null;
  readonly tokens: number | null;
  readonly cost: number | null;
  readonly strangeness: number | null;
}

const nothing: Watch = {
  counters: null,
  latency: null,
  confidence: null,
  tokens: null,
  cost: null,
  strangeness: null,
};

const count = ({ counters }: Watch, name: keyof typeof counterPlace): number => counters?.[counterPlace[name]] ?? 0;

function shareOf(window: Watch, name: keyof typeof counterPlace): { value: number | null; weight?: number } {
  const n = count(window, "events");
  return n === 0 ? { value: null } : { value: count(window, name) / n, weight: n };
}

const watched: readonly Watched[] = [
  {
    id: "volume",
    label: "Requests in five minutes",
    unit: "",
    value: (window) => ({ value: count(window, "events") }),
  },
  { id: "errors", label: "Share of errors", unit: "", value: (window) => shareOf(window, "errors") },
  { id: "refused", label: "Share of refusals", unit: "", value: (window) => shareOf(window, "refused") },
  { id: "latency", label: "Latency, 95th percentile", unit: " ms", value: ({ latency }) => ({ value: latency }) },
  { id: "confidence", label: "Mean confidence", unit: "", value: ({ confidence }) => ({ value: confidence }) },
  { id: "tokens", label: "Tokens of an answer, 95th percentile", unit: "", value: ({ tokens }) => ({ value: tokens }) },
  {
    id: "accuracy",
    label: "Accuracy where the truth is known",
    unit: "",
    value: (window) => {
      const labelled = count(window, "labelled");
      return labelled === 0 ? { value: null } : { value: count(window, "correct") / labelled, weight: labelled };
    },
  },
  {
    id: "ood",
    label: "Distance from the training data, 95th percentile",
    unit: "",
    value: ({ strangeness }) => ({ value: strangeness }),
  },
  { id: "cost", label: "Mean cost of a request", unit: " USD", value: ({ cost }) => ({ value: cost }) },
];

const settings = (pages: number) => ({
  ...ANOMALY_DEFAULTS,
  alpha: alphaPerTest(pages, testsPerMonth([{ series: watched.length, windowMs: STEP, detectors: 1 }])),
});

async function readWatches(
  session: Session,
  orgId: string,
  modelId: string,
  buckets: readonly number[],
): Promise<Map<number, Watch>> {
  const { rows } = await session.query(
    `select s.kind, s.name, w.bucket, w.counters::text[] as counters, w.mean, w.p95 from telemetry_series s
     join telemetry_window w on w.org_id = s.org_id and w.series_id = s.id and w.res = 0 and w.bucket = any ($3::timestamptz[])
     where s.org_id = $1 and s.model_id = $2 and (s.kind = 'traffic' or (s.kind = 'measure' and s.name in ('latency', 'confidence', 'output tokens', 'cost', 'out-of-distribution score')))`,
    [orgId, modelId, buckets.map((bucket) => new Date(bucket).toISOString())],
  );
  const found = new Map<number, { -readonly [K in keyof Watch]: Watch[K] }>();
  const most = (left: number | null, right: unknown): number | null =>
    typeof right === "number" ? Math.max(left ?? -Infinity, right) : left;
  for (const row of rows) {
    const at = millisOf(row["bucket"]);
    const watch = found.get(at) ?? { ...nothing };
    const { kind, name } = row;
    if (kind === "traffic" && Array.isArray(row["counters"])) {
      const own = row["counters"].map(Number);
      watch.counters = own.map((value, index) => value + (watch.counters?.[index] ?? 0));
    } else if (name === "latency") watch.latency = most(watch.latency, row["p95"]);
    else if (name === "confidence") watch.confidence = most(watch.confidence, row["mean"]);
    else if (name === "output tokens") watch.tokens = most(watch.tokens, row["p95"]);
    else if (name === "cost") watch.cost = most(watch.cost, row["mean"]);
    else if (name === "out-of-distribution score") watch.strangeness = most(watch.strangeness, row["p95"]);
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

/** Shows each watched series of a model its new windows of five minutes, in order; answers what was anomalous. */
export async function judgeAnomalies(
  session: Session,
  states: DetectorStates,
  asked: { orgId: string; modelId: string; buckets: readonly number[]; pages: number },
): Promise<FoundSignal[]> {
  const { orgId, modelId, pages } = asked;
  const buckets = [...asked.buckets].sort((left, right) => left - right);
  const watches = await readWatches(session, orgId, modelId, buckets);
  const found: FoundSignal[] = [];
  const expected: Expected[] = [];
  const chosen = settings(pages);
  for (const series of watched) {
    const detector = `anomaly:${series.id}`;
    const before = states.get(modelId, detector);
    let state = (before?.state ?? emptyAnomalyState()) as AnomalyState;
    let last = before?.bucket;
    for (const bucket of buckets) {
      const steps = series.id === "volume" ? [...missedBefore(bucket, last), bucket] : [bucket];
      for (const at of steps) {
        const point = series.value(at === bucket ? (watches.get(bucket) ?? nothing) : nothing);
        const seen = observe(state, { at, ...point }, chosen);
        state = seen.state;
        const { low, high } = seen;
        if (low !== null && high !== null) expected.push({ series: series.id, at, low, high });
        if (seen.alarm) found.push(anomalySignal(modelId, series, at, { ...seen, value: point.value }));
      }
      last = Math.max(last ?? bucket, bucket);
    }
    if (last !== undefined) states.set(modelId, detector, state, last);
  }
  await writeExpected(session, asked, expected);
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
function kindOf(series: Watched, { value, expected }: Seen): { kind: string; techniques: string[] } {
  const [now, before] = [value ?? 0, expected ?? 0];
  if (series.id === "accuracy" && now < before) return { kind: "performance", techniques: [] };
  if (series.id === "ood" && now > before) return { kind: "ood", techniques: ["AML.T0043"] };
  return { kind: "anomaly", techniques: [] };
}

function anomalySignal(modelId: string, series: Watched, at: number, seen: Seen): FoundSignal {
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
