import type { ImportDraft, ImportRun } from "../db/types.ts";
import { recordsAPage, runSilenceMs } from "./rules.ts";
import type { ImportPlan, ImportPreviewDto, ImportRunDto } from "./schema.ts";

type DraftFacts = Pick<ImportDraft, "id" | "format" | "digest" | "createdAt" | "expiresAt" | "appliedAt"> & {
  sizeBytes: number;
};

/** A preview as an answer holds it: the first records of a long file. */
export function firstRecords(preview: ImportPreviewDto): ImportPreviewDto {
  return { ...preview, supply: preview.supply.slice(0, recordsAPage) };
}

/** How far an import in the background is, as the API shows it. */
export function toRunDto(row: ImportRun, now: Date): ImportRunDto {
  const alive = row.state === "waiting" || row.state === "running";
  return {
    state: row.state as ImportRunDto["state"],
    done: row.done,
    total: row.total,
    cancelRequested: row.cancelRequested,
    silent: alive && now.getTime() - row.updatedAt.getTime() > runSilenceMs,
    failure: row.failure,
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

/** A plan as the review page and the API show it. */
export function toPreviewDto(draft: DraftFacts, plan: ImportPlan): ImportPreviewDto {
  const all = [...plan.records, ...plan.supply];
  const count = (action: string): number => all.filter((record) => record.action === action).length;
  return {
    id: draft.id,
    format: draft.format as ImportPreviewDto["format"],
    digest: draft.digest,
    sizeBytes: draft.sizeBytes,
    creates: count("create"),
    updates: count("update"),
    keeps: count("keep"),
    losses: [...plan.losses],
    problems: [...plan.problems],
    records: plan.records,
    supply: plan.supply,
    supplyTotal: plan.supply.length,
    run: null,
    createdAt: draft.createdAt.toISOString(),
    expiresAt: draft.expiresAt.toISOString(),
    appliedAt: draft.appliedAt?.toISOString() ?? null,
  };
}
