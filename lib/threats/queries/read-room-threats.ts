import { defineQuery } from "../../kernel/query.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { loadDiagram } from "../load-threat-model.ts";
import type { Severity } from "../../knowledge/severity.ts";
import type { ThreatState } from "../rules.ts";
import { DiagramIdInput, RoomThreatsDto } from "../schema.ts";

/** More than anybody decides about in one diagram. */
const LIMIT = 5_000;

/** What people decided about a diagram: every threat that is about something in it, the worst first. */
export const readRoomThreats = defineQuery({
  name: "diagram.threats",
  summary: "Threats of one diagram, as its room shows them",
  permission: "threat:read",
  http: "GET /diagrams/{id}/threats",
  input: DiagramIdInput,
  output: RoomThreatsDto,
  async run({ db, input, ctx }) {
    const diagram = await loadDiagram(db, ctx, input.id);
    const rows = await db.threat.findMany({
      where: { orgId: ctx.orgId, diagramId: diagram.id },
      orderBy: [{ rank: "desc" }, { id: "asc" }],
      take: LIMIT,
      select: {
        id: true,
        targetId: true,
        libraryId: true,
        title: true,
        state: true,
        severity: true,
        ownerId: true,
        because: true,
      },
    });
    const people = await peopleById(
      db,
      ctx.orgId,
      rows.map((row) => row.ownerId),
    );
    return {
      items: rows.map(({ ownerId, because, ...row }) => ({
        ...row,
        state: row.state as ThreatState,
        severity: row.severity as Severity,
        owner: ownerId === null ? null : (people.get(ownerId)?.name ?? null),
        because: Array.isArray(because) ? because : [],
      })),
    };
  },
});
