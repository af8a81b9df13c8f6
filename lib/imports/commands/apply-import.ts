import { noted } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import type { ImportDraft } from "../../db/types.ts";
import { keepFile } from "../keep-file.ts";
import { loadDraft } from "../load-draft.ts";
import { readPlan } from "../read-plan.ts";
import { mostRecordsAtOnce } from "../rules.ts";
import {
  type AppliedRecord,
  ApplyImportInput,
  ImportAppliedDto,
  ImportPreviewDto,
  type ImportDecision,
  type ImportFormat,
  type ImportMonitor,
  type ImportPlan,
  type ImportRecord,
  type SupplyPlanRecord,
} from "../schema.ts";

/** What a person agreed to when applying: a change of any of it asks them again. */
function agreed(record: ImportRecord | SupplyPlanRecord): unknown[] {
  const state = record.target !== null && "state" in record.target ? record.target.state : null;
  return [record.action, record.target?.id, record.target?.version, state, record.blocked];
}

function requireUnchanged(draft: ImportDraft, plan: ImportPlan): void {
  const shown = ImportPreviewDto.parse(draft.preview);
  const all = (of: Pick<ImportPlan, "records" | "supply">): string =>
    JSON.stringify([...of.records.map(agreed), ...of.supply.map(agreed)]);
  if (all(shown) === all(plan)) return;
  throw new AppError(
    "conflict",
    "The records changed since this preview. Nothing was changed; look at the new preview.",
    {
      extra: { stale: true },
    },
  );
}

function requireFew(plan: ImportPlan): void {
  const count = [...plan.records, ...plan.supply].filter(
    ({ action }) => action === "create" || action === "update",
  ).length;
  if (count <= mostRecordsAtOnce) return;
  throw new AppError(
    "unprocessable",
    `At most ${mostRecordsAtOnce} records can be applied at once; this import changes ${count}. Apply it in the background.`,
    { extra: { background: true } },
  );
}

/** Errors of the file stop what nobody has reviewed. */
function requireReadable(draft: ImportDraft, decisions: readonly ImportDecision[]): void {
  if (decisions.some(({ fields }) => fields !== undefined)) return;
  const errors = ImportPreviewDto.parse(draft.preview).problems.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return;
  throw new AppError("unprocessable", "The file cannot be applied as it is. Nothing was changed.", {
    errors: errors.map(({ path, message, line }) => ({ path, message, line })),
  });
}

function countActions(records: readonly AppliedRecord[]) {
  const count = (action: AppliedRecord["action"]): number =>
    records.filter((record) => record.action === action).length;
  return { creates: count("create"), updates: count("update"), keeps: count("keep"), skips: count("skip") };
}

const nobodyListens: ImportMonitor = { report: () => Promise.resolve() };

type Background = { monitor: ImportMonitor; timeoutMs: number };

/** Applies a preview: all of its records in one transaction, or none. In the background it reports how far it is, and may be long. */
export function applyImport(formats: readonly ImportFormat[], background?: Background) {
  return defineCommand({
    ...(background === undefined ? {} : { timeoutMs: background.timeoutMs }),
    name: "import.apply",
    summary: "Apply a previewed import",
    permission: "import:write",
    http: "POST /imports/{id}/apply",
    input: ApplyImportInput,
    output: ImportAppliedDto,
    load: ({ tx, input, ctx }) => loadDraft(tx, ctx, input.id),
    async run({ tx, input, target, ctx }) {
      if (target.appliedAt !== null) throw new AppError("precondition_failed", "This import was applied already.");
      const format = formats.find(({ id }) => id === target.format);
      if (format === undefined) throw new AppError("not_found", "This format cannot be imported any more.");
      const { source, digest, options } = target;
      const plan = await readPlan(format, { db: tx, ctx, source, digest, options });
      if (background === undefined) requireFew(plan);
      requireReadable(target, input.decisions);
      requireUnchanged(target, plan);
      const done = await format.apply({
        tx,
        ctx,
        source,
        plan,
        digest,
        options,
        decisions: input.decisions,
        skip: input.skip,
        remove: input.remove,
        monitor: background?.monitor ?? nobodyListens,
      });
      await keepFile(tx, ctx, target, done.records);
      await tx.importDraft.update({ where: { id: target.id }, data: { appliedAt: ctx.now() } });
      const counts = countActions(done.records);
      const facts = { format: target.format, name: target.name, digest, sizeBytes: source.byteLength, ...counts };
      return {
        result: { id: target.id, format: format.id, ...counts, records: done.records.slice(0, mostRecordsAtOnce) },
        audit: [noted("import", target.id, facts), ...done.audit],
      };
    },
  });
}
