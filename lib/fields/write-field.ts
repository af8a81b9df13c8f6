import type { CustomField, Tx } from "../db/types.ts";
import { audited, type AuditItem } from "../kernel/aggregate.ts";
import type { CommandContext } from "../kernel/context.ts";
import { AppError, notFound } from "../kernel/errors.ts";
import { fieldAggregate } from "./aggregate.ts";
import { toFieldDto } from "./field-dto.ts";
import { movedTo, sameLabel } from "./rules.ts";

type Changes = Partial<Pick<CustomField, "label" | "help" | "choices" | "appliesTo" | "position" | "state">>;

/** The organization's field of this id; all its fields are locked, since their places depend on each other. Throws not_found. */
export async function lockField(tx: Tx, orgId: string, id: string): Promise<CustomField> {
  await lockFields(tx, orgId);
  return (await tx.customField.findFirst({ where: { id, orgId } })) ?? notFound("field");
}

/** Makes others who change fields wait until this transaction ends. */
export async function lockFields(tx: Tx, orgId: string): Promise<void> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`custom_field ${orgId}`}, 0))::text as done`;
}

/** Throws conflict, with the field as it is now, when it is not of this version any more. */
export function requireVersion(field: CustomField, expectedVersion: number): void {
  if (field.version === expectedVersion) return;
  throw new AppError("conflict", "Somebody changed this field in the meantime. Nothing was overwritten.", {
    extra: { current: toFieldDto(field) },
  });
}

/**
 * Throws conflict when another field that is in use has the same label on one of these kinds of things: in a form nobody
 * could tell the two apart. The fields must be locked.
 */
export async function requireOwnLabel(
  tx: Tx,
  orgId: string,
  { id, label, appliesTo }: Pick<CustomField, "label" | "appliesTo"> & { id?: string },
): Promise<void> {
  const others = await tx.customField.findMany({
    where: {
      orgId,
      state: "active",
      appliesTo: { hasSome: appliesTo },
      ...(id === undefined ? {} : { id: { not: id } }),
    },
    select: { label: true },
  });
  const alike = others.find((other) => sameLabel(other.label, label));
  if (alike === undefined) return;
  const message = `There is a field called ${alike.label} there already. Choose another label.`;
  throw new AppError("conflict", message, { errors: [{ path: "label", message }] });
}

/** Writes the changes of one locked field and gives its new row. */
export async function writeField(
  tx: Tx,
  ctx: CommandContext,
  field: CustomField,
  changes: Changes,
): Promise<CustomField> {
  return tx.customField.update({
    where: { id: field.id },
    data: { ...changes, updatedAt: ctx.now(), version: { increment: 1 } },
  });
}

/** Puts a locked field in its place, counted from 1, and gives the new places of it and of those that made room. */
export async function placesAfter(tx: Tx, field: CustomField, place: number): Promise<Map<string, number>> {
  const all = await tx.customField.findMany({
    where: { orgId: field.orgId },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: { id: true, position: true },
  });
  const order = movedTo(
    all.map(({ id }) => id),
    field.id,
    place,
  );
  const before = new Map(all.map(({ id, position }) => [id, position]));
  return new Map(order.map((id, at) => [id, at + 1] as const).filter(([id, at]) => before.get(id) !== at));
}

/** Moves the other fields to these places, each with its entry. */
export async function moveOthers(
  tx: Tx,
  ctx: CommandContext,
  field: CustomField,
  places: ReadonlyMap<string, number>,
): Promise<AuditItem[]> {
  const ids = [...places.keys()].filter((id) => id !== field.id).sort();
  const items: AuditItem[] = [];
  for (const before of await tx.customField.findMany({ where: { id: { in: ids } }, orderBy: { id: "asc" } })) {
    const position = places.get(before.id) ?? before.position;
    items.push(audited(fieldAggregate, before, await writeField(tx, ctx, before, { position })));
  }
  return items;
}
