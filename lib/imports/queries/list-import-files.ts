import { defineQuery } from "../../kernel/query.ts";
import { keptFileName } from "../rules.ts";
import { ImportFilesDto, ImportFormatName, ListImportFilesInput } from "../schema.ts";

const MOST = 20;

/** The files that state a thing, newest import first: where to look for what its record does not keep. */
export const listImportFiles = defineQuery({
  name: "import.files",
  summary: "List the imported files that state a thing; the newest 20",
  permission: "model:read",
  http: "GET /imports/files",
  input: ListImportFilesInput,
  output: ImportFilesDto,
  async run({ db, input, ctx }) {
    const rows = await db.importFile.findMany({
      where: { orgId: ctx.orgId, entityIds: { has: input.entity } },
      omit: { source: true, entityIds: true },
      orderBy: { createdAt: "desc" },
      take: MOST,
    });
    const people = await db.user.findMany({
      where: { orgId: ctx.orgId, id: { in: rows.flatMap(({ createdBy }) => createdBy ?? []) } },
      select: { id: true, name: true },
    });
    const names = new Map(people.map(({ id, name }) => [id, name]));
    return {
      items: rows.map((row) => {
        const format = ImportFormatName.parse(row.format);
        return {
          id: row.id,
          format,
          name: keptFileName({ format, name: row.name, digest: row.digest }),
          sizeBytes: Number(row.sizeBytes),
          digest: row.digest,
          importedBy: row.createdBy === null ? null : (names.get(row.createdBy) ?? null),
          importedAt: row.createdAt.toISOString(),
          erased: row.erasedAt !== null,
        };
      }),
    };
  },
});
