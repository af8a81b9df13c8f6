import type { z } from "../../zod.ts";
import type { Reader } from "../../kernel/query.ts";
import type { SignalDto } from "../schema.ts";
import { NO_VERSION, signalLabels } from "../rules.ts";

export type SignalRow = {
  id: string;
  at: Date;
  kind: string;
  severity: string;
  sure: number;
  words: string;
  techniques: string[];
  client: Uint8Array | null;
  series: string | null;
  version_id: string;
  evidence: Record<string, number | string | null>;
};

/** The short form of a client's keyed hash: enough to tell it from others on a page. */
export function clientName(hash: Uint8Array): string {
  return hash.length === 0 ? "all others" : `client ${Buffer.from(hash).toString("hex").slice(0, 8)}`;
}

/** What a signal is and what it saw, in one line: words that begin with its label say both. */
export function labelled({ label }: { label: string }, words: string): string {
  return words.startsWith(label) ? words : `${label}: ${words}`;
}

/** A signal as clients see it; labels of versions by their id. */
export function toSignalDto(row: SignalRow, versions: ReadonlyMap<string, string>): z.input<typeof SignalDto> {
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    label: signalLabels[row.kind] ?? row.kind,
    severity: row.severity as "low",
    sure: row.sure,
    words: row.words,
    techniques: row.techniques,
    client: row.client === null ? null : clientName(row.client),
    series: row.series,
    version: row.version_id === NO_VERSION ? null : (versions.get(row.version_id) ?? null),
    evidence: row.evidence,
  };
}

/** Signals of a model in a time, the gravest first, then the newest. */
export async function readSignals(
  db: Reader,
  orgId: string,
  asked: { modelId: string; from: number; to: number; limit: number },
): Promise<SignalRow[]> {
  return db.$queryRawUnsafe<SignalRow[]>(
    `select g.id::text as id, g.bucket as at, g.kind, g.severity, g.sure, g.words, g.techniques, g.client,
       case when s.id is null then null else s.kind || ':' || s.name end as series, g.version_id::text as version_id, g.evidence
     from telemetry_signal g left join telemetry_series s on s.org_id = g.org_id and s.id = g.series_id
     where g.org_id = $1::uuid and g.model_id = $2::uuid and g.bucket >= $3::timestamptz and g.bucket < $4::timestamptz
     order by array_position(array['critical', 'high', 'medium', 'low'], g.severity), g.bucket desc, g.id desc limit $5`,
    orgId,
    asked.modelId,
    new Date(asked.from).toISOString(),
    new Date(asked.to).toISOString(),
    asked.limit,
  );
}
