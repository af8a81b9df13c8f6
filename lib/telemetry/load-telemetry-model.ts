import { notFound } from "../kernel/errors.ts";
import { isUuid } from "../kernel/ids.ts";
import type { Reader } from "../kernel/query.ts";

export type TelemetryModelRow = { id: string; name: string; slug: string; ownerId: string | null; state: string };

/** The model of the organization with this id or slug. Throws not_found. */
export async function loadTelemetryModel(
  db: Pick<Reader, "model">,
  orgId: string,
  id: string,
): Promise<TelemetryModelRow> {
  const row = await db.model.findFirst({
    where: { orgId, ...(isUuid(id) ? { id } : { slug: id }) },
    select: { id: true, name: true, slug: true, ownerId: true, state: true },
  });
  return row ?? notFound("model");
}
