import { notFound } from "../../kernel/errors.ts";
import { defineQuery } from "../../kernel/query.ts";
import { AlertDto } from "../../telemetry/schema.ts";
import { toAlertDto } from "../alert-dto.ts";
import { ReadAlertInput } from "../schema.ts";

/** One alert. */
export const readAlert = defineQuery({
  name: "alert.read",
  summary: "Read one alert",
  permission: "alert:read",
  http: "GET /alerts/{id}",
  input: ReadAlertInput,
  output: AlertDto,
  async run({ db, input, ctx }) {
    const row = await db.alert.findFirst({ where: { id: input.id, orgId: ctx.orgId } });
    return row === null ? notFound("alert") : toAlertDto(db, row);
  },
});
