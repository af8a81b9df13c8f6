import type { ThreatModel } from "../db/types.ts";
import type { Context } from "../kernel/context.ts";
import { staleReasons, type StaleTables } from "./review/stale.ts";
import type { Reader } from "../kernel/query.ts";
import type { ThreatModelDto } from "./schema.ts";

type Row = Pick<ThreatModel, "id" | "reviewDays">;
export type ReviewState = ThreatModelDto["review"];

/** Where the review of each threat model is; a number of statements that does not grow with them. */
export async function reviewStatesOf(
  db: StaleTables & Pick<Reader, "threatModelVersion">,
  ctx: Pick<Context, "now">,
  rows: readonly Row[],
): Promise<Map<string, ReviewState>> {
  const days = new Map(rows.map(({ id, reviewDays }) => [id, reviewDays]));
  const versions = await db.threatModelVersion.findMany({
    where: { threatModelId: { in: [...days.keys()] }, state: { in: ["submitted", "approved", "rejected"] } },
    distinct: ["threatModelId"],
    orderBy: [{ threatModelId: "asc" }, { number: "desc" }],
    omit: { content: true },
  });
  const approved = versions.filter(({ state }) => state === "approved");
  const reasons = await staleReasons(
    db,
    ctx,
    approved.map((version) => ({ ...version, reviewDays: days.get(version.threatModelId) ?? 0 })),
  );
  const byModel = new Map(versions.map((version) => [version.threatModelId, version]));
  return new Map(
    rows.map(({ id }) => {
      const version = byModel.get(id);
      if (version === undefined) return [id, "never"];
      if (version.state !== "approved") return [id, version.state as ReviewState];
      return [id, (reasons.get(version.id) ?? []).length > 0 ? "stale" : "approved"];
    }),
  );
}
