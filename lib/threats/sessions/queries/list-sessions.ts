import { decodeCursor, encodeCursor } from "../../../kernel/cursor.ts";
import { invalid } from "../../../kernel/errors.ts";
import { isUuid } from "../../../kernel/ids.ts";
import { defineQuery } from "../../../kernel/query.ts";
import { peopleById } from "../../../people/queries/people-by-id.ts";
import { loadThreatModel } from "../../load-threat-model.ts";
import { ListSessionsInput, SessionListDto } from "../schema.ts";

/** The sessions of a threat model, the newest first. */
export const listSessions = defineQuery({
  name: "threat_session.list",
  summary: "Sessions of a threat model with their summaries",
  permission: "threat:read",
  http: "GET /threat-models/{id}/sessions",
  input: ListSessionsInput,
  output: SessionListDto,
  async run({ db, input, ctx }) {
    const threatModel = await loadThreatModel(db, ctx.orgId, input.id);
    const [before] = input.cursor === undefined ? [] : decodeCursor(input.cursor, 1);
    if (before !== undefined && !isUuid(before)) invalid("cursor", "This cursor was not made here.");
    const rows = await db.threatSession.findMany({
      where: { threatModelId: threatModel.id, ...(before === undefined ? {} : { id: { lt: before } }) },
      orderBy: { id: "desc" },
      take: input.limit + 1,
    });
    const page = rows.slice(0, input.limit);
    const people = await peopleById(
      db,
      ctx.orgId,
      page.map((row) => row.facilitatorId),
    );
    const diagrams = await db.diagram.findMany({
      where: { id: { in: page.map((row) => row.diagramId) } },
      select: { id: true, name: true },
    });
    const named = new Map(diagrams.map((diagram) => [diagram.id, diagram]));
    const last = page.at(-1);
    return {
      items: page.map((row) => ({
        id: row.id,
        title: row.title,
        state: row.state as "running" | "ended",
        facilitator: people.get(row.facilitatorId)?.name ?? "Somebody",
        diagram: named.get(row.diagramId) ?? { id: row.diagramId, name: "A removed diagram" },
        summary: row.summary as never,
        startedAt: row.createdAt.toISOString(),
        endedAt: row.endedAt?.toISOString() ?? null,
      })),
      nextCursor: rows.length > input.limit && last !== undefined ? encodeCursor([last.id]) : null,
    };
  },
});
