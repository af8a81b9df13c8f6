import type { Connection, Tx } from "../db/types.ts";
import { audited } from "../kernel/aggregate.ts";
import type { CommandContext } from "../kernel/context.ts";
import { AppError, notFound } from "../kernel/errors.ts";
import { connectionAggregate } from "./aggregate.ts";
import { toConnectionDto } from "./connection-dto.ts";
import { sealToken } from "./sealed-token.ts";

/** The organization's connection of this id that is not removed. Throws not_found. */
export async function loadConnection(tx: Pick<Tx, "connection">, orgId: string, id: string): Promise<Connection> {
  return (await tx.connection.findFirst({ where: { id, orgId, state: "active" } })) ?? notFound("connection");
}

/** Keeps a token sealed, or forgets it when it is empty. */
export async function keepToken(tx: Tx, connection: Pick<Connection, "id" | "orgId">, token: string): Promise<void> {
  await tx.connectionSecret.deleteMany({ where: { connectionId: connection.id, orgId: connection.orgId } });
  if (token === "") return;
  const sealed = sealToken(token, connection.id);
  await tx.connectionSecret.create({ data: { connectionId: connection.id, orgId: connection.orgId, sealed } });
}

/** Writes a change of a connection. Throws conflict when somebody else was faster. */
export async function changeConnection(
  tx: Tx,
  ctx: CommandContext,
  change: { before: Connection; expectedVersion: number | undefined; data: Partial<Connection> },
) {
  const { before, expectedVersion, data } = change;
  const { count } = await tx.connection.updateMany({
    where: { id: before.id, orgId: ctx.orgId, version: expectedVersion ?? before.version },
    data: { ...data, version: { increment: 1 }, updatedAt: ctx.now() },
  });
  const after = await tx.connection.findUniqueOrThrow({ where: { id: before.id } });
  if (count === 0) {
    const extra = { current: await toConnectionDto(tx, after) };
    throw new AppError("conflict", "Somebody changed this connection in the meantime.", { extra });
  }
  return { after, item: audited(connectionAggregate, before, after) };
}
