import { defineCommand } from "../../kernel/command.ts";
import { changeWaiver } from "../decide-waiver.ts";
import { openWaiver, personOf } from "../open-gate.ts";
import { requireState } from "../require-state.ts";
import { ReasonedInput, WaiverDto } from "../schema.ts";

/** Ends a waiver before its day. A version in use that needed it then operates without a valid gate. */
export const revokeWaiver = defineCommand({
  name: "gate.revoke_waiver",
  summary: "Revoke a waiver before it lapses",
  permission: "gate:approve",
  http: "POST /gates/waivers/{id}/revoke",
  input: ReasonedInput,
  output: WaiverDto,
  load: ({ tx, input, ctx }) => openWaiver(tx, ctx, input.id),
  async run({ tx, input, target, ctx }) {
    requireState(target.waiver.state, "approved");
    const data = { state: "revoked", revokedBy: personOf(ctx.actor), revokedAt: ctx.now(), revokeReason: input.reason };
    return changeWaiver(tx, ctx, target, { data, word: "revoked", reason: input.reason });
  },
});
