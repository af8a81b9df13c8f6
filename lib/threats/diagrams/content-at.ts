import { applyEffects } from "../../graph/apply-batch.ts";
import { emptyDiagram, toDiagram, type Diagram } from "../../graph/diagram.ts";
import type { DiagramContent, Operation } from "../../graph/schema.ts";
import type { Reader } from "../../kernel/query.ts";

const PAGE = 1_000;

/** A diagram as it was at a moment, rebuilt from the checkpoint before it and the batches since, and the number of the last of them. */
export async function contentAt(
  db: Pick<Reader, "diagramOperation" | "diagramCheckpoint">,
  diagramId: string,
  at: Date,
): Promise<{ content: Diagram; seq: number }> {
  const near = await db.diagramCheckpoint.findFirst({
    where: { diagramId, at: { lte: at } },
    orderBy: { seq: "desc" },
  });
  const content = near === null ? emptyDiagram() : toDiagram(near.content as unknown as DiagramContent);
  let seq = near?.seq ?? 0;
  for (;;) {
    const rows = await db.diagramOperation.findMany({
      where: { diagramId, seq: { gt: seq }, at: { lte: at } },
      orderBy: { seq: "asc" },
      take: PAGE,
      select: { seq: true, effects: true },
    });
    for (const row of rows) {
      applyEffects(content, row.effects as Operation[]);
      seq = row.seq;
    }
    if (rows.length < PAGE) return { content, seq };
  }
}
