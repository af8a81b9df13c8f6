import { toContent } from "../../graph/diagram.ts";
import { can } from "../../kernel/can.ts";
import { defineQuery } from "../../kernel/query.ts";
import { boundFacts } from "../diagrams/bound-facts.ts";
import { contentAt } from "../diagrams/content-at.ts";
import { readContent } from "../diagrams/read-content.ts";
import { loadDiagram, loadThreatModel } from "../load-threat-model.ts";
import { DiagramDto, ReadDiagramInput } from "../schema.ts";

/** A diagram as it is, or as it was at a moment. The batches after `seq` are to be applied on top. */
export const readDiagram = defineQuery({
  name: "diagram.read",
  summary: "A diagram: zones, elements, flows and assumptions, now or at a moment",
  permission: "room:read",
  http: "GET /diagrams/{id}",
  input: ReadDiagramInput,
  output: DiagramDto,
  async run({ db, input, ctx }) {
    const diagram = await loadDiagram(db, ctx, input.id);
    const threatModel = await loadThreatModel(db, ctx.orgId, diagram.threatModelId);
    const then = input.at === undefined ? null : await contentAt(db, diagram.id, new Date(input.at));
    // Rows may be newer than the number read before them: applying a batch again would then not fit, so both are read as one.
    const now =
      then ??
      (await db.$transaction(
        async (snapshot) => {
          const { version } = await snapshot.diagram.findUniqueOrThrow({ where: { id: diagram.id } });
          return { seq: version, content: await readContent(snapshot, diagram.id) };
        },
        { isolationLevel: "RepeatableRead" },
      ));
    const guest = ctx.actor.type === "guest";
    return {
      id: diagram.id,
      name: diagram.name,
      threatModel: {
        id: threatModel.id,
        slug: threatModel.slug,
        name: threatModel.name,
        packs: threatModel.packs,
      },
      seq: now.seq,
      content: toContent(now.content),
      bound: guest ? {} : await boundFacts(db, ctx.orgId, now.content),
      abilities: { edit: then === null && threatModel.state === "active" && can(ctx.actor, "room:edit") },
    };
  },
});
