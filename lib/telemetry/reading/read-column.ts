import type { Reader } from "../../kernel/query.ts";
import type { ReferenceColumn } from "../reference/build-columns.ts";
import { ReferenceEdgesRow } from "../reference-row.ts";

/** One column of the reference in force of a model, with the reference's id; null when there is none. */
export async function readColumn(
  db: Reader,
  orgId: string,
  asked: { modelId: string; kind: "feature" | "output"; name: string },
): Promise<{ referenceId: string; at: Date; column: ReferenceColumn } | null> {
  const reference = await db.telemetryReference.findFirst({
    where: { orgId, modelId: asked.modelId, state: "frozen" },
    select: { id: true, createdAt: true },
  });
  if (reference === null) return null;
  const { kind, name } = asked;
  const row = await db.telemetryReferenceSeries.findUnique({
    where: { orgId_referenceId_kind_name: { orgId, referenceId: reference.id, kind, name } },
  });
  if (row === null) return null;
  const column: ReferenceColumn = {
    kind,
    name,
    type: row.type as "number",
    n: Number(row.n),
    nulls: Number(row.nulls),
    edges: ReferenceEdgesRow.parse(row.edges),
    counts: row.counts.map(Number),
  };
  return { referenceId: reference.id, at: reference.createdAt, column };
}
