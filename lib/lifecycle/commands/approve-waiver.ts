import { defineCommand } from "../../kernel/command.ts";
import { requireDifferentPerson } from "../../kernel/different-person.ts";
import { AppError } from "../../kernel/errors.ts";
import { changeWaiver } from "../decide-waiver.ts";
import { openWaiver, personOf } from "../open-gate.ts";
import { requireState } from "../require-state.ts";
import { ApproveWaiverInput, WaiverDto } from "../schema.ts";

/** Grants a waiver that somebody else asked for, until its end. */
export const approveWaiver = defineCommand({
  name: "gate.approve_waiver",
  summary: "Approve a waiver that somebody else asked for",
  permission: "gate:approve",
  http: "POST /gates/waivers/{id}/approve",
  input: ApproveWaiverInput,
  output: WaiverDto,
  load: ({ tx, input, ctx }) => openWaiver(tx, ctx, input.id),
  authorize: ({ actor, target }) => requireDifferentPerson(actor, target.waiver.requestedBy, "this waiver"),
  async run({ tx, input, target, ctx }) {
    requireState(target.waiver.state, "open");
    if (target.waiver.expiresAt <= ctx.now()) {
      throw new AppError(
        "precondition_failed",
        "The day this waiver was asked until has passed. Reject it, and have it asked again.",
      );
    }
    const data = {
      state: "approved",
      decidedBy: personOf(ctx.actor),
      decidedAt: ctx.now(),
      decisionReason: input.reason ?? null,
    };
    return changeWaiver(tx, ctx, target, { data, word: "approved", reason: input.reason });
  },
});
