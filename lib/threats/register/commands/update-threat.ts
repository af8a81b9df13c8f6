import type { Threat } from "../../../db/types.ts";
import { sameValue } from "../../../inventory/rules.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { invalid } from "../../../kernel/errors.ts";
import type { RiskMatrix } from "../../../knowledge/schema.ts";
import { requireActivePeople } from "../../../people/queries/people-by-id.ts";
import type { z } from "../../../zod.ts";
import type { ThreatState } from "../../rules.ts";
import { settingsOf } from "../../settings/read-settings.ts";
import { tellOwner } from "../assign-owner.ts";
import { changeThreat, requireVersion, type ThreatData } from "../change-threat.ts";
import { lockThreat } from "../load-threat.ts";
import { referenceMappings } from "../reference-mappings.ts";
import { requireLinks } from "../require-links.ts";
import { dayOf, ratedSeverity, stateProblem } from "../rules.ts";
import { ThreatDto, UpdateThreatInput, type Mitigation } from "../schema.ts";
import { threatDto } from "../threat-dto.ts";

type Input = z.output<typeof UpdateThreatInput>;

/** The fields that are given and differ, as they are stored. */
function givenFields(input: Input, target: Threat): ThreatData {
  const { id: _id, expectedVersion: _version, reason: _reason, dueOn, refs, grammar, ...rest } = input;
  const given = {
    ...rest,
    ...(grammar === undefined || grammar === null ? {} : { grammar }),
    ...(refs === undefined ? {} : { refs }),
  };
  const fields = Object.fromEntries(
    Object.entries(given).filter(
      ([key, value]) => value !== undefined && !sameValue(value, target[key as keyof Threat]),
    ),
  ) as ThreatData;
  const sameDay = dueOn === undefined || dueOn === (target.dueOn === null ? null : dayOf(target.dueOn));
  return {
    ...fields,
    ...(fields.refs === undefined ? {} : { taxonomy: referenceMappings(fields.refs) }),
    ...(sameDay ? {} : { dueOn: dueOn === null ? null : new Date(dueOn) }),
  };
}

/** The severities that follow from the ratings; one that follows from none stays as it is given. */
function severities(matrix: RiskMatrix, target: Threat, data: ThreatData): ThreatData {
  const now = { ...target, ...data };
  const residual = { likelihood: now.residualLikelihood, impact: now.residualImpact };
  return {
    severity: ratedSeverity(matrix, now) ?? now.severity,
    residualSeverity: ratedSeverity(matrix, residual),
  };
}

/** Changes what is said, rated and planned about a threat; the fields that are given. */
export const updateThreat = defineCommand({
  name: "threat.update",
  summary: "Change a threat: words, rating, owner, due date, mitigations, links",
  permission: "threat:write",
  http: "PATCH /threats/{id}",
  input: UpdateThreatInput,
  output: ThreatDto,
  load: ({ tx, input, ctx }) => lockThreat(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    await requireVersion(tx, ctx, target, input.expectedVersion);
    await requireActivePeople(tx, ctx.orgId, { path: "ownerId", ids: [input.ownerId] });
    await requireLinks(tx, ctx.orgId, input.links ?? []);
    const given = givenFields(input, target);
    if (Object.keys(given).length === 0) return invalid("", "Nothing here differs, so there is nothing to save.");
    const mitigations = given.mitigations ?? (target.mitigations as Mitigation[]);
    const kept = { state: target.state as ThreatState, reason: target.stateReason, mitigations };
    if (stateProblem(kept) !== null) {
      invalid(
        "mitigations",
        "It counts as mitigated because of what is implemented. Reopen it before taking that away.",
      );
    }
    const { matrix } = await settingsOf(tx, ctx.orgId);
    const data = { ...given, ...severities(matrix, target, given) };
    const { after, item } = await changeThreat(tx, ctx, target, { data, reason: input.reason });
    await tellOwner(tx, ctx, target, after);
    return { result: await threatDto(tx, ctx, after), audit: [item] };
  },
});
