import { applyEffects } from "../../graph/apply-batch.ts";
import { emptyDiagram, type Diagram } from "../../graph/diagram.ts";
import type { Operation } from "../../graph/schema.ts";
import type { Reader } from "../../kernel/query.ts";

const PAGE = 1_000;

/** A diagram as it was at a moment, rebuilt from its batches in their order, and the number of the last of them. */
export async function contentAt(
  db: Pick<Reader, "diagramOperation">,
  diagramId: string,
  at: Date,
): Promise<{ content: Diagram; seq: number }> {
  const content = emptyDiagram();
  let seq = 0;
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
