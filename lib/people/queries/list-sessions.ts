import { AppError } from "../../kernel/errors.ts";
import { defineQuery } from "../../kernel/query.ts";
import { NothingInput, SessionList } from "../schema.ts";

/** One's own open sessions, the newest first. */
export const listSessions = defineQuery({
  name: "session.list",
  summary: "One's own open sessions, the newest first",
  permission: "self:read",
  input: NothingInput,
  output: SessionList,
  http: "GET /sessions",
  async run({ db, ctx }) {
    const { actor } = ctx;
    if (actor.type !== "user") throw new AppError("forbidden", "Only a person has sessions.");
    const rows = await db.session.findMany({
      where: { orgId: ctx.orgId, userId: actor.id, revokedAt: null, expiresAt: { gt: ctx.now() } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    });
    const seen = await db.sessionSeen.findMany({ where: { sessionId: { in: rows.map((row) => row.id) } } });
    const seenAt = new Map(seen.map((row) => [row.sessionId, row.seenAt]));
    return {
      items: rows.map((row) => ({
        id: row.id,
        method: row.method,
        device: row.device,
        address: row.address,
        secondFactor: row.mfaAt !== null,
        current: row.id === actor.sessionId,
        createdAt: row.createdAt.toISOString(),
        seenAt: (seenAt.get(row.id) ?? row.createdAt).toISOString(),
        expiresAt: row.expiresAt.toISOString(),
      })),
    };
  },
});
