import type { Eraser } from "../kernel/eraser.ts";

/** Forgets previews that the person made or that hold the person's texts; they are gone after a day anyway. */
export const importsEraser: Eraser = {
  tables: ["import_draft"],
  async erase({ tx, ctx, subject }) {
    await tx.$executeRaw`
      delete from import_draft where org_id = ${ctx.orgId}::uuid and (actor_ref = ${subject.id} or exists (
        select 1 from unnest(${[...subject.texts]}::text[]) t
        where position(convert_to(t, 'utf8') in source) > 0 or position(lower(t) in lower(preview::text)) > 0))`;
    return [];
  },
};
