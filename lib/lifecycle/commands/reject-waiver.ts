import { defineCommand } from "../../kernel/command.ts";
import { requireDifferentPerson } from "../../kernel/different-person.ts";
import { changeWaiver } from "../decide-waiver.ts";
import { openWaiver, personOf } from "../open-gate.ts";
import { requireState } from "../require-state.ts";
import { ReasonedInput, WaiverDto } from "../schema.ts";

/** Refuses a waiver, with a reason. */
export const rejectWaiver = defineCommand({
  name: "gate.reject_waiver",
  summary: "Reject a waiver, with a reason",
  permission: "gate:approve",
  http: "POST /gates/waivers/{id}/reject",
  input: ReasonedInput,
  output: WaiverDto,
  load: ({ tx, input, ctx }) => openWaiver(tx, ctx, input.id),
  authorize: ({ actor, target }) => requireDifferentPerson(actor, target.waiver.requestedBy, "this waiver"),
  async run({ tx, input, target, ctx }) {
    requireState(target.waiver.state, "open");
    const data = {
      state: "rejected",
      decidedBy: personOf(ctx.actor),
      decidedAt: ctx.now(),
      decisionReason: input.reason,
    };
    return changeWaiver(tx, ctx, target, { data, word: "rejected", reason: input.reason });
  },
});
