type Random = () => number;
type Row = Readonly<Record<string, unknown>>;

const HOUR_MS = 3_600_000;
/** How far back the demonstration's telemetry goes. Hours. */
const HOURS = 7 * 24;
/** Since when the risk scores of merchants creep up, and when somebody probes the model. Hours ago. */
const CREEPING_SINCE = 60;
const PROBED = { from: 3, to: 1 };

/** Numbers from 0 to 1, the same for a seed. */
function random(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const normal = (next: Random): number => Array.from({ length: 12 }, next).reduce((sum, each) => sum + each, -6);
const oneOf = <Item>(next: Random, items: readonly [Item, ...Item[]]): Item =>
  items[Math.floor(next() * next() * items.length)] ?? items[0];
const share = (value: number): number => Math.min(1, Math.max(0, Math.round(value * 10_000) / 10_000));
/** More by day than by night. */
const busy = (at: number, most: number): number =>
  Math.round(most * (0.55 + 0.45 * Math.cos(((new Date(at).getUTCHours() - 14) / 24) * 2 * Math.PI)));

function payment(next: Random, creep: number): Record<string, unknown> {
  return {
    merchant_risk_score: share(0.24 + creep + 0.1 * normal(next)),
    amount_eur: Math.round(Math.exp(3 + normal(next)) * 100) / 100,
    card_age_days: Math.floor(900 * next()),
    payments_last_hour: Math.floor(-2 * Math.log(1 - next())),
    country_pair: oneOf(next, ["DE-DE", "DE-FR", "FR-FR", "DE-PL", "DE-GB"]),
    channel: next() < 0.003 ? null : oneOf(next, ["web", "app", "phone"]),
  };
}

function fraudEvent(next: Random, at: number, hoursAgo: number, model: string): Row {
  const probes = hoursAgo <= PROBED.from && hoursAgo > PROBED.to && next() < 0.5;
  const creep = 0.1 * Math.max(0, 1 - hoursAgo / CREEPING_SINCE);
  const features = payment(next, creep);
  const risk = Number(features["merchant_risk_score"]) + 0.05 * normal(next);
  const prediction = risk > 0.42 ? "decline" : "accept";
  const right = next() < 0.965 - creep;
  const known = { label: right ? prediction : prediction === "accept" ? "decline" : "accept" };
  return {
    ts: new Date(at).toISOString(),
    model,
    client: probes ? "acquirer-07" : oneOf(next, ["acquirer-03", "web-checkout", "mobile-wallet", "pos-partner"]),
    prediction,
    confidence: probes ? share(0.5 + 0.05 * next()) : share(0.86 + 0.12 * next()),
    margin: probes ? share(0.06 * next()) : share(0.7 + 0.25 * next()),
    latency_ms: Math.round(24 + 9 * Math.abs(normal(next))),
    ...(next() < 0.004 ? { error: "timeout" } : {}),
    ...(hoursAgo > 48 && next() < 0.4 ? known : {}),
    features: probes ? { ...features, amount_eur: Math.round(100 + 4 * normal(next)) } : features,
  };
}

function assistantEvent(next: Random, at: number, hoursAgo: number, model: string): Row {
  const attacks = hoursAgo <= PROBED.from && hoursAgo > PROBED.to && next() < 0.35;
  const input = Math.round(320 + 90 * Math.abs(normal(next)));
  const output = Math.round(140 + 40 * Math.abs(normal(next)));
  const flags = attacks
    ? { injection: true, blocked: next() < 0.9 }
    : next() < 0.003
      ? { injection: true, blocked: true }
      : {};
  return {
    ts: new Date(at).toISOString(),
    model,
    client: attacks ? "session-4411" : `session-${String(1_000 + Math.floor(next() * 900))}`,
    latency_ms: Math.round(700 + 250 * Math.abs(normal(next))),
    input_tokens: attacks ? input * 3 : input,
    output_tokens: output,
    cost: Math.round((input * 0.4 + output * 1.6) / 10) / 1e5,
    refused: next() < (attacks ? 0.7 : 0.02),
    features: {
      topic: oneOf(next, ["cards", "payments", "loans", "opening hours"]),
      language: oneOf(next, ["de", "en", "fr"]),
    },
    ...(Object.keys(flags).length === 0 ? {} : { flags }),
  };
}

type Story = { slug: string; most: number; seed: number; event: typeof fraudEvent };

const stories: readonly Story[] = [
  { slug: "card-fraud-gbm", most: 190, seed: 7, event: fraudEvent },
  { slug: "support-assistant", most: 70, seed: 11, event: assistantEvent },
];

/** What two models of the demonstration did in the week before a time, oldest first, in the form of `POST /telemetry/events`. */
export function* northwindEvents(now: number): Generator<Row> {
  for (const { slug, most, seed, event } of stories) {
    const next = random(seed);
    for (let hoursAgo = HOURS; hoursAgo > 0; hoursAgo -= 1) {
      const begin = now - hoursAgo * HOUR_MS;
      const probed = hoursAgo <= PROBED.from && hoursAgo > PROBED.to;
      const count = busy(begin, most) * (probed ? 2 : 1);
      for (let each = 0; each < count; each += 1) {
        yield event(next, begin + Math.floor((each / count) * HOUR_MS), hoursAgo, slug);
      }
    }
  }
}

/** Payments as the fraud model was trained on: columns of a reference. */
export function northwindTraining(): Record<string, (string | number | null)[]> {
  const next = random(3);
  const rows = Array.from({ length: 2_000 }, () => payment(next, 0) as Record<string, string | number | null>);
  const names = Object.keys(rows[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name] ?? null)]));
}
