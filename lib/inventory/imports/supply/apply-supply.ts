import type { Tx } from "../../../db/types.ts";
import type { AppliedRecord, ImportMonitor } from "../../../imports/schema.ts";
import type { AuditItem } from "../../../kernel/aggregate.ts";
import type { CommandContext } from "../../../kernel/context.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Batch } from "./batch.ts";
import { createRecords } from "./create-records.ts";
import { ownersOf } from "./owners.ts";
import type { PlannedRecord } from "./plan-supply.ts";
import { updateRecord } from "./update-record.ts";

const REPORT_EVERY = 50;

/** Skipped are the records the review left out, and what belongs to them. */
function skippedKeys(plan: readonly PlannedRecord[], skip: readonly string[]): Set<string> {
  const skipped = new Set(skip);
  for (const { record, existing } of plan) {
    if (record.parentKey !== null && skipped.has(record.parentKey) && existing === null) skipped.add(record.key);
  }
  return skipped;
}

function requireUnblocked(plan: readonly PlannedRecord[], skipped: ReadonlySet<string>): void {
  const blocked = plan.filter(({ shown }) => shown.blocked !== null && !skipped.has(shown.key));
  if (blocked.length === 0) return;
  const errors = blocked
    .slice(0, 100)
    .map(({ shown }) => ({ path: shown.path, message: `${shown.name}: ${shown.blocked ?? ""}`, line: 1 }));
  const what = blocked.length === 1 ? "One record" : `${blocked.length} records`;
  throw new AppError("unprocessable", `${what} cannot be applied. Leave them out, or mend them. Nothing was changed.`, {
    errors,
  });
}

/** Carries out a plan: all new records in bulk, then the changed ones, in the caller's transaction. */
export async function applySupply(
  { tx, ctx, format }: { tx: Tx; ctx: CommandContext; format: string },
  plan: readonly PlannedRecord[],
  skip: readonly string[],
  monitor: ImportMonitor,
): Promise<{ records: AppliedRecord[]; audit: AuditItem[] }> {
  const skipped = skippedKeys(plan, skip);
  requireUnblocked(plan, skipped);
  const taken = plan.filter(({ record }) => !skipped.has(record.key));
  const ids = new Map(
    plan.flatMap(({ record, existing }) => {
      if (existing !== null) return [[record.key, { type: record.kind, id: existing.row.id }] as const];
      return skipped.has(record.key) ? [] : [[record.key, { type: record.kind, id: ctx.newId() }] as const];
    }),
  );
  const batch: Batch = { tx, ctx, format, ids, owners: await ownersOf(tx, ctx.orgId, taken) };
  const creates = taken.filter(({ shown }) => shown.action === "create");
  const updates = taken.filter(({ shown }) => shown.action === "update");
  const total = creates.length + updates.length;
  await monitor.report(0, total);
  const created = await createRecords(batch, creates, (done) => monitor.report(done, total));
  const audit = [...created.audit];
  for (const [index, each] of updates.entries()) {
    audit.push(...(await updateRecord(batch, each, created.stages)));
    if (index % REPORT_EVERY === 0) await monitor.report(creates.length + index + 1, total);
  }
  audit.push(...(await created.finish(updates)));
  await monitor.report(total, total);
  return { records: plan.map((each, index) => accountOf(each, index, { skipped, ids, slugs: created.slugs })), audit };
}

type Account = {
  skipped: ReadonlySet<string>;
  ids: Batch["ids"];
  slugs: ReadonlyMap<string, string>;
};

function accountOf({ record, shown }: PlannedRecord, index: number, { skipped, ids, slugs }: Account): AppliedRecord {
  return {
    index,
    action: skipped.has(record.key) ? "skip" : shown.action,
    id: ids.get(record.key)?.id ?? null,
    slug: slugs.get(record.key) ?? shown.target?.slug ?? "",
    name: record.name,
  };
}
