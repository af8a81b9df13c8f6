import type { Operation } from "../../graph/schema.ts";
import { defineQuery } from "../../kernel/query.ts";
import { participantNames } from "../participant-names.ts";
import { loadDiagram } from "../load-threat-model.ts";
import { OperationsDto, ReadOperationsInput } from "../schema.ts";

/** What a browser that was away missed. */
export const readOperations = defineQuery({
  name: "diagram.operations",
  summary: "Batches of operations that a diagram took, in their order",
  permission: "room:read",
  http: "GET /diagrams/{id}/operations",
  input: ReadOperationsInput,
  output: OperationsDto,
  async run({ db, input, ctx }) {
    const diagram = await loadDiagram(db, ctx, input.id);
    const rows = await db.diagramOperation.findMany({
      where: { diagramId: diagram.id, seq: { gt: input.after } },
      orderBy: { seq: "asc" },
      take: input.limit,
    });
    const names = await participantNames(db, rows);
    return {
      items: rows.map((row) => ({
        seq: row.seq,
        id: row.batchId,
        actor: { type: row.actorType, ref: row.actorRef, name: names(row) },
        effects: row.effects as Operation[],
        at: row.at.toISOString(),
      })),
      seq: diagram.version,
    };
  },
});
