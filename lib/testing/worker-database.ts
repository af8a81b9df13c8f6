import { telemetryDatabase } from "../processes/telemetry-loops.ts";
import { poolAs } from "./database.ts";

/** The database as the worker's telemetry engine sees it, on the worker's own login. */
export function workerDatabase(): ReturnType<typeof telemetryDatabase> {
  return telemetryDatabase(poolAs("worker"));
}
