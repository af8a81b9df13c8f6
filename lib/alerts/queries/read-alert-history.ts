import { notFound } from "../../kernel/errors.ts";
import { defineQuery } from "../../kernel/query.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { entityHistory } from "../../trail/queries/entity-history.ts";
import { AlertHistoryDto, AlertHistoryInput } from "../account-schema.ts";

const PERSON_FIELDS = ["acknowledgedBy", "resolvedBy"];

/** What happened to one alert, newest first, as the trail has it. */
export const readAlertHistory = defineQuery({
  name: "alert.history",
  summary: "Read what happened to an alert",
  permission: "audit:history",
  http: "GET /alerts/{id}/history",
  input: AlertHistoryInput,
  output: AlertHistoryDto,
  async run({ db, input, ctx }) {
    const { id, cursor, limit } = input;
    const alert = await db.alert.findFirst({ where: { id, orgId: ctx.orgId }, select: { id: true } });
    if (alert === null) return notFound("alert");
    const about = { entityType: "alert", entityId: id, cursor, limit };
    const page = await entityHistory.run({ db, ctx, input: about });
    const ids = page.items.flatMap(({ before, after }) =>
      PERSON_FIELDS.flatMap((field) => [before?.[field], after?.[field]]),
    );
    const people = await peopleById(
      db,
      ctx.orgId,
      ids.filter((each) => typeof each === "string"),
    );
    return { ...page, people: Object.fromEntries([...people].map(([each, { name }]) => [each, name])) };
  },
});
