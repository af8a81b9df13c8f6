import { audited, noted } from "../../../kernel/aggregate.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { requireActivePeople } from "../../../people/queries/people-by-id.ts";
import { notify } from "../../../work/notify.ts";
import { threatAggregate } from "../../aggregates.ts";
import { lockThreat } from "../load-threat.ts";
import { CommentThreatInput, ThreatDto } from "../schema.ts";
import { threatDto } from "../threat-dto.ts";

/** Adds a comment and tells whom it mentions. It does not count as a change of the threat: a review stays as it is. */
export const commentThreat = defineCommand({
  name: "threat.comment",
  summary: "Comment on a threat and mention people",
  permission: "threat:write",
  http: "POST /threats/{id}/comments",
  concurrency: "merge",
  input: CommentThreatInput,
  output: ThreatDto,
  load: ({ tx, input, ctx }) => lockThreat(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    const mentions = [...new Set(input.mentions)];
    await requireActivePeople(tx, ctx.orgId, { path: "mentions", ids: mentions });
    const { actor } = ctx;
    const comment = await tx.threatComment.create({
      data: {
        id: ctx.newId(),
        orgId: ctx.orgId,
        threatId: target.id,
        authorId: actor.type === "user" ? actor.id : null,
        guestName: actor.type === "user" ? null : "name" in actor ? actor.name : null,
        body: input.body,
        mentions,
        createdAt: ctx.now(),
      },
    });
    const after = await tx.threat.update({
      where: { id: target.id, version: target.version },
      data: { version: { increment: 1 } },
    });
    await notify(tx, ctx, {
      userIds: mentions,
      kind: "threat_mention",
      title: `You are mentioned in a comment: ${target.title}`.slice(0, 200),
      detail: input.body.slice(0, 1000),
      entity: { type: "threat", id: target.id },
    });
    const { id, authorId, body } = comment;
    return {
      result: await threatDto(tx, ctx, after),
      audit: [
        audited(threatAggregate, target, after),
        noted("threat_comment", id, { threatId: target.id, authorId, body, mentions }),
      ],
    };
  },
});
