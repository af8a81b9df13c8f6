import type { DriftVerdict } from "../../detection/drift/drift-verdict.ts";
import type { TriageQuestion } from "../../detection/triage/triage-drift.ts";
import type { Reader } from "../../kernel/query.ts";
import { BUSIEST, withoutClients } from "../judge/without-clients.ts";
import type { ReferenceColumn } from "../reference/build-columns.ts";
import { readWhole } from "./read-whole.ts";

type Asked = { modelId: string; seriesIds: readonly string[]; at: number; stepMs: number };

/** The clients of a time, as keyed hashes, that sent the most. */
async function busiestClients(db: Reader, orgId: string, { modelId, at, stepMs }: Asked): Promise<Uint8Array[]> {
  const rows = await db.$queryRawUnsafe<{ client: Uint8Array }[]>(
    `select client from telemetry_client where org_id = $1::uuid and model_id = $2::uuid and bucket >= $3::timestamptz
     and bucket < $4::timestamptz and length(client) > 0 group by client order by sum(n) desc, client limit $5`,
    orgId,
    modelId,
    new Date(at).toISOString(),
    new Date(at + stepMs).toISOString(),
    BUSIEST,
  );
  return rows.map(({ client }) => client);
}

/** What would be left of a drift without the busiest clients of its time; null when nothing drifted or it is not known. */
export async function withoutBusiest(
  db: Reader,
  orgId: string,
  asked: Asked,
  drift: { verdict: DriftVerdict; reference: { column: ReferenceColumn; referenceId: string } },
): Promise<TriageQuestion["withoutTop"]> {
  const { leading, status } = drift.verdict;
  if (status !== "drifted" || leading === null || leading.effect === null || leading.part === "invalid") return null;
  const { seriesIds, at, stepMs } = asked;
  const hours = await readWhole(db, orgId, { seriesIds, resolution: "1h", from: at, to: at + stepMs });
  const clients = await busiestClients(db, orgId, asked);
  return withoutClients(hours, drift.reference, { effect: leading.effect, part: leading.part }, clients);
}
