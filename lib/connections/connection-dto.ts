import type { Connection, ConnectionRun } from "../db/types.ts";
import type { Reader } from "../kernel/query.ts";
import type { z } from "../zod.ts";
import { ConnectionDto } from "./schema.ts";

type Tables = Pick<Reader, "connectionRun" | "user">;
type Dto = z.input<typeof ConnectionDto>;

function runOf(run: ConnectionRun | undefined): Dto["lastRun"] {
  if (run === undefined) return null;
  const { startedAt, finishedAt, failure, creates, updates, importId } = run;
  return {
    state: ConnectionDto.shape.lastRun.unwrap().shape.state.parse(run.state),
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    failure,
    creates,
    updates,
    importId,
  };
}

/** Connections as clients see them, in their order. The token is in none. */
export async function toConnectionDtos(db: Tables, orgId: string, rows: readonly Connection[]): Promise<Dto[]> {
  const runs = await db.connectionRun.findMany({ where: { orgId, connectionId: { in: rows.map(({ id }) => id) } } });
  const owners = await db.user.findMany({
    where: { orgId, id: { in: rows.map(({ ownerId }) => ownerId) } },
    select: { id: true, name: true },
  });
  return rows.map(({ id, name, kind, baseUrl, schedule, ownerId, version }): Dto => ({
    id,
    name,
    kind: ConnectionDto.shape.kind.parse(kind),
    baseUrl,
    schedule: ConnectionDto.shape.schedule.parse(schedule),
    owner: owners.find((owner) => owner.id === ownerId)?.name ?? "Somebody",
    lastRun: runOf(runs.find(({ connectionId }) => connectionId === id)),
    version,
  }));
}

/** One connection as clients see it. */
export async function toConnectionDto(db: Tables, row: Connection): Promise<Dto> {
  const [dto] = await toConnectionDtos(db, row.orgId, [row]);
  if (dto === undefined) throw new Error("a row has no account of itself");
  return dto;
}
