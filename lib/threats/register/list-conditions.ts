import { foldText } from "../../inventory/rules.ts";
import { anyOf, everyWord, ownerIs, type Condition } from "../../kernel/conditions.ts";
import type { Context } from "../../kernel/context.ts";
import { atlasTechniques } from "../../knowledge/atlas.ts";
import { dayOf, SOON_DAYS } from "./rules.ts";
import type { ThreatFilters } from "./schema.ts";

const DAY_MS = 86_400_000;

/** Threats that still have to be dealt with; with them risks whose acceptance has ended. */
function openThreats(today: string): Condition {
  return {
    filter: "state",
    sql: "(state in ('suggested', 'accepted') or (state = 'accepted_risk' and accepted_until < ?::date))",
    params: [today],
  };
}

function stateIs(state: ThreatFilters["state"], today: string): Condition[] {
  if (state === "all") return [];
  if (state === "open") return [openThreats(today)];
  if (state === "accepted_risk") {
    return [{ filter: "state", sql: "state = 'accepted_risk' and accepted_until >= ?::date", params: [today] }];
  }
  if (state !== "accepted") return [{ filter: "state", sql: "state = ?", params: [state] }];
  const sql = "(state = 'accepted' or (state = 'accepted_risk' and accepted_until < ?::date))";
  return [{ filter: "state", sql, params: [today] }];
}

function dueIs(due: ThreatFilters["due"], now: Date): Condition[] {
  const today = dayOf(now);
  switch (due) {
    case undefined:
      return [];
    case "none":
      return [{ filter: "due", sql: "due_on is null", params: [] }];
    case "overdue":
      return [{ filter: "due", sql: "due_on < ?::date", params: [today] }];
    case "soon": {
      const end = dayOf(new Date(now.getTime() + SOON_DAYS * DAY_MS));
      return [{ filter: "due", sql: "due_on between ?::date and ?::date", params: [today, end] }];
    }
  }
}

function withAny(filter: string, column: string, values: readonly string[] | undefined): Condition[] {
  if (values === undefined || values.length === 0) return [];
  return [{ filter, sql: `${column} && ?::text[]`, params: [values] }];
}

/** These techniques and their sub-techniques. */
function withSubTechniques(techniques: readonly string[] | undefined): string[] | undefined {
  return techniques?.flatMap((id) => [
    id,
    ...atlasTechniques.filter(({ parent }) => parent === id).map((technique) => technique.id),
  ]);
}

/** The threat models whose scope holds a thing; for a model also those of its versions. */
function aboutNode({ entityType = "model", entityId }: ThreatFilters, orgId: string): Condition[] {
  if (entityId === undefined) return [];
  return [
    {
      filter: "entity",
      sql: `threat_model_id in (select threat_model_id from threat_model_scope where org_id = ?::uuid and (
        (entity_type = ? and entity_id = ?::uuid) or (? = 'model' and entity_type = 'model_version'
          and entity_id in (select id from model_version where model_id = ?::uuid))))`,
      params: [orgId, entityType, entityId, entityType, entityId],
    },
  ];
}

/** Threats of threat models that are in use, each condition with the name of the filter it comes from. */
export function threatConditions(filters: ThreatFilters, ctx: Context): Condition[] {
  const now = ctx.now();
  return [
    { filter: "organization", sql: "org_id = ?::uuid", params: [ctx.orgId] },
    {
      filter: "archived",
      sql: "not exists (select from threat_model m where m.id = threat_model_id and m.state = 'archived')",
      params: [],
    },
    ...stateIs(filters.state, dayOf(now)),
    ...anyOf("severity", "severity", filters.severity),
    ...ownerIs(filters.owner, ctx),
    ...dueIs(filters.due, now),
    ...withAny("tactic", "tactics", filters.tactic),
    ...withAny("technique", "refs", withSubTechniques(filters.technique)),
    ...withAny("stride", "stride", filters.stride),
    ...(filters.threatModel === undefined
      ? []
      : [{ filter: "threatModel", sql: "threat_model_id = ?::uuid", params: [filters.threatModel] }]),
    ...aboutNode(filters, ctx.orgId),
    ...everyWord("search_text", foldText(filters.q ?? "")),
  ];
}
