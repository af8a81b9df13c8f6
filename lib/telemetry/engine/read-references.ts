import { z } from "../../zod.ts";
import type { FrozenOf } from "../fold/telemetry-fold.ts";
import { categoryCells, numberCells, type FrozenCells } from "../states/feature-state.ts";
import { cellsName, ReferenceEdgesRow } from "../reference-row.ts";
import type { Session } from "./sql-session.ts";

const ReferenceRow = z.strictObject({
  model_id: z.string(),
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  type: z.string(),
  edges: ReferenceEdgesRow,
});

/** The frozen columns of the references of some models, as the fold counts by them. */
export async function readFrozen(session: Session, orgId: string, models: readonly string[]): Promise<FrozenOf> {
  const { rows } = await session.query(
    `select r.model_id::text as model_id, r.id::text as id, s.kind, s.name, s.type, s.edges
     from telemetry_reference r join telemetry_reference_series s on s.reference_id = r.id and s.org_id = r.org_id
     where r.org_id = $1 and r.model_id = any ($2::uuid[]) and r.state = 'frozen'`,
    [orgId, models],
  );
  const found = new Map<string, FrozenCells>();
  for (const row of rows) {
    const { model_id: modelId, id, kind, name, edges } = ReferenceRow.parse(row);
    const cells =
      edges.type === "number" ? numberCells(cellsName(id), edges) : categoryCells(cellsName(id), edges.categories);
    found.set(`${modelId} ${kind} ${name}`, cells);
  }
  return (modelId, kind, name) => found.get(`${modelId} ${kind} ${name}`);
}
