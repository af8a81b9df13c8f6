import type { Alert } from "../../db/types.ts";
import { matchSilence } from "../../detection/alerts/match-silence.ts";
import { notFound } from "../../kernel/errors.ts";
import { defineQuery, type Reader } from "../../kernel/query.ts";
import { atlasName, currentAtlasId } from "../../knowledge/atlas.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import type { z } from "../../zod.ts";
import { labelsOf } from "../alert-labels.ts";
import { deliverAlert } from "../jobs.ts";
import { asSilence } from "../quiet.ts";
import { toRuleDto } from "../rule-dto.ts";
import { AccountDto, ReadAccountInput, type DeliveryDto } from "../account-schema.ts";
import { watchedSeries } from "../watched-series.ts";

const MOST_DELIVERIES = 50;
const BEFORE_MS = 6 * 3_600_000;
const AFTER_MS = 3_600_000;

async function deliveriesOf(db: Reader, { orgId, id }: Alert): Promise<z.input<typeof DeliveryDto>[]> {
  const rows = await db.alertDelivery.findMany({
    where: { orgId, alertIds: { has: id } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MOST_DELIVERIES,
  });
  const channels = await db.alertChannel.findMany({
    where: { orgId, id: { in: rows.map(({ channelId }) => channelId) } },
    select: { id: true, name: true, kind: true, state: true },
  });
  return rows.map((row) => {
    const channel = channels.find((one) => one.id === row.channelId);
    const tries = channel?.state === "active" && row.attempts > 0 && row.attempts < deliverAlert.maxAttempts;
    return {
      id: row.id,
      channel: channel?.name ?? "A channel",
      kind: (channel?.kind ?? "webhook") as "webhook",
      event: row.event,
      state: row.state as "sent",
      attempts: row.attempts,
      status: row.status,
      failure: row.failure,
      again: row.state === "failed" && tries,
      alerts: row.alertIds.length,
      createdAt: row.createdAt.toISOString(),
      at: row.at?.toISOString() ?? null,
    };
  });
}

async function silencesOf(db: Reader, alert: Alert, at: Date): Promise<string[]> {
  if (alert.state === "resolved") return [];
  const standing = { endedAt: null, fromAt: { lte: at }, OR: [{ everyMs: { not: null } }, { toAt: { gt: at } }] };
  const rows = await db.alertSilence.findMany({ where: { orgId: alert.orgId, ...standing } });
  const labels = labelsOf(alert);
  return rows.filter((row) => matchSilence(asSilence(row), labels, at.getTime())).map(({ reason }) => reason);
}

/** Six hours before it, or as long as it went on; an hour after it. */
function around({ startedAt, resolvedAt }: Alert, now: Date): { from: string; to: string } {
  const end = resolvedAt ?? now;
  const before = Math.max(BEFORE_MS, (end.getTime() - startedAt.getTime()) / 2);
  const to = Math.min(now.getTime(), end.getTime() + AFTER_MS);
  return { from: new Date(startedAt.getTime() - before).toISOString(), to: new Date(to).toISOString() };
}

async function toldOf(db: Reader, { orgId, id }: Alert) {
  const rows = await db.alertTold.findMany({ where: { orgId, alertId: id } });
  const people = rows.find(({ recipientId }) => recipientId === orgId);
  const said = people === undefined || people.told === null || people.toldAt === null ? null : people;
  return {
    people: said === null ? null : { event: `alert.${said.told ?? ""}`, at: said.toldAt?.toISOString() ?? "" },
    waiting: rows.filter(({ recipientId, waiting }) => recipientId !== orgId && waiting !== null).length,
  };
}

/** What belongs to one alert: its rule, the chart of what it saw, who was told and how that went. */
export const readAlertAccount = defineQuery({
  name: "alert.account",
  summary: "Read what belongs to an alert: its rule, what it saw, and who was told how",
  permission: "alert:read",
  http: "GET /alerts/{id}/account",
  input: ReadAccountInput,
  output: AccountDto,
  async run({ db, input, ctx }) {
    const { orgId } = ctx;
    const alert = await db.alert.findFirst({ where: { id: input.id, orgId } });
    if (alert === null) return notFound("alert");
    const { ruleId, resolvedBy, inhibitedBy } = alert;
    const rule = ruleId === null ? null : await db.alertRule.findFirst({ where: { id: ruleId, orgId } });
    const people = await peopleById(db, orgId, [resolvedBy]);
    const source = { where: { id: inhibitedBy ?? "", orgId }, select: { id: true, title: true } };
    const watched = alert.modelId === null ? null : watchedSeries(alert, rule);
    return {
      rule: rule === null ? null : await toRuleDto(db, rule),
      ruleRemoved: rule !== null && rule.removedAt !== null,
      kind: alert.kind,
      techniques: alert.techniques.map((each) => ({ id: each, name: atlasName(currentAtlasId(each)) ?? each })),
      resolvedBy: resolvedBy === null ? null : (people.get(resolvedBy)?.name ?? "Somebody"),
      explainedBy: inhibitedBy === null ? null : await db.alert.findFirst(source),
      silences: await silencesOf(db, alert, ctx.now()),
      watched: watched === null ? null : { ...watched, ...around(alert, ctx.now()) },
      ...(await toldOf(db, alert)),
      deliveries: await deliveriesOf(db, alert),
    };
  },
});
