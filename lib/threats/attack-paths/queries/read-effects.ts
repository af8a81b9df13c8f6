import { mitigationEffects, threatsOnPaths } from "../../../graph/paths/mitigation-effects.ts";
import { defineQuery } from "../../../kernel/query.ts";
import { loadThreatModel } from "../../load-threat-model.ts";
import { pathOf } from "../path-dto.ts";
import { PathEffectsDto, PathEffectsInput } from "../schema.ts";
import { mitigationsOf, pathThreats } from "../usable.ts";

/** What each mitigation is worth: the paths that open or become cheaper when it fails, and those it cuts by itself. */
export const readPathEffects = defineQuery({
  name: "attack_path.effects",
  summary: "What opens when a mitigation fails, and which attack paths it cuts",
  permission: "threat:read",
  http: "GET /threat-models/{id}/attack-paths/effects",
  input: PathEffectsInput,
  output: PathEffectsDto,
  async run({ db, input, ctx }) {
    const threatModel = await loadThreatModel(db, ctx.orgId, input.id);
    const rows = await db.attackPath.findMany({
      where: { threatModelId: threatModel.id, state: "active" },
      orderBy: { id: "asc" },
    });
    const paths = rows.map(pathOf);
    const used = new Set(paths.flatMap(({ steps }) => steps.flatMap(({ threatId }) => threatId ?? [])));
    const threats = await pathThreats(db, threatModel.id);
    const titles = new Map(threats.map(({ id, title }) => [id, title]));
    const mitigations = mitigationsOf(threats).filter(({ threatIds }) => threatIds.some((id) => used.has(id)));
    const effects = new Map(mitigationEffects(paths, mitigations).map((effect) => [effect.mitigationId, effect]));
    return {
      mitigations: mitigations.map(({ id, name, working, threatIds }) => ({
        id,
        name,
        working,
        threats: threatIds.map((threatId) => ({ id: threatId, title: titles.get(threatId) ?? "" })),
        opens: effects.get(id)?.opens ?? [],
        cheapens: effects.get(id)?.cheapens ?? [],
        cutsAlone: effects.get(id)?.cutsAlone ?? [],
      })),
      threats: threatsOnPaths(paths, mitigations).map((count) => ({
        ...count,
        title: titles.get(count.threatId) ?? "",
      })),
    };
  },
});
