import { can } from "../../kernel/can.ts";
import { defineQuery, type Reader } from "../../kernel/query.ts";
import type { z } from "../../zod.ts";
import { selectEntries } from "../entry-rows.ts";
import { REPLAY_TASK } from "../replay-task.ts";
import { ReadReplayInput, ReplayReportDto, ReplayStateDto, type TrailEntry } from "../schema.ts";

type Finding = z.output<typeof ReplayReportDto>["findings"][number];
type Named = Pick<Finding, "entityType" | "entityId">;

const keyOf = ({ entityType, entityId }: Named): string => `${entityType} ${entityId}`;

/** The newest entries of these things, by kind and id. */
async function newestEntries(db: Reader, orgId: string, things: readonly Named[]): Promise<Map<string, TrailEntry>> {
  if (things.length === 0) return new Map();
  const rows = await db.$queryRawUnsafe<{ uuid: string }[]>(
    `select x.uuid::text as uuid from (select distinct * from unnest($2::text[], $3::text[]) as t(type, id)) t
     cross join lateral (
       select e.uuid from audit_log g join audit_entry e on e.log_id = g.log_id and e.entity_type = t.type and e.entity_id = t.id
       where g.org_id = $1::uuid order by e.entity_version desc, e.entry_id desc limit 1) x`,
    orgId,
    things.map(({ entityType }) => entityType),
    things.map(({ entityId }) => entityId),
  );
  const uuids = rows.map(({ uuid }) => uuid);
  const filters = [{ sql: "e.uuid = any (?::text::uuid[])", value: `{${uuids.join(",")}}` }];
  const entries = await selectEntries(db, orgId, { filters, limit: Math.max(1, uuids.length) });
  return new Map(entries.map((entry) => [keyOf({ entityType: entry.entity.type, entityId: entry.entity.id }), entry]));
}

async function openTask(db: Reader, orgId: string): Promise<{ id: string; assignee: string | null } | null> {
  const task = await db.task.findFirst({
    where: { orgId, kind: REPLAY_TASK, state: "open" },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  if (task === null) return null;
  const person = task.assigneeId === null ? null : await db.user.findFirst({ where: { id: task.assigneeId, orgId } });
  return { id: task.id, assignee: person?.name ?? null };
}

/** The last result of the replay check, with what the log says last of each thing that does not match. */
export const readReplayRun = defineQuery({
  name: "audit.replay",
  summary: "What the last comparison of the log with the live records found",
  permission: "audit:read",
  http: "GET /audit/replay",
  input: ReadReplayInput,
  output: ReplayStateDto,
  async run({ db, input, ctx }) {
    const [row, task] = await Promise.all([
      db.replayRun.findUnique({ where: { orgId: ctx.orgId } }),
      openTask(db, ctx.orgId),
    ]);
    const abilities = { run: can(ctx.actor, "audit:check") };
    if (row === null) return { run: null, kept: 0, task, abilities };
    const kept = ReplayReportDto.shape.findings.parse(row.findings);
    const shown = kept.slice(input.from, input.from + input.limit);
    const newest = await newestEntries(db, ctx.orgId, shown);
    return {
      run: {
        compared: Number(row.compared),
        notComparable: Number(row.notComparable),
        findingCount: row.findingCount,
        findings: shown.map((each) => ({ ...each, newest: newest.get(keyOf(each)) ?? null })),
        startedAt: row.startedAt.toISOString(),
        finishedAt: row.finishedAt.toISOString(),
      },
      kept: kept.length,
      task,
      abilities,
    };
  },
});
