import { pressingAlerts } from "../../alerts/queries/pressing-alerts.ts";
import { can } from "../../kernel/can.ts";
import { defineQuery, type Reader } from "../../kernel/query.ts";
import type { z } from "../../zod.ts";
import { OverviewDto, OverviewInput, type Attention } from "../schema.ts";

const EXAMPLES = 3;

type Cell = z.input<typeof OverviewDto>["matrix"][number];
type ModelWhere = NonNullable<NonNullable<Parameters<Reader["model"]["findMany"]>[0]>["where"]>;

async function attentionFor(db: Reader, kind: Attention["kind"], where: ModelWhere): Promise<Attention[]> {
  const [count, examples] = await Promise.all([
    db.model.count({ where }),
    db.model.findMany({ where, select: { slug: true, name: true }, orderBy: { name: "asc" }, take: EXAMPLES }),
  ]);
  return count === 0 ? [] : [{ kind, count, examples }];
}

async function modelAttention(db: Reader, orgId: string): Promise<Attention[]> {
  const live: ModelWhere = { orgId, state: "active" };
  const found = await Promise.all([
    attentionFor(db, "sensitive_without_owner", {
      ...live,
      ownerId: null,
      sensitivity: { in: ["confidential", "restricted"] },
    }),
    attentionFor(db, "no_owner", { ...live, ownerId: null }),
    attentionFor(db, "no_purpose", { ...live, purpose: "" }),
  ]);
  return found.flat();
}

async function alertAttention(db: Reader, orgId: string): Promise<Attention[]> {
  const { count, models } = await pressingAlerts(db, orgId, EXAMPLES);
  return count === 0 ? [] : [{ kind: "alerts", count, examples: models }];
}

async function readTrail(db: Reader, orgId: string, since: Date): Promise<{ entries: number; lastDay: number }> {
  const [row] = await db.$queryRaw<{ entries: bigint; last_day: bigint }[]>`
    select (select coalesce(sum(version), 0) from audit_head h join audit_log l using (log_id) where l.org_id = ${orgId}::uuid and l.current) as entries,
           (select count(*) from audit_entry where org_id = ${orgId}::uuid and created_at >= ${since}) as last_day`;
  return { entries: Number(row?.entries ?? 0), lastDay: Number(row?.last_day ?? 0) };
}

export const readOverview = defineQuery({
  name: "overview.read",
  summary: "What is recorded, what waits and what needs attention",
  permission: "model:read",
  http: "GET /overview",
  input: OverviewInput,
  output: OverviewDto,
  async run({ db, ctx }) {
    const { orgId, actor } = ctx;
    const userId = actor.type === "user" ? actor.id : null;
    const [cells, archived, alerts, ofModels, myOpenTasks, people, recent, organization] = await Promise.all([
      db.model.groupBy({ by: ["sensitivity", "stage"], where: { orgId, state: "active" }, _count: { _all: true } }),
      db.model.count({ where: { orgId, state: "archived" } }),
      can(actor, "alert:read") ? alertAttention(db, orgId) : [],
      modelAttention(db, orgId),
      userId === null ? 0 : db.task.count({ where: { orgId, assigneeId: userId, state: "open" } }),
      db.user.count({ where: { orgId, state: "active" } }),
      db.model.findMany({
        where: { orgId, state: "active" },
        select: { slug: true, name: true, updatedAt: true, version: true },
        orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
        take: 8,
      }),
      db.organization.findUniqueOrThrow({ where: { id: orgId } }),
    ]);
    const dayAgo = new Date(ctx.now().getTime() - 86_400_000);
    const attention = [...alerts, ...ofModels];
    const weakDoor = can(actor, "organization:manage") && !organization.mfaRequiredRoles.includes("administrator");
    return {
      models: cells.reduce((sum, cell) => sum + cell._count._all, 0),
      archived,
      matrix: cells.map(({ sensitivity, stage, _count }) => ({ sensitivity, stage, count: _count._all }) as Cell),
      attention: weakDoor ? [...attention, { kind: "second_factor" as const, count: 1, examples: [] }] : attention,
      myOpenTasks,
      peopleCount: people,
      recent: recent.map((model) => ({ ...model, updatedAt: model.updatedAt.toISOString() })),
      trail: can(actor, "audit:read") ? await readTrail(db, orgId, dayAgo) : null,
      abilities: {
        register: can(actor, "model:write"),
        importCards: can(actor, "import:write"),
        invite: can(actor, "people:manage"),
      },
    };
  },
});
