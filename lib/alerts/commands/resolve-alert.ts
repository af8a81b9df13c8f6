import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { AlertDto } from "../../telemetry/schema.ts";
import { toAlertDto } from "../alert-dto.ts";
import { loadAlert } from "../change-alert.ts";
import { resolve } from "../raise.ts";
import { ResolveAlertInput } from "../schema.ts";

/** Ends an alert: a person who settled it, or the worker when it did not come again. */
export const resolveAlert = defineCommand({
  name: "alert.resolve",
  summary: "Settle an alert",
  permission: "alert:handle",
  http: "POST /alerts/{id}/resolve",
  input: ResolveAlertInput,
  output: AlertDto,
  load: ({ tx, input, ctx }) => loadAlert(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    if (target.state === "resolved") throw new AppError("precondition_failed", "This alert is resolved already.");
    const { alert, item } = await resolve(tx, ctx, target, input);
    return { result: await toAlertDto(tx, alert), audit: [item] };
  },
});
