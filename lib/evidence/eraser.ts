import { erasedItem, redact, type Eraser } from "../kernel/eraser.ts";
import { evidenceAggregate } from "./aggregates.ts";

/** Forgets a person in the titles, file names and addresses of evidence. The files themselves stay; withdraw those. */
export const evidenceEraser: Eraser = {
  tables: ["evidence"],
  async erase({ tx, ctx, subject }) {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      select id::text as id from evidence where org_id = ${ctx.orgId}::uuid and exists (
        select 1 from unnest(${[...subject.texts]}::text[]) t
        where position(lower(t) in lower(concat_ws(' ', title, file_name, url))) > 0)`;
    const found = await tx.evidence.findMany({
      where: { id: { in: rows.map(({ id }) => id) } },
      orderBy: { id: "asc" },
    });
    const items = [];
    for (const before of found) {
      const after = await tx.evidence.update({
        where: { id: before.id, version: before.version },
        data: {
          title: redact(before.title, subject.texts),
          fileName: redact(before.fileName, subject.texts),
          url: redact(before.url, subject.texts),
          version: { increment: 1 },
        },
      });
      items.push(erasedItem(evidenceAggregate, { before, after, fields: ["title", "fileName", "url"] }));
    }
    return items;
  },
};
