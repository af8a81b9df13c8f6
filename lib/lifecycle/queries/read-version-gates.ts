import { mayChangeModel } from "../../inventory/rules.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { stageOrder, type Stage } from "../../inventory/versions/rules.ts";
import { can } from "../../kernel/can.ts";
import { defineQuery } from "../../kernel/query.ts";
import { blockersOf } from "../evaluation-rules.ts";
import { mentionedIn, toGateVersion, toRequestDto, toWaiverDto } from "../gate-dto.ts";
import { gateStateOf } from "../gate-state.ts";
import { evaluate, type GateSource } from "../load-gates.ts";
import { openGate } from "../open-gate.ts";
import { gateTargets, moveKind, type GateTarget } from "../rules.ts";
import { type RetirementRecordDto, VersionGatesDto, VersionGatesInput } from "../schema.ts";

type GateLine = VersionGatesDto["gates"][number];

function kindOf(source: GateSource, target: GateTarget): GateLine["kind"] {
  const kind = moveKind(source.row, target);
  if (kind === "forward" || kind === "confirm") return kind;
  const through = source.requests.some(({ toStage, movedAt }) => toStage === target && movedAt !== null);
  return through ? "passed" : "other";
}

function gateLine(source: GateSource, target: GateTarget): GateLine {
  const { results } = evaluate(source, target);
  const count = (state: string): number => results.filter((each) => each.state === state).length;
  return {
    target,
    blockedBy: blockersOf(results).length,
    total: results.length,
    satisfied: count("satisfied") + count("attested"),
    waived: count("waived"),
    kind: kindOf(source, target),
  };
}

/** All gates of a version, how it stands, its waivers, and every decision about it. */
export const readVersionGates = defineQuery({
  name: "gate.list",
  summary: "Read how a version stands with all of its gates",
  permission: "gate:read",
  http: "GET /models/{id}/versions/{version}/gates",
  input: VersionGatesInput,
  output: VersionGatesDto,
  async run({ db, input, ctx }) {
    const source = await openGate(db, ctx, input);
    const people = await peopleById(db, ctx.orgId, mentionedIn(source));
    const record = await db.retirementRecord.findUnique({ where: { versionId: source.row.id } });
    const { row, model } = source;
    const back = row.state === "retired" ? [] : stageOrder.slice(0, stageOrder.indexOf(row.stage as Stage));
    return {
      version: toGateVersion(source),
      current: gateStateOf(source, people.get(model.ownerId ?? "")?.name ?? null),
      gates: gateTargets.map((target) => gateLine(source, target)),
      waivers: source.waivers.map((waiver) => toWaiverDto(waiver, source, people, ctx)),
      history: source.requests.map((request) => toRequestDto(request, people)),
      retirement:
        record === null
          ? null
          : {
              id: record.id,
              digest: record.digest,
              createdAt: record.createdAt.toISOString(),
              content: record.content as RetirementRecordDto["content"],
            },
      back: [...back],
      abilities: {
        moveBack:
          back.length > 0 &&
          can(ctx.actor, "gate:request") &&
          mayChangeModel(ctx.actor, model) &&
          model.state === "active",
      },
    };
  },
});
