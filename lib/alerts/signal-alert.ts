import type { Tx } from "../db/types.ts";
import { fingerprint } from "../detection/alerts/fingerprint.ts";
import { anomalyLabels, signalLabels } from "../telemetry/rules.ts";
import type { Raised } from "./raise.ts";

export type SignalRow = {
  id: string;
  model_id: string;
  model: string;
  kind: string;
  severity: string;
  words: string;
  techniques: string[];
  series: string | null;
  fingerprint: string;
  bucket: Date;
  at: Date;
};

const UNHANDLED = `select g.id::text as id, g.model_id::text as model_id, coalesce(m.name, 'a model') as model, g.kind, g.severity, g.words, g.techniques,
  case when s.id is null then null else s.kind || ':' || s.name end as series, g.fingerprint, g.bucket, g.at
from telemetry_signal g
left join model m on m.org_id = g.org_id and m.id = g.model_id
left join telemetry_series s on s.org_id = g.org_id and s.id = g.series_id
where g.org_id = $1::uuid and g.id = $2::uuid and not g.handled for update of g`;

/** A signal that waits, locked until the transaction ends; undefined when it was handled. */
export async function lockSignal(tx: Tx, orgId: string, id: string): Promise<SignalRow | undefined> {
  const [row] = await tx.$queryRawUnsafe<SignalRow[]>(UNHANDLED, orgId, id);
  return row;
}

/** Marks a signal as taken over, and counts it to its alert. */
export async function takeSignal(tx: Tx, orgId: string, signal: SignalRow, alertId: string): Promise<void> {
  await tx.$executeRaw`update telemetry_signal set handled = true where org_id = ${orgId}::uuid and id = ${signal.id}::uuid`;
  await tx.alertTally.upsert({
    where: { alertId },
    create: { alertId, orgId, count: 1, lastAt: signal.at },
    update: { count: { increment: 1 }, lastAt: signal.at },
  });
}

/** What makes signals of several windows one alert: the model, and what the detector says is the same. */
export function signalFingerprint(signal: Pick<SignalRow, "model_id" | "fingerprint">): string {
  return fingerprint({ model: signal.model_id, signal: signal.fingerprint });
}

function labelOf({ kind, fingerprint: same }: Pick<SignalRow, "kind" | "fingerprint">): string {
  const anomaly = kind === "anomaly" ? anomalyLabels[same.slice(same.indexOf(" ") + 1)] : undefined;
  return anomaly ?? signalLabels[kind] ?? kind;
}

/** The alert that a signal is. */
export function alertOf(signal: SignalRow): Raised {
  const { kind, severity, words, techniques, series } = signal;
  const column = series === null ? "" : `, ${series.slice(series.indexOf(":") + 1)}`;
  return {
    fingerprint: signalFingerprint(signal),
    modelId: signal.model_id,
    ruleId: null,
    kind,
    severity,
    title: `${labelOf(signal)}: ${signal.model}${column}`.slice(0, 200),
    words,
    techniques,
    series,
    state: "firing",
    at: signal.bucket,
  };
}
