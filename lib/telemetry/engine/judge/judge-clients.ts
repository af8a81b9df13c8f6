import type { ClientWindow } from "../../../detection/clients/client-window.ts";
import { evasionSignal } from "../../../detection/clients/evasion-signal.ts";
import { extractionSignal } from "../../../detection/clients/extraction-signal.ts";
import { feedbackPoisoning } from "../../../detection/clients/feedback-poisoning.ts";
import { membershipSignal } from "../../../detection/clients/membership-signal.ts";
import type { SecuritySignal } from "../../../detection/clients/security-signal.ts";
import { sybilPools } from "../../../detection/clients/sybil-pools.ts";
import { confidenceBins } from "../../../stats/states/confidence-histogram.ts";
import { sampleEntries } from "../../../stats/states/hash-sample.ts";
import { distinctCount } from "../../../stats/states/hyperloglog.ts";
import { NO_VERSION, resolutions } from "../../rules.ts";
import { decodeClient } from "../../states/client-state.ts";
import { counterPlace } from "../../states/traffic-state.ts";
import { bytesOf, type Session } from "../sql-session.ts";
import type { FoundSignal } from "./found-signal.ts";

const LEAST_QUERIES = 50;
const JUDGED = 40;
const PEERS = 300;
const HISTORY_HOURS = 7 * 24;
const WORTH = 0.5;

/** What a client did in an hour, as detection wants it; undefined for bytes that are no state. */
function toWindow(bytes: Uint8Array): ClientWindow | undefined {
  const state = decodeClient(bytes);
  if (state === undefined) return undefined;
  const of = (name: keyof typeof counterPlace): number => state.counters[counterPlace[name]] ?? 0;
  const inputs = Math.min(of("withInput"), Math.round(distinctCount(state.inputs)));
  return {
    n: of("events"),
    distinctInputs: inputs,
    distinctCoarse: Math.min(inputs, Math.round(distinctCount(state.coarse))),
    labelCounts: Object.fromEntries(sampleEntries(state.labels)),
    lowMargin: of("lowMargin"),
    marginKnown: of("marginKnown"),
    confidenceBins: confidenceBins(state.confidence).map(
      ({ unlabelled, negative, positive }) => unlabelled + negative + positive,
    ),
    errors: of("errors"),
    blocked: of("blocked"),
    injections: of("injections"),
    injectionsPassed: of("injectionsPassed"),
  };
}

const severityOf = (sure: number): FoundSignal["severity"] => (sure >= 0.9 ? "high" : sure >= 0.7 ? "medium" : "low");

/** A security signal as it is stored. */
export function securityFound(
  signal: SecuritySignal,
  subject: {
    modelId: string;
    bucket: number;
    client: Uint8Array | null;
    name: string;
    severity?: FoundSignal["severity"];
  },
): FoundSignal {
  return {
    modelId: subject.modelId,
    versionId: NO_VERSION,
    seriesId: null,
    client: subject.client,
    bucket: subject.bucket,
    kind:
      signal.kind === "out_of_distribution" ? "ood" : signal.kind === "feedback_poisoning" ? "poisoning" : signal.kind,
    severity: subject.severity ?? severityOf(signal.sure),
    sure: Math.min(1, Math.max(0, signal.sure)),
    words: signal.saw,
    techniques: signal.techniques,
    evidence: { ...signal.evidence, p: signal.p },
    fingerprint: `${signal.kind} ${subject.name}`,
  };
}

type Client = { hash: Uint8Array; name: string; window: ClientWindow; labelled: number; flips: number };

async function readHour(session: Session, orgId: string, modelId: string, bucket: number): Promise<Client[]> {
  const { rows } = await session.query(
    `select client, state, counters::text[] as counters from telemetry_client where org_id = $1 and model_id = $2 and bucket = $3 and length(client) > 0
     order by n desc, client limit $4`,
    [orgId, modelId, new Date(bucket), PEERS],
  );
  return rows.flatMap((row) => {
    const hash = bytesOf(row["client"]);
    const window = toWindow(bytesOf(row["state"]));
    if (window === undefined) return [];
    const counters = Array.isArray(row["counters"]) ? row["counters"].map(Number) : [];
    const labelled = counters[counterPlace.labelled] ?? 0;
    const flips = labelled - (counters[counterPlace.correct] ?? 0);
    return [{ hash, name: Buffer.from(hash).toString("hex"), window, labelled, flips }];
  });
}

async function readHistory(
  session: Session,
  asked: { orgId: string; modelId: string; bucket: number },
  clients: readonly Client[],
): Promise<Map<string, ClientWindow[]>> {
  const { rows } = await session.query(
    `select client, state from telemetry_client where org_id = $1 and model_id = $2 and bucket >= $3 and bucket < $4 and client = any ($5::bytea[])
     order by bucket desc limit 4000`,
    [
      asked.orgId,
      asked.modelId,
      new Date(asked.bucket - HISTORY_HOURS * resolutions["1h"]),
      new Date(asked.bucket),
      clients.map(({ hash }) => Buffer.from(hash)),
    ],
  );
  const found = new Map<string, ClientWindow[]>();
  for (const row of rows) {
    const name = Buffer.from(bytesOf(row["client"])).toString("hex");
    const window = toWindow(bytesOf(row["state"]));
    if (window !== undefined) found.set(name, [...(found.get(name) ?? []), window]);
  }
  return found;
}

/** Whether one client sends most of the labels that come back, and contradicts the model where others do not. */
function poisoning(
  clients: readonly Client[],
  { modelId, bucket }: { modelId: string; bucket: number },
): FoundSignal[] {
  const signal = feedbackPoisoning(
    clients.map(({ name, labelled, flips }) => ({ client: name, labels: { labels: labelled }, flips })),
  );
  if (signal === null || signal.sure < WORTH) return [];
  const [top] = [...clients].sort((left, right) => right.labelled - left.labelled);
  return [securityFound(signal, { modelId, bucket, client: top?.hash ?? null, name: top?.name ?? "" })];
}

/** Looks at how each client asked in an hour, beside its peers and its own week; answers what looks like an attack. */
export async function judgeClients(
  session: Session,
  asked: { orgId: string; modelId: string; bucket: number },
): Promise<FoundSignal[]> {
  const clients = await readHour(session, asked.orgId, asked.modelId, asked.bucket);
  const busy = clients.filter(({ window }) => window.n >= LEAST_QUERIES).slice(0, JUDGED);
  const poisoned = poisoning(clients, asked);
  if (busy.length === 0) return poisoned;
  const history = await readHistory(session, asked, busy);
  const { modelId, bucket } = asked;
  const single = busy.flatMap(({ hash, name, window }): FoundSignal[] => {
    const peers = clients.filter((other) => other.name !== name).map((other) => other.window);
    const question = { current: window, peers, history: history.get(name) ?? [] };
    const signals = [extractionSignal(question), evasionSignal(question), membershipSignal(question)];
    const [surest] = signals
      .flatMap((signal) => (signal !== null && signal.sure >= WORTH ? [signal] : []))
      .sort((left, right) => right.sure - left.sure);
    return surest === undefined ? [] : [securityFound(surest, { modelId, bucket, client: hash, name })];
  });
  const pools = sybilPools(clients.map(({ name, window }) => ({ client: name, window })));
  const pooled = pools
    .filter(({ signal }) => signal.sure >= WORTH)
    .map(({ signal, clients: names }) =>
      securityFound(signal, { modelId, bucket, client: null, name: [...names].sort()[0] ?? "" }),
    );
  return [...poisoned, ...single, ...pooled];
}
