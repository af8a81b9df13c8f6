import { atlasMatrix, atlasRelease, atlasTechniques } from "../../../knowledge/atlas.ts";
import { joinConditions } from "../../../kernel/conditions.ts";
import { defineQuery } from "../../../kernel/query.ts";
import { loadThreatModel } from "../../load-threat-model.ts";
import { threatConditions } from "../list-conditions.ts";
import { dayOf, stateOn } from "../rules.ts";
import type { ThreatState } from "../../rules.ts";
import { HeatMapDto, HeatMapInput } from "../schema.ts";

type Row = { technique: string; state: ThreatState; ended: boolean; threats: number };
type Counts = { open: number; mitigated: number; acceptedRisk: number; notApplicable: number };

const bucketOf = {
  suggested: "open",
  accepted: "open",
  mitigated: "mitigated",
  accepted_risk: "acceptedRisk",
  not_applicable: "notApplicable",
} as const satisfies Record<ThreatState, keyof Counts>;

const parents = new Map(atlasTechniques.map(({ id, parent }) => [id, parent ?? id]));

function countsOf(rows: readonly Row[], today: string): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const { technique, state, ended, threats } of rows) {
    const id = parents.get(technique) ?? technique;
    const known = counts.get(id) ?? { open: 0, mitigated: 0, acceptedRisk: 0, notApplicable: 0 };
    const now = stateOn({ state, acceptedUntil: ended ? "0000-01-01" : null }, today);
    known[bucketOf[now]] += threats;
    counts.set(id, known);
  }
  return counts;
}

/** The techniques of MITRE ATLAS with what was decided about each. A threat counts once for each technique, also by its sub-techniques. */
export const readHeatMap = defineQuery({
  name: "threat.heat_map",
  summary: "Techniques of MITRE ATLAS by what was decided about them",
  permission: "threat:read",
  http: "GET /threats/heat-map",
  input: HeatMapInput,
  output: HeatMapDto,
  async run({ db, input, ctx }) {
    if (input.threatModel !== undefined) await loadThreatModel(db, ctx.orgId, input.threatModel);
    const today = dayOf(ctx.now());
    const { sql, params } = joinConditions(threatConditions({ state: "all", threatModel: input.threatModel }, ctx), 2);
    const rows = await db.$queryRawUnsafe<Row[]>(
      `select technique, state, ended, count(*)::int as threats from (
         select distinct id, split_part(r, '.', 1) || '.' || split_part(r, '.', 2) as technique, state,
           coalesce(state = 'accepted_risk' and accepted_until < $1::date, false) as ended
         from threat, unnest(refs) as r where ${sql} and r like 'AML.T%') as found
       group by 1, 2, 3`,
      today,
      ...params,
    );
    const counts = countsOf(rows, today);
    const none = { open: 0, mitigated: 0, acceptedRisk: 0, notApplicable: 0 };
    const tactics = atlasMatrix().map(({ tactic, techniques }) => ({
      ...tactic,
      techniques: techniques.map(({ id, name }) => ({ id, name, ...(counts.get(id) ?? none) })),
    }));
    const known = new Set(tactics.flatMap(({ techniques }) => techniques.map(({ id }) => id)));
    return {
      release: atlasRelease,
      tactics,
      covered: [...counts.keys()].filter((id) => known.has(id)).length,
      techniques: known.size,
    };
  },
});
