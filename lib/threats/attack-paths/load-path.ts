import type { AttackPath as Row, Tx } from "../../db/types.ts";
import { pathProblems } from "../../graph/paths/check-path.ts";
import type { AttackPath } from "../../graph/paths/schema.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import type { Reader } from "../../kernel/query.ts";

/** A path of this threat model that was not removed. Throws not_found. */
export async function loadPath(db: Pick<Reader, "attackPath">, threatModelId: string, pathId: string): Promise<Row> {
  return (
    (await db.attackPath.findFirst({ where: { id: pathId, threatModelId, state: "active" } })) ??
    notFound("attack path")
  );
}

/** Throws unprocessable with every problem unless a path is sound and uses threats of this threat model only. */
export async function requireSound(tx: Tx, threatModelId: string, path: AttackPath): Promise<void> {
  const problems = pathProblems(path).map(({ message }) => message);
  const used = [...new Set(path.steps.flatMap(({ threatId }) => threatId ?? []))];
  const known = await tx.threat.count({ where: { id: { in: used }, threatModelId } });
  if (known !== used.length) problems.push("A step uses a threat that this threat model does not have.");
  const [first] = problems;
  if (first === undefined) return;
  const errors = problems.map((message) => ({ path: "steps", message }));
  throw new AppError("unprocessable", first, { errors });
}
