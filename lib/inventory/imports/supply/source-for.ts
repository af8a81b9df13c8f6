import type { Batch } from "./batch.ts";
import type { PlannedRecord } from "./plan-supply.ts";
import type { Source } from "./stated.ts";

/** What a record keeps of its file: what it stated, its links, and everything else. Plain JSON, as the database gives it back. */
export function sourceFor(batch: Batch, { record, stated, existing, linksAdded, linksGone }: PlannedRecord): Source {
  const gone = new Set(linksGone.map(({ relation, id }) => `${relation} ${id}`));
  const before = (existing?.source?.links ?? []).filter(({ relation, id }) => !gone.has(`${relation} ${id}`));
  const added = linksAdded.flatMap(({ relation, to }) => {
    const other = batch.ids.get(to);
    return other === undefined ? [] : [{ relation, type: other.type, id: other.id }];
  });
  const links = [...before, ...added].sort((a, b) => (`${a.relation} ${a.id}` < `${b.relation} ${b.id}` ? -1 : 1));
  const source: Source = { format: batch.format, stated, links, rest: record.rest };
  return JSON.parse(JSON.stringify(source)) as Source;
}
