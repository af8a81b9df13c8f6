import { noted } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { mailIsSetUp } from "../../mail/queue-mail.ts";
import { loadChannel } from "../load-channel.ts";
import { TestAskedDto, TestChannelInput } from "../schema.ts";
import { alertsUrl, sendToChannel } from "../send-to-channel.ts";

/** Sends a message that says it is a test. */
export const testChannel = defineCommand({
  name: "alert_channel.test",
  summary: "Send a test message to a channel",
  permission: "alert:manage",
  http: "POST /alert-channels/{id}/test",
  input: TestChannelInput,
  output: TestAskedDto,
  load: ({ tx, input, ctx }) => loadChannel(tx, ctx.orgId, input.id),
  async run({ tx, target, ctx }) {
    if (target.kind === "email" && !mailIsSetUp()) {
      throw new AppError("precondition_failed", "This installation sends no mail: an operator sets SMTP_URL.");
    }
    await sendToChannel(tx, ctx, target, {
      id: ctx.newId(),
      event: "alert.test",
      at: ctx.now(),
      title: "A test of this channel",
      words: "Nothing happened. Somebody tried whether alerts arrive here.",
      severity: "low",
      url: alertsUrl(),
      alert: null,
      alerts: [],
    });
    const { id, name } = target;
    return { result: { id }, audit: [noted("alert_channel_test", id, { name })] };
  },
});
