import { suggestPaths } from "../../../graph/paths/suggest-paths.ts";
import { notFound } from "../../../kernel/errors.ts";
import { defineQuery } from "../../../kernel/query.ts";
import { readContent } from "../../diagrams/read-content.ts";
import { loadThreatModel } from "../../load-threat-model.ts";
import { SuggestedPathsDto, SuggestPathsInput } from "../schema.ts";
import { namesIn, pathThreats } from "../usable.ts";

/** Ways that a diagram shows from where anybody can begin to one element, with the threats on the way as steps. */
export const suggestAttackPaths = defineQuery({
  name: "attack_path.suggest",
  summary: "Attack paths that a diagram suggests to one of its elements",
  permission: "threat:read",
  http: "GET /threat-models/{id}/attack-paths/suggestions",
  input: SuggestPathsInput,
  output: SuggestedPathsDto,
  async run({ db, input, ctx }) {
    const threatModel = await loadThreatModel(db, ctx.orgId, input.id);
    const where = { id: input.diagramId, threatModelId: threatModel.id, state: "active" };
    const diagram = (await db.diagram.findFirst({ where })) ?? notFound("diagram");
    const content = await readContent(db, diagram.id);
    if (!content.element.has(input.assetId)) return notFound("element");
    const threats = (await pathThreats(db, threatModel.id))
      .filter(({ diagramId, state }) => diagramId === diagram.id && state !== "not_applicable")
      .map(({ id, title, targetId, likelihood }) => ({
        id,
        title: title.slice(0, 200),
        aboutId: targetId,
        likelihood,
      }));
    const items = suggestPaths(content, threats, input.assetId, ctx.newId);
    return { items, names: await namesIn(db, ctx.orgId, items) };
  },
});
