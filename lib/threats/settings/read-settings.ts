import type { ThreatSettings } from "../../db/types.ts";
import { defaultRiskMatrix } from "../../knowledge/risk-matrix.ts";
import { RiskMatrix } from "../../knowledge/schema.ts";
import type { Reader } from "../../kernel/query.ts";

/** How long an approval holds where nobody decided otherwise, in days. */
export const DEFAULT_REVIEW_DAYS = 180;

type Settings = { row: ThreatSettings | null; matrix: RiskMatrix; reviewDays: number };

/** The organization's matrix and review age, or those of the product. */
export async function settingsOf(db: Pick<Reader, "threatSettings">, orgId: string): Promise<Settings> {
  const row = await db.threatSettings.findUnique({ where: { orgId } });
  if (row === null) return { row, matrix: defaultRiskMatrix, reviewDays: DEFAULT_REVIEW_DAYS };
  return { row, matrix: RiskMatrix.parse(row.matrix), reviewDays: row.reviewDays };
}
