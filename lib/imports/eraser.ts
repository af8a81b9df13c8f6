import { noted, type AuditItem } from "../kernel/aggregate.ts";
import { redact, type Eraser } from "../kernel/eraser.ts";

/** The texts as a file may spell them: as they are, and with what is not ASCII escaped as in JSON. */
function spellings(texts: readonly string[]): string[] {
  const escaped = texts.map((text) =>
    text.replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
  return [...new Set([...texts, ...escaped])];
}

/**
 * Forgets previews that the person made or that hold the person's texts; they are gone after a day anyway. A kept file
 * that holds such a text goes as a whole, because its digest would be another without it; its records stay.
 */
export const importsEraser: Eraser = {
  tables: ["import_draft", "import_file"],
  async erase({ tx, ctx, subject }) {
    await tx.$executeRaw`
      delete from import_draft where org_id = ${ctx.orgId}::uuid and (actor_ref = ${subject.id} or exists (
        select 1 from unnest(${[...subject.texts]}::text[]) t
        where position(convert_to(t, 'utf8') in source) > 0 or position(lower(t) in lower(name || ' ' || preview::text)) > 0))`;
    // Bytes are compared as Latin-1, in which every byte but zero is a character: small and capital ASCII letters are one.
    const found = await tx.$queryRaw<{ id: string }[]>`
      select id::text as id from import_file where org_id = ${ctx.orgId}::uuid and source is not null and exists (
        select 1 from unnest(${spellings(subject.texts)}::text[]) t
        where position(convert_to(t, 'utf8') in source) > 0 or position(lower(t) in lower(name)) > 0
          or (position('\\x00'::bytea in source) = 0 and
            position(lower(convert_from(convert_to(t, 'utf8'), 'latin1')) in lower(convert_from(source, 'latin1'))) > 0))
      order by id`;
    const items: AuditItem[] = [];
    for (const { id } of found) {
      const { name, digest } = await tx.importFile.findUniqueOrThrow({
        where: { id },
        select: { name: true, digest: true },
      });
      await tx.importFile.update({
        where: { id },
        data: { source: null, name: redact(name, subject.texts), erasedAt: ctx.now() },
      });
      items.push(noted("import", id, { digest, file: "erased" }, { action: "import.erase" }));
    }
    return items;
  },
};
