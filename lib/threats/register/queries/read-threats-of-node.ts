import { nodesOf } from "../../../inventory/queries/nodes-of.ts";
import { joinConditions } from "../../../kernel/conditions.ts";
import { notFound } from "../../../kernel/errors.ts";
import { defineQuery } from "../../../kernel/query.ts";
import { threatModelSummaries } from "../../threat-model-dto.ts";
import { severities, type Severity } from "../../../knowledge/severity.ts";
import type { ThreatState } from "../../rules.ts";
import { threatConditions } from "../list-conditions.ts";
import { dayOf } from "../rules.ts";
import { ThreatsOfNodeDto, ThreatsOfNodeInput } from "../schema.ts";
import { listThreats } from "./list-threats.ts";

type Row = { model: string; severity: Severity; state: ThreatState; ended: boolean; overdue: number; threats: number };

const WORST = 5;
const MOST_MODELS = 100;

const sum = (rows: readonly Row[]): number => rows.reduce((total, { threats }) => total + threats, 0);
const isOpen = ({ state, ended }: Row): boolean => state === "suggested" || state === "accepted" || ended;

function bySeverity(rows: readonly Row[]): Record<Severity, number> {
  const open = rows.filter(isOpen);
  const count = (severity: Severity): [Severity, number] => [
    severity,
    sum(open.filter((row) => row.severity === severity)),
  ];
  return Object.fromEntries(severities.map(count)) as Record<Severity, number>;
}

/** The threats of everything that looks at one system, model or version; for a model also what looks at its versions. */
export const readThreatsOfNode = defineQuery({
  name: "threat.of_node",
  summary: "What threatens a system, model or version: counts, threat models and the severest threats",
  permission: "threat:read",
  http: "GET /threats/of-node",
  input: ThreatsOfNodeInput,
  output: ThreatsOfNodeDto,
  async run({ db, input, ctx }) {
    const nodes = await nodesOf(db, ctx.orgId, [input]);
    if (nodes.get(input.id)?.type !== input.type) return notFound("system, model or version");
    const about = { entityType: input.type, entityId: input.id };
    const today = dayOf(ctx.now());
    const { sql, params } = joinConditions(threatConditions({ ...about, state: "all" }, ctx), 2);
    const rows = await db.$queryRawUnsafe<Row[]>(
      `select threat_model_id::text as model, severity, state, count(*)::int as threats,
         coalesce(state = 'accepted_risk' and accepted_until < $1::date, false) as ended,
         (count(*) filter (where due_on < $1::date))::int as overdue
       from threat where ${sql} group by 1, 2, 3, 5`,
      today,
      ...params,
    );
    const versions =
      input.type === "model"
        ? await db.modelVersion.findMany({ where: { orgId: ctx.orgId, modelId: input.id }, select: { id: true } })
        : [];
    const scopes = await db.threatModelScope.findMany({
      where: { orgId: ctx.orgId, entityId: { in: [input.id, ...versions.map(({ id }) => id)] } },
      select: { threatModelId: true },
    });
    const models = await db.threatModel.findMany({
      where: { orgId: ctx.orgId, state: "active", id: { in: scopes.map(({ threatModelId }) => threatModelId) } },
      orderBy: [{ updatedAt: "desc" }, { id: "asc" }],
      take: MOST_MODELS,
    });
    const summaries = await threatModelSummaries(db, ctx, models);
    const worst = await listThreats.run({
      db,
      ctx,
      input: { ...about, state: "open", sort: "-rank", limit: WORST },
    });
    return {
      open: bySeverity(rows),
      mitigated: sum(rows.filter(({ state }) => state === "mitigated")),
      acceptedRisk: sum(rows.filter(({ state, ended }) => state === "accepted_risk" && !ended)),
      overdue: rows.filter(isOpen).reduce((total, { overdue }) => total + overdue, 0),
      threatModels: summaries.map(({ id, slug, name, stage, review }) => ({
        id,
        slug,
        name,
        stage,
        review,
        open: bySeverity(rows.filter(({ model }) => model === id)),
      })),
      worst: worst.items,
    };
  },
});
