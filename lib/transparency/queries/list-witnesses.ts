import { textOrNull, type Row } from "../../audit/log-session.ts";
import { can } from "../../kernel/can.ts";
import { defineQuery } from "../../kernel/query.ts";
import { currentLog } from "../current-log.ts";
import { readerSession } from "../reader-session.ts";
import { NoInput, WitnessList, type WitnessDetail } from "../schema.ts";
import { toWitnessDto } from "../witness-dto.ts";

type Progress = Pick<WitnessDetail, "cosigned" | "attempt">;

const iso = (value: unknown): string | null => (value instanceof Date ? value.toISOString() : null);

function progressOf(row: Row | undefined): Progress {
  const tried = iso(row?.["tried_at"]);
  const size = row?.["entries"] ?? null;
  return {
    cosigned: size === null ? null : { size: Number(size), at: new Date(Number(row?.["at"]) * 1_000).toISOString() },
    attempt:
      tried === null
        ? null
        : {
            at: tried,
            failures: Number(row?.["failures"]),
            problem: textOrNull(row?.["problem"]),
            nextAt: Number(row?.["failures"]) === 0 ? null : iso(row?.["next_at"]),
          },
  };
}

export const listWitnesses = defineQuery({
  name: "witness.list",
  summary: "Witnesses of the organization's log by name, and how they stand",
  permission: "audit:read",
  http: "GET /audit/witnesses",
  input: NoInput,
  output: WitnessList,
  async run({ db, ctx }) {
    const session = readerSession(db);
    const { logId } = await currentLog(session, ctx.orgId);
    const [witnesses, { rows }] = await Promise.all([
      db.witness.findMany({
        where: { orgId: ctx.orgId, state: { not: "removed" } },
        orderBy: [{ name: "asc" }, { id: "asc" }],
      }),
      session.query(
        `select w.id::text as id, a.tried_at, a.failures, a.problem, a.next_at, c.size::text as entries, c.at::text as at
         from audit_witness w left join audit_witness_attempt a on a.witness_id = w.id and a.log_id = $2
         left join lateral (select o.size, o.at from audit_cosignature o
           where o.log_id = $2 and o.witness = substring(w.vkey from '^[^+]+[+][0-9a-f]{8}') order by o.size desc limit 1) c on true
         where w.org_id = $1::uuid and w.state <> 'removed'`,
        [ctx.orgId, logId],
      ),
    ]);
    const progress = new Map(rows.map((row) => [String(row["id"]), row]));
    return {
      items: witnesses.map((row) => ({ ...toWitnessDto(row), ...progressOf(progress.get(row.id)) })),
      abilities: { manage: can(ctx.actor, "audit:manage") },
    };
  },
});
