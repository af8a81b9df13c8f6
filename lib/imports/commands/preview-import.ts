import { createHash } from "node:crypto";
import { actorRef } from "../../kernel/actor.ts";
import { defineScratch } from "../../kernel/command.ts";
import type { Context } from "../../kernel/context.ts";
import { AppError } from "../../kernel/errors.ts";
import type { Reader } from "../../kernel/query.ts";
import { firstRecords, toPreviewDto } from "../preview-dto.ts";
import { readPlan } from "../read-plan.ts";
import { importFormats, mostPreviews, plainFileName, previewLifetimeMs } from "../rules.ts";
import { ImportPreviewDto, PreviewImportInput, type ImportFormat } from "../schema.ts";

/** Makes room: previews whose time is over go, and of this actor's the oldest beyond the limit. */
async function clearOut(tx: Pick<Reader, "importDraft">, ctx: Context): Promise<void> {
  const mine = { orgId: ctx.orgId, actorType: ctx.actor.type, actorRef: actorRef(ctx.actor) };
  await tx.importDraft.deleteMany({ where: { orgId: ctx.orgId, expiresAt: { lt: ctx.now() } } });
  const oldest = await tx.importDraft.findMany({
    where: mine,
    select: { id: true },
    orderBy: { createdAt: "desc" },
    skip: mostPreviews - 1,
  });
  await tx.importDraft.deleteMany({ where: { ...mine, id: { in: oldest.map(({ id }) => id) } } });
}

/** Reads a file and says what applying it would do. Changes no record; the preview is its creator's for a day. */
export function previewImport(formats: readonly ImportFormat[]) {
  return defineScratch({
    name: "import.preview",
    summary: "Read a file and preview what it would change",
    permission: "import:write",
    reason: "A preview changes no record; it is a draft of its creator for a day.",
    http: "POST /imports/{format}",
    rawBody: [...new Set(Object.values(importFormats).flatMap((format) => [...format.mediaTypes]))],
    input: PreviewImportInput,
    output: ImportPreviewDto,
    async run({ tx, input, ctx }) {
      const format = formats.find(({ id }) => id === input.format);
      if (format === undefined) throw new AppError("not_found", "This format cannot be imported.");
      const { limitBytes } = importFormats[input.format];
      if (input.source.byteLength > limitBytes) {
        throw new AppError("payload_too_large", `At most ${limitBytes / 1_000_000} MB can be read.`, {
          extra: { limitBytes },
        });
      }
      const digest = createHash("sha256").update(input.source).digest("hex");
      const plan = await readPlan(format, { db: tx, ctx, source: input.source, digest, options: input.options });
      await clearOut(tx, ctx);
      const createdAt = ctx.now();
      const facts = {
        id: ctx.newId(),
        format: input.format,
        digest,
        createdAt,
        expiresAt: new Date(createdAt.getTime() + previewLifetimeMs),
        appliedAt: null,
      };
      const preview = toPreviewDto({ ...facts, sizeBytes: input.source.byteLength }, plan);
      await tx.importDraft.create({
        data: {
          ...facts,
          orgId: ctx.orgId,
          actorType: ctx.actor.type,
          actorRef: actorRef(ctx.actor),
          source: new Uint8Array(input.source),
          options: input.options,
          name: plainFileName(input.name),
          preview,
        },
      });
      return firstRecords(preview);
    },
  });
}
