import type { ImportDraft } from "../db/types.ts";
import type { ImportPlan, ImportPreviewDto } from "./schema.ts";

type DraftFacts = Pick<ImportDraft, "id" | "format" | "digest" | "createdAt" | "expiresAt" | "appliedAt"> & {
  sizeBytes: number;
};

/** A plan as the review page and the API show it. */
export function toPreviewDto(draft: DraftFacts, plan: ImportPlan): ImportPreviewDto {
  const count = (action: string): number => plan.records.filter((record) => record.action === action).length;
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
    createdAt: draft.createdAt.toISOString(),
    expiresAt: draft.expiresAt.toISOString(),
    appliedAt: draft.appliedAt?.toISOString() ?? null,
  };
}
