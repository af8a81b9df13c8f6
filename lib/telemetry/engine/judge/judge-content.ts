import { injectionSignal } from "../../../detection/clients/injection-signal.ts";
import { leakSignal } from "../../../detection/clients/leak-signal.ts";
import { resolutions } from "../../rules.ts";
import { counterPlace } from "../../states/traffic-state.ts";
import { millisOf, type Session } from "../sql-session.ts";
import { securityFound } from "./judge-clients.ts";
import type { FoundSignal } from "./found-signal.ts";

const HISTORY_HOURS = 7 * 24;
const WORTH = 0.5;

/** What scanners and guardrails said in an hour against the week before: injections and passes, leaks, planted values. */
export async function judgeContent(
  session: Session,
  asked: { orgId: string; modelId: string; bucket: number },
): Promise<FoundSignal[]> {
  const { orgId, modelId, bucket } = asked;
  const { rows } = await session.query(
    `select w.bucket, w.counters::text[] as counters from telemetry_series s
     join telemetry_window w on w.org_id = s.org_id and w.series_id = s.id and w.res = 1 and w.bucket >= $3 and w.bucket <= $4
     where s.org_id = $1 and s.model_id = $2 and s.kind = 'traffic'`,
    [orgId, modelId, new Date(bucket - HISTORY_HOURS * resolutions["1h"]), new Date(bucket)],
  );
  const sum = (name: keyof typeof counterPlace, now: boolean): number =>
    rows
      .filter((row) => (millisOf(row["bucket"]) === bucket) === now)
      .reduce(
        (total, { counters }) => total + (Array.isArray(counters) ? Number(counters[counterPlace[name]] ?? 0) : 0),
        0,
      );
  const n = sum("events", true);
  const before = sum("events", false);
  const injection = injectionSignal({
    n,
    injections: sum("injections", true),
    injectionsPassed: sum("injectionsPassed", true),
    usual: { injections: sum("injections", false), n: before },
  });
  const canaries = sum("canaries", true);
  const leak = leakSignal({
    n,
    pii: sum("pii", true),
    secrets: sum("secrets", true),
    canaries,
    usual: { pii: sum("pii", false), n: before },
  });
  const subject = { modelId, bucket, client: null, name: "" };
  return [
    ...(injection !== null && injection.sure >= WORTH ? [securityFound(injection, subject)] : []),
    ...(leak !== null && leak.sure >= WORTH
      ? [securityFound(leak, canaries > 0 ? { ...subject, severity: "critical" } : subject)]
      : []),
  ];
}
