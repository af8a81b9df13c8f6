import { actorRef, type Actor } from "../kernel/actor.ts";
import { defineScratch } from "../kernel/command.ts";
import { AppError } from "../kernel/errors.ts";
import type { Permission, Role } from "../kernel/policy.ts";
import { defineQuery } from "../kernel/query.ts";
import type { Job } from "../jobs/define-job.ts";
import { notify } from "../work/notify.ts";
import { z } from "../zod.ts";
import { loadDraftFacts } from "./load-draft.ts";
import { toRunDto } from "./preview-dto.ts";
import { runSilenceMs } from "./rules.ts";
import { ApplyImportInput, ImportRunDto, ReadImportInput } from "./schema.ts";

/** What the job of an import is told: whose draft, and what the review decided. */
export const RunImport = z.strictObject({
  orgId: z.uuid(),
  actorType: z.enum(["user", "apiKey"]),
  actorId: z.uuid(),
  ...ApplyImportInput.shape,
});

const reason = "how far an import in the background is; the import itself leaves the entries";

/** Puts an import into the background. One that is waiting, running or done is not put there twice. */
export function queueImport(job: () => Job<typeof RunImport>) {
  return defineScratch({
    name: "import.queue",
    summary: "Apply a long import in the background",
    permission: "import:write",
    reason,
    input: ApplyImportInput,
    output: ImportRunDto,
    async run({ tx, input, ctx }) {
      const draft = await loadDraftFacts(tx, ctx, input.id);
      if (draft.appliedAt !== null) throw new AppError("precondition_failed", "This import was applied already.");
      const before = await tx.importRun.findUnique({ where: { draftId: draft.id } });
      const alive = before !== null && (before.state === "waiting" || before.state === "running");
      if (alive && ctx.now().getTime() - before.updatedAt.getTime() <= runSilenceMs) {
        throw new AppError("conflict", "This import is on its way already.");
      }
      const [counts] = await tx.$queryRaw<{ total: number }[]>`
        select (preview ->> 'creates')::int + (preview ->> 'updates')::int as total from import_draft
        where id = ${draft.id}::uuid`;
      const fresh = {
        state: "waiting",
        done: 0,
        total: counts?.total ?? 0,
        cancelRequested: false,
        failure: null,
        startedAt: null,
        finishedAt: null,
        updatedAt: ctx.now(),
      };
      const row = await tx.importRun.upsert({
        where: { draftId: draft.id },
        create: { draftId: draft.id, orgId: ctx.orgId, ...fresh },
        update: fresh,
      });
      const actorType = ctx.actor.type === "apiKey" ? "apiKey" : "user";
      ctx.enqueue(job(), { orgId: ctx.orgId, actorType, actorId: actorRef(ctx.actor), ...input });
      return toRunDto(row, ctx.now());
    },
  });
}

/** Asks an import in the background to stop; it then rolls back, and nothing is changed. */
export const cancelImport = defineScratch({
  name: "import.cancel",
  summary: "Stop an import in the background; nothing of it stays",
  permission: "import:write",
  reason,
  http: "POST /imports/{id}/cancel",
  input: ReadImportInput,
  output: ImportRunDto,
  async run({ tx, input, ctx }) {
    const draft = await loadDraftFacts(tx, ctx, input.id);
    const row = await tx.importRun.findUnique({ where: { draftId: draft.id } });
    if (row === null || (row.state !== "waiting" && row.state !== "running")) {
      throw new AppError("precondition_failed", "This import is not on its way.");
    }
    const next = await tx.importRun.update({ where: { draftId: draft.id }, data: { cancelRequested: true } });
    return toRunDto(next, ctx.now());
  },
});

/** Notes how far an import is, on a connection of its own; says whether somebody asked to stop it. */
export const noteProgress = defineScratch({
  name: "import.progress",
  summary: "Note how far an import in the background is",
  permission: "system:operate",
  reason,
  input: z.strictObject({
    id: z.uuid(),
    state: z.enum(["running", "done", "failed", "cancelled"]),
    done: z.int().optional(),
    total: z.int().optional(),
    failure: z.string().optional(),
  }),
  output: z.strictObject({ cancelRequested: z.boolean() }),
  async run({ tx, input, ctx }) {
    const { id, ...facts } = input;
    const row = await tx.importRun.findUnique({ where: { draftId: id } });
    if (row === null) return { cancelRequested: true };
    const at = ctx.now();
    const ended = input.state !== "running";
    const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
    await tx.importRun.update({
      where: { draftId: id },
      data: { ...given, updatedAt: at, startedAt: row.startedAt ?? at, ...(ended ? { finishedAt: at } : {}) },
    });
    const draft = await tx.importDraft.findUnique({ where: { id }, select: { actorType: true, actorRef: true } });
    if (ended && draft?.actorType === "user") {
      const titles = {
        done: "Your import is applied",
        failed: "Your import failed",
        cancelled: "Your import was stopped",
      };
      const title = titles[input.state as keyof typeof titles];
      const detail = input.failure ?? (input.state === "done" ? "" : "Nothing was changed.");
      await notify(tx, ctx, {
        userIds: [draft.actorRef],
        kind: "import_ended",
        title,
        detail,
        entity: { type: "import", id },
      });
    }
    return { cancelRequested: row.cancelRequested };
  },
});

/** Who started an import, with what they may do now; null when they may not act any more. */
export const readImporter = defineQuery({
  name: "import.importer",
  summary: "Who started an import in the background",
  permission: "system:operate",
  input: z.strictObject({ type: z.enum(["user", "apiKey"]), id: z.uuid() }),
  output: z.custom<Actor | null>(),
  async run({ db, input, ctx }): Promise<Actor | null> {
    const { id } = input;
    if (input.type === "apiKey") {
      const key = await db.apiKey.findFirst({ where: { id, orgId: ctx.orgId, revokedAt: null } });
      if (key === null || (key.expiresAt !== null && key.expiresAt <= ctx.now())) return null;
      return { type: "apiKey", id, orgId: ctx.orgId, name: key.name, scopes: key.scopes as Permission[] };
    }
    const user = await db.user.findFirst({ where: { id, orgId: ctx.orgId, state: "active" } });
    if (user === null) return null;
    const { name, email } = user;
    const standing = { secondFactorMissing: false, authenticatedAtMs: 0, sessionId: "" };
    return { type: "user", id, orgId: ctx.orgId, name, email, role: user.role as Role, ...standing };
  },
});
