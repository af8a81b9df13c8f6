import type { ThreatModel, ThreatModelVersion } from "../../db/types.ts";
import type { ComparedModel } from "../../graph/diff/substance.ts";
import type { Actor } from "../../kernel/actor.ts";
import { can } from "../../kernel/can.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/query.ts";
import { peopleById, type PersonById } from "../../people/queries/people-by-id.ts";
import type { z } from "../../zod.ts";
import { ReviewBasis, type VersionDto, type VersionSummaryDto } from "./schema.ts";

export type VersionRow = Omit<ThreatModelVersion, "content">;
type Summary = z.input<typeof VersionSummaryDto>;

/** Why this actor may not approve a version; empty when they may. */
export function approvalProblem(actor: Actor, version: Pick<VersionRow, "authors" | "submittedBy">): string {
  if (actor.type !== "user") return "Only a person can approve it.";
  if (version.submittedBy === actor.id) return "You submitted it. Somebody else has to approve it.";
  if (version.authors.includes(actor.id)) {
    return "You made some of what is in it. Somebody who did not has to approve it.";
  }
  return can(actor, "threat:approve") ? "" : "Security leads and administrators approve threat models.";
}

function summaryOf(ctx: Pick<Context, "actor">, row: VersionRow, people: ReadonlyMap<string, PersonById>): Summary {
  const person = (id: string | null): PersonById | null => (id === null ? null : (people.get(id) ?? null));
  const { actor } = ctx;
  const open = row.state === "submitted";
  const why = open ? approvalProblem(actor, row) : "";
  const approver = can(actor, "threat:approve");
  return {
    id: row.id,
    number: row.number,
    state: row.state as Summary["state"],
    digest: row.digest,
    note: row.note,
    authors: row.authors.flatMap((id) => people.get(id) ?? []),
    submittedBy: person(row.submittedBy),
    decidedBy: person(row.decidedBy),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decisionReason: row.decisionReason,
    createdAt: row.createdAt.toISOString(),
    abilities: {
      approve: open && why === "",
      reject: open && approver && actor.type === "user" && actor.id !== row.submittedBy,
      withdraw: open && can(actor, "threat:write"),
      why,
    },
  };
}

/** Versions as lists show them, in their order. One statement. */
export async function versionSummaries(
  db: Pick<Reader, "user">,
  ctx: Context,
  rows: readonly VersionRow[],
): Promise<Summary[]> {
  const ids = rows.flatMap(({ authors, submittedBy, decidedBy }) => [...authors, submittedBy, decidedBy]);
  const people = await peopleById(db, ctx.orgId, ids);
  return rows.map((row) => summaryOf(ctx, row, people));
}

/** One version with all that was submitted. */
export async function versionDto(
  db: Pick<Reader, "user">,
  ctx: Context,
  { row, threatModel }: { row: ThreatModelVersion; threatModel: Pick<ThreatModel, "id" | "slug" | "name"> },
): Promise<z.input<typeof VersionDto>> {
  const [summary] = await versionSummaries(db, ctx, [row]);
  if (summary === undefined) throw new Error("a summary for each row");
  const { id, slug, name } = threatModel;
  return {
    ...summary,
    threatModel: { id, slug, name },
    content: row.content as z.input<typeof VersionDto>["content"],
    basis: ReviewBasis.parse(row.basis),
  };
}

/** What was submitted, to be compared. */
export function contentOf(row: Pick<ThreatModelVersion, "content">): ComparedModel {
  return row.content as unknown as ComparedModel;
}
