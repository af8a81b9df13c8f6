import type {
  Annotation,
  Distribution,
  DriftCell,
  Points,
  Signal,
  Telemetry,
  TelemetryClient,
} from "@/lib/telemetry/schema.ts";

const hour = 3_600_000;
export const start = Date.parse("2026-11-19T10:00:00Z");
const hours = Array.from({ length: 24 }, (_, step) => start + step * hour);
const id = (n: number): string => `01890000-0000-7000-8000-${String(n).padStart(12, "0")}`;

const features = [
  "merchant_risk_score",
  "amount_eur_log",
  "mcc_rarity",
  "card_age_days",
  "tx_count_1h",
  "country_pair",
  "hour_sin",
  "device_age_days",
  "ip_asn_risk",
  "basket_items",
  "issuer_bin_class",
  "velocity_24h",
  "channel",
];

/** The hour of the attack, counted from the begin. */
const ATTACK = 16;

const alone = { story: null, rolling: null };

function cell(row: number, place: number): DriftCell {
  if (row === 9 && place > 17 && place < 21)
    return { status: "not_enough_data", effect: null, p: null, n: 12, ...alone };
  const noise = ((row * 7 + place * 13) % 10) / 200;
  const attack = (place === ATTACK || place === ATTACK + 1) && row < 6 ? 0.26 / (1 + row * 0.7) : 0;
  const effect = noise + attack;
  return effect >= 0.1
    ? { status: "drifted", effect, p: 0.00001, n: 4_812, story: "sudden", rolling: effect }
    : { status: "stable", effect, p: 0.4, n: 4_000 + place, story: "steady", rolling: 0.02 };
}

const volumes = hours.map(
  (at, place) => [at, place === 5 ? null : 4_000 + 1_500 * Math.cos(place / 4)] as [number, number | null],
);

function tile(label: string, value: number | null, unit: string, more: Partial<Telemetry["tiles"][number]> = {}) {
  const points = hours.map(
    (at, place) => [at, (value ?? 1) * (0.9 + ((place * 7) % 5) / 25)] as [number, number | null],
  );
  const name = label.toLowerCase().replaceAll(/[^a-z]+/g, "_");
  return {
    id: name,
    label,
    value,
    unit,
    note: "as usual",
    tone: "plain" as const,
    limit: null,
    series: `measure:${name}`,
    points,
    ...more,
  };
}

export const signal: Signal = {
  id: id(70),
  at: new Date(start + ATTACK * hour + 420_000).toISOString(),
  kind: "extraction",
  label: "Looks like extraction",
  severity: "high",
  sure: 0.94,
  words:
    "Client 7f3a91c2 sent 1,877 requests, 13.2 times its usual rate; 99.1 % of its inputs are distinct and 78 % lie near the decision boundary.",
  techniques: ["AML.T0024.002"],
  client: "7f3a91c2",
  series: null,
  version: "4.2.1",
  evidence: {},
};

const annotations: Annotation[] = [
  { at: start + 3 * hour, until: null, kind: "version", words: "Version 4.2.1 went live", href: "/versions/1" },
  {
    at: start + ATTACK * hour + 600_000,
    until: null,
    kind: "alert",
    words: "Alert: one client moves inputs",
    href: "/alerts",
  },
];

const reference: NonNullable<Telemetry["reference"]> = {
  id: id(80),
  state: "frozen",
  origin: "window",
  from: "2026-05-05T00:00:00.000Z",
  to: "2026-05-12T00:00:00.000Z",
  rows: 1_204_331,
  features: 46,
  digest: "sha256:9f2c4b7d1e",
  reason: "A week without incidents after 4.2.0",
  proposedBy: "Lena Vogt",
  proposedById: id(90),
  decidedBy: "Tomas Ruiz",
  proposedAt: "2026-05-12T08:00:00.000Z",
  decidedAt: "2026-05-12T09:00:00.000Z",
  version: 2,
};

const series = (kind: Telemetry["series"][number]["kind"], name: string, label: string, unit = "") => ({
  id: `${kind}:${name}`,
  kind,
  type: "number" as const,
  name,
  label,
  unit,
});

const rows = features.map((feature, row) => ({
  series: `feature:${feature}`,
  feature,
  type: "number" as const,
  worst: 0.3,
  cells: hours.map((_, place) => cell(row, place)),
}));

/** A day of a model that one client swept at night. */
export function telemetryFixture(change: Partial<Telemetry> = {}): Telemetry {
  return {
    model: { id: id(1), name: "card-fraud-gbm", slug: "card-fraud-gbm" },
    state: "live",
    finding: "One client moved card-fraud-gbm for 85 minutes last night",
    from: start,
    to: start + 24 * hour,
    stepMs: hour,
    firstAt: "2026-05-01T00:00:00.000Z",
    lastAt: new Date(start + 24 * hour - 3_000).toISOString(),
    events: 130_112,
    late: 0,
    waiting: 0,
    clients: 7,
    versions: [
      { id: id(2), label: "4.2.1" },
      { id: id(3), label: "4.2.0" },
    ],
    version: null,
    reference,
    proposed: null,
    health: hours.map((at, place) => ({
      at,
      state:
        place === ATTACK
          ? ("alert" as const)
          : place === ATTACK + 1
            ? ("drift" as const)
            : place === 5
              ? ("no_data" as const)
              : ("good" as const),
      words: place === ATTACK ? "3 features drifted, 1 alert" : "as usual",
    })),
    tiles: [
      tile("Requests per hour", 5_420, "", {
        note: "usual 4,900 to 6,100",
        points: volumes,
        series: "traffic:requests",
      }),
      tile("Latency, p95", 41, "ms", { note: "limit 80 ms", limit: 80 }),
      tile("Errors", 0.06, "%", { note: "limit 0.50 %", limit: 0.5 }),
      tile("Null rate, worst feature", 0.4, "%", { note: "limit 2 %", limit: 2 }),
      tile("Recall, estimated", null, "%", { note: "no label came yet", points: [] }),
      tile("Largest drift", 0.31, "", { note: "at 02:00, limit 0.10", tone: "amber", limit: 0.1 }),
    ],
    series: [
      series("traffic", "requests", "Requests", "per hour"),
      series("measure", "latency", "Latency", "ms"),
      series("measure", "confidence", "Confidence"),
      ...rows.map(({ series: key, feature }) => ({ ...series("feature", feature, feature), id: key })),
    ],
    drift: { stepMs: hour, columns: hours, rows, features: 46, drifted: 3, floor: 0.1, alpha: 0.01 },
    annotations,
    signals: [signal],
    ...change,
  };
}

export function pointsFixture(name = "traffic:requests"): Points {
  const latency = name.includes("latency");
  return {
    series: { ...series("traffic", "requests", "Requests", "per hour"), id: name },
    resolution: "1h",
    stepMs: hour,
    lines: latency
      ? ["p50", "p95"].map((line, place) => ({
          id: line,
          label: line,
          unit: "per hour",
          points: hours.map((at, step) => [at, 18 + place * 22 + ((step * 5) % 7)] as [number, number | null]),
        }))
      : [{ id: "events", label: "requests an hour", unit: "per hour", points: volumes }],
    note: "",
    band: latency
      ? []
      : hours.map((at, place) => [at, 3_400 + 1_400 * Math.cos(place / 4), 4_600 + 1_500 * Math.cos(place / 4)]),
  };
}

export function distributionFixture(change: Partial<Distribution> = {}): Distribution {
  const bars = Array.from({ length: 24 }, (_, place) => ({
    label: `${(place / 24).toFixed(2)} to ${((place + 1) / 24).toFixed(2)}`,
    from: place / 24,
    to: (place + 1) / 24,
    reference: Math.exp(-(((place - 4) / 5) ** 2)) / 8.9,
    current: Math.exp(-(((place - 4) / 5) ** 2)) / 15 + Math.exp(-(((place - 11) / 3) ** 2)) / 14,
  }));
  return {
    series: { ...series("feature", "merchant_risk_score", "merchant_risk_score"), id: "feature:merchant_risk_score" },
    at: start + ATTACK * hour,
    stepMs: hour,
    status: "drifted",
    words: [
      "The score moved to the middle of its range: the median went from 0.24 to 0.37. 97 % of the shift comes from one client.",
      "Distance 0.31, p < 0.001.",
    ],
    n: 4_812,
    referenceN: 1_204_331,
    nulls: 14,
    bars,
    medianReference: 0.24,
    medianCurrent: 0.37,
    statistics: [
      { name: "Jensen-Shannon distance", value: 0.31, p: null, note: "0 is the same, 1 nothing in common" },
      { name: "Kolmogorov-Smirnov", value: 0.28, p: 0.000001, note: "from bins, at most 0.005 off" },
    ],
    rolling: {
      story: "sudden",
      distance: 0.3,
      days: 14,
      words: ["It is far from the frozen reference and from the last weeks: a sudden change."],
    },
    causes: [
      { cause: "attack", sure: 0.94, words: "One client; four others are unchanged" },
      { cause: "world", sure: 0.05, words: "No other client moved" },
    ],
    ...change,
  };
}

const client: TelemetryClient = {
  client: "7f3a91c2",
  requests: 1_877,
  usual: 13.2,
  share: 0.39,
  distinct: 0.991,
  nearBoundary: 0.78,
  labels: 2,
  errors: 0,
  injections: 0,
  verdict: "Looks like extraction",
  severity: "high",
};

export const clientsFixture = {
  clients: [
    client,
    {
      ...client,
      client: "a01b77e0",
      requests: 1_204,
      usual: 1.1,
      share: 0.25,
      distinct: 0.714,
      nearBoundary: 0.06,
      verdict: "Usual",
      severity: null,
    },
    {
      ...client,
      client: "c9d2210f",
      requests: 38,
      usual: null,
      share: 0.008,
      distinct: null,
      nearBoundary: null,
      verdict: "Not judged",
      severity: null,
    },
  ],
  total: 7,
  requests: 4_812,
};
