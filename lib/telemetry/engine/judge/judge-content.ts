import { contentSignals, type ContentHour } from "../../judge/content-signals.ts";
import { resolutions } from "../../rules.ts";
import { counterPlace } from "../../states/traffic-state.ts";
import { millisOf, type Session } from "../sql-session.ts";
import { securityFound } from "./judge-clients.ts";
import type { FoundSignal } from "./found-signal.ts";

const HISTORY_HOURS = 7 * 24;

const countedAs = {
  n: "events",
  injections: "injections",
  injectionsPassed: "injectionsPassed",
  pii: "pii",
  secrets: "secrets",
  canaries: "canaries",
} as const satisfies Record<keyof ContentHour, keyof typeof counterPlace>;

const EMPTY: ContentHour = { n: 0, injections: 0, injectionsPassed: 0, pii: 0, secrets: 0, canaries: 0 };

function plus(hour: ContentHour, counters: readonly unknown[]): ContentHour {
  const of = (name: keyof ContentHour): number => hour[name] + Number(counters[counterPlace[countedAs[name]]] ?? 0);
  return {
    n: of("n"),
    injections: of("injections"),
    injectionsPassed: of("injectionsPassed"),
    pii: of("pii"),
    secrets: of("secrets"),
    canaries: of("canaries"),
  };
}

/** What scanners and guardrails said in an hour against the week before: injections and passes, leaks, planted values. */
export async function judgeContent(
  session: Session,
  asked: { orgId: string; modelId: string; bucket: number; pages: number },
): Promise<FoundSignal[]> {
  const { orgId, modelId, bucket, pages } = asked;
  const { rows } = await session.query(
    `select w.bucket, w.counters::text[] as counters from telemetry_series s
     join telemetry_window w on w.org_id = s.org_id and w.series_id = s.id and w.res = 1 and w.bucket >= $3 and w.bucket <= $4
     where s.org_id = $1 and s.model_id = $2 and s.kind = 'traffic'`,
    [orgId, modelId, new Date(bucket - HISTORY_HOURS * resolutions["1h"]), new Date(bucket)],
  );
  const hours = new Map<number, ContentHour>();
  for (const row of rows) {
    const at = millisOf(row["bucket"]);
    if (Array.isArray(row["counters"])) hours.set(at, plus(hours.get(at) ?? EMPTY, row["counters"]));
  }
  const now = hours.get(bucket) ?? EMPTY;
  hours.delete(bucket);
  return contentSignals(now, [...hours.values()], pages).map(({ signal, severity }) =>
    securityFound(signal, { modelId, bucket, client: null, name: "", severity }),
  );
}
