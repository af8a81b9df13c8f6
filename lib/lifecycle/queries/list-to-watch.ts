import { versionsById, versionsInUse } from "../../inventory/queries/gate-versions.ts";
import { defineQuery } from "../../kernel/query.ts";
import { z } from "../../zod.ts";
import { gateTasks } from "../gate-tasks.ts";
import { loadGates } from "../load-gates.ts";
import { needsWatch, standingFact } from "../watch-gate.ts";

const PAGE = 200;

/** Versions whose tasks or approvals do not match how their gate stands: those in use, and those with an open approval. */
export const listToWatch = defineQuery({
  name: "gate.list_to_watch",
  summary: "Versions whose gate must be looked at again",
  permission: "system:operate",
  input: z.strictObject({ after: z.uuid() }),
  output: z.strictObject({
    toWatch: z.array(z.uuid()),
    changed: z
      .array(z.strictObject({ versionId: z.uuid(), stage: z.string(), valid: z.boolean() }))
      .describe("How versions stand that stood otherwise when last looked at"),
    next: z.uuid().nullable(),
  }),
  async run({ db, input, ctx }) {
    const { orgId } = ctx;
    const used = await versionsInUse(db, orgId, input.after, PAGE);
    const first = /^[0-]+$/.test(input.after);
    const approved = first
      ? await db.gateRequest.findMany({ where: { orgId, state: "approved" }, select: { versionId: true } })
      : [];
    const tasks = await db.task.findMany({
      where: { orgId, kind: gateTasks.invalid, entityType: "model_version", state: "open" },
      select: { entityId: true },
    });
    const withTask = new Set(tasks.map(({ entityId }) => entityId));
    const inUse = new Set(used.map(({ row }) => row.id));
    const others = first ? [...approved.map(({ versionId }) => versionId), ...withTask] : [];
    const extra = [...new Set(others)].filter((id): id is string => id !== null && !inUse.has(id));
    const sources = await loadGates(db, ctx, [...used, ...(await versionsById(db, orgId, extra))]);
    const toWatch = sources
      .filter((source) => needsWatch(source, withTask.has(source.row.id)))
      .map(({ row }) => row.id);
    const known = await db.gateStanding.findMany({
      where: { orgId, versionId: { in: sources.map(({ row }) => row.id) } },
    });
    const before = new Map(known.map(({ versionId, stage, valid }) => [versionId, `${stage} ${String(valid)}`]));
    const changed = sources
      .map(standingFact)
      .filter(({ versionId, stage, valid }) => before.get(versionId) !== `${stage} ${String(valid)}`);
    return { toWatch, changed, next: used.length < PAGE ? null : (used.at(-1)?.row.id ?? null) };
  },
});
