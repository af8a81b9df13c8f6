import { actorRef } from "../kernel/actor.ts";
import { defineScratch } from "../kernel/command.ts";
import { AppError } from "../kernel/errors.ts";
import { z } from "../zod.ts";
import { loadDiagram } from "./load-threat-model.ts";
import { ShowPresenceInput } from "./schema.ts";

/** Where one tab of one person points, at most ten times a second. Everybody else in the room sees it. */
export const showPresence = defineScratch({
  name: "diagram.presence",
  summary: "Say where one points in a diagram",
  permission: "room:read",
  reason: "where people point right now; means nothing afterwards",
  http: "POST /diagrams/{id}/presence",
  input: ShowPresenceInput,
  output: z.strictObject({}),
  async run({ tx, input, ctx }) {
    const { actor } = ctx;
    if (actor.type !== "user" && actor.type !== "guest") {
      throw new AppError("forbidden", "Only people are present in a room.");
    }
    const { id, tab, ...state } = input;
    const diagram = await loadDiagram(tx, ctx, id);
    const participant = `${actorRef(actor)} ${tab}`;
    const at = ctx.now();
    const row = { orgId: ctx.orgId, name: actor.name, state, at };
    await tx.diagramPresence.upsert({
      where: { diagramId_participant: { diagramId: diagram.id, participant } },
      create: { diagramId: diagram.id, participant, ...row },
      update: row,
    });
    return {};
  },
});
