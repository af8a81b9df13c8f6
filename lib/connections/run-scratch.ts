import { defineScratch } from "../kernel/command.ts";
import { roleNames } from "../kernel/policy.ts";
import { notify } from "../work/notify.ts";
import { z } from "../zod.ts";
import { loadConnection } from "./change-connection.ts";
import { differenceWords } from "./rules.ts";

const REASON = "How a sync goes is overwritten with each run; what it proposes is applied by a person, with entries.";

/** Begins a run: where to read, with which sealed token, for whom, and what the last run found. */
export const beginRun = defineScratch({
  name: "connection.begin_run",
  summary: "Begin to read a connected registry",
  permission: "system:operate",
  reason: REASON,
  input: z.strictObject({ id: z.uuid() }),
  output: z.strictObject({
    at: z.date(),
    baseUrl: z.string(),
    sealed: z.string().nullable(),
    owner: z.strictObject({
      id: z.uuid(),
      name: z.string(),
      email: z.string(),
      role: z.enum(roleNames),
      active: z.boolean(),
    }),
    last: z.strictObject({
      digest: z.string().nullable(),
      importAt: z.date().nullable(),
      creates: z.int(),
      updates: z.int(),
    }),
  }),
  async run({ tx, input, ctx }) {
    const connection = await loadConnection(tx, ctx.orgId, input.id);
    const secret = await tx.connectionSecret.findFirst({ where: { connectionId: input.id, orgId: ctx.orgId } });
    const owner = await tx.user.findFirstOrThrow({ where: { id: connection.ownerId, orgId: ctx.orgId } });
    const started = { state: "running", startedAt: ctx.now(), finishedAt: null, failure: null };
    const run = await tx.connectionRun.upsert({
      where: { connectionId: input.id },
      create: { connectionId: input.id, orgId: ctx.orgId, ...started, creates: 0, updates: 0 },
      update: started,
    });
    const { id, name, email, state } = owner;
    const role = z.enum(roleNames).parse(owner.role);
    const { digest, importAt, creates, updates } = run;
    return {
      at: ctx.now(),
      baseUrl: connection.baseUrl,
      sealed: secret === null ? null : Buffer.from(secret.sealed).toString("base64"),
      owner: { id, name, email, role, active: state === "active" },
      last: { digest, importAt, creates, updates },
    };
  },
});

/** Ends a run; tells the owner of a difference, once. */
export const endRun = defineScratch({
  name: "connection.end_run",
  summary: "Note how reading a connected registry went",
  permission: "system:operate",
  reason: REASON,
  input: z.strictObject({
    id: z.uuid(),
    failure: z.string().max(1000).optional(),
    found: z
      .strictObject({ digest: z.string(), importId: z.uuid(), creates: z.int(), updates: z.int() })
      .optional()
      .describe("The preview; left out when the registry says the same as last time"),
  }),
  output: z.strictObject({}),
  async run({ tx, input, ctx }) {
    const { id, failure, found } = input;
    const connection = await loadConnection(tx, ctx.orgId, id);
    await tx.connectionRun.update({
      where: { connectionId: id },
      data: {
        state: failure === undefined ? "done" : "failed",
        finishedAt: ctx.now(),
        failure: failure ?? null,
        ...(found === undefined ? {} : { ...found, importAt: ctx.now() }),
      },
    });
    ctx.touch("connection", id, connection.ownerId);
    if (found !== undefined && found.creates + found.updates > 0) {
      await notify(tx, ctx, {
        userIds: [connection.ownerId],
        kind: "connection_difference",
        title: `${connection.name}: ${differenceWords(found.creates, found.updates)}`,
        detail: "Look at the difference and apply what is right. The preview is kept for a day.",
        entity: { type: "import", id: found.importId },
      });
    }
    return {};
  },
});
