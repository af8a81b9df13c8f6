import { defineQuery } from "../../kernel/query.ts";
import { openGate } from "../open-gate.ts";
import { toGateDto } from "../read-gate-dto.ts";
import { GateDto, GateInput } from "../schema.ts";

/** One gate of a version: each criterion with its state and why, the digest, and who may decide. */
export const readGate = defineQuery({
  name: "gate.read",
  summary: "Read a gate of a version: its criteria, what blocks it and who must act",
  permission: "gate:read",
  http: "GET /models/{id}/versions/{version}/gates/{stage}",
  input: GateInput,
  output: GateDto,
  async run({ db, input, ctx }) {
    return toGateDto(db, ctx, await openGate(db, ctx, input), input.stage);
  },
});
