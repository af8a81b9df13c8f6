import type { Connection } from "../db/types.ts";
import { defineAggregate } from "../kernel/aggregate.ts";

/** A connection in the trail, without its token. */
export const connectionAggregate = defineAggregate<Connection>({
  type: "connection",
  table: "connection",
  schema: 1,
  label: "connection",
  image: (row) => ({
    name: row.name,
    kind: row.kind,
    baseUrl: row.baseUrl,
    schedule: row.schedule,
    ownerId: row.ownerId,
    state: row.state,
  }),
});
