import type { Session } from "../sql-session.ts";

/** Something a detector saw, before it has an id. */
export interface FoundSignal {
  readonly modelId: string;
  readonly versionId: string;
  readonly seriesId: string | null;
  /** Keyed hash, when it is about one client. */
  readonly client: Uint8Array | null;
  /** Begin of the window, milliseconds. */
  readonly bucket: number;
  readonly kind: string;
  readonly severity: "critical" | "high" | "medium" | "low";
  readonly sure: number;
  readonly words: string;
  readonly techniques: readonly string[];
  readonly evidence: Readonly<Record<string, number | string | null>>;
  /** What makes it the same as one of another window: kind and subject. */
  readonly fingerprint: string;
}

/** Stores signals; the same one of the same window is replaced, so that windows can be judged again. */
export async function writeSignals(
  session: Session,
  orgId: string,
  signals: readonly FoundSignal[],
  { newId, at }: { newId: () => string; at: Date },
): Promise<void> {
  const sorted = [...signals].sort((left, right) =>
    `${left.modelId} ${left.fingerprint} ${left.bucket}` < `${right.modelId} ${right.fingerprint} ${right.bucket}`
      ? -1
      : 1,
  );
  for (const signal of sorted) {
    await session.query(
      `insert into telemetry_signal (org_id, id, model_id, version_id, series_id, client, bucket, at, kind, severity, sure, words, techniques, evidence, fingerprint)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
       on conflict (org_id, model_id, fingerprint, bucket) do update set severity = excluded.severity, sure = excluded.sure,
         words = excluded.words, techniques = excluded.techniques, evidence = excluded.evidence`,
      [
        orgId,
        newId(),
        signal.modelId,
        signal.versionId,
        signal.seriesId,
        signal.client === null ? null : Buffer.from(signal.client),
        new Date(signal.bucket),
        at,
        signal.kind,
        signal.severity,
        signal.sure,
        signal.words.slice(0, 2_000),
        signal.techniques,
        JSON.stringify(signal.evidence),
        signal.fingerprint,
      ],
    );
  }
}
