import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { AcknowledgeAlertInput, AlertDto } from "../../telemetry/schema.ts";
import { toAlertDto } from "../alert-dto.ts";
import { changeAlert, loadAlert } from "../change-alert.ts";

/** Says that somebody looks at an alert. */
export const acknowledgeAlert = defineCommand({
  name: "alert.acknowledge",
  summary: "Say that you look at an alert",
  permission: "alert:handle",
  http: "POST /alerts/{id}/acknowledge",
  input: AcknowledgeAlertInput,
  output: AlertDto,
  load: ({ tx, input, ctx }) => loadAlert(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    const { expectedVersion } = input;
    if (target.state === "resolved") throw new AppError("precondition_failed", "This alert is resolved.");
    if (target.acknowledgedAt !== null) {
      throw new AppError(
        expectedVersion === undefined ? "precondition_failed" : "conflict",
        "Somebody looks at this alert already.",
      );
    }
    const { after, item } = await changeAlert(tx, ctx, {
      before: target,
      expectedVersion,
      data: { acknowledgedAt: ctx.now(), acknowledgedBy: ctx.actor.type === "user" ? ctx.actor.id : null },
    });
    return { result: await toAlertDto(tx, after), audit: [item] };
  },
});
