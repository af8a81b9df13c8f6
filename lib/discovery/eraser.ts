import { erasedItem, redact, type Eraser } from "../kernel/eraser.ts";
import { discoveryAggregate } from "./aggregates.ts";

/** Takes the person's texts out of what scanners and deciders wrote; what was seen, its value, stays. */
export const discoveryEraser: Eraser = {
  tables: ["discovery"],
  async erase({ tx, ctx, subject }) {
    const found = await tx.$queryRaw<{ id: string }[]>`
      select id::text as id from discovery where org_id = ${ctx.orgId}::uuid and exists (
        select 1 from unnest(${[...subject.texts]}::text[]) t
        where position(lower(t) in lower(name || ' ' || detail || ' ' || reason || ' ' || environment)) > 0)`;
    const rows = await tx.discovery.findMany({
      where: { id: { in: found.map(({ id }) => id) } },
      orderBy: { id: "asc" },
    });
    const items = [];
    for (const before of rows) {
      const after = await tx.discovery.update({
        where: { id: before.id, version: before.version },
        data: {
          name: redact(before.name, subject.texts),
          detail: redact(before.detail, subject.texts),
          reason: redact(before.reason, subject.texts),
          environment: redact(before.environment, subject.texts),
          searchText: redact(before.searchText, subject.texts),
          updatedAt: ctx.now(),
          version: { increment: 1 },
        },
      });
      items.push(
        erasedItem(discoveryAggregate, { before, after, fields: ["name", "detail", "reason", "environment"] }),
      );
    }
    return items;
  },
};
