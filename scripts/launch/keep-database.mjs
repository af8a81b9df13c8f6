/**
 * The embedded database, kept running: when its server is gone it is started again on the same port.
 *
 *   keepDatabase(run, cluster)     until the run stops; run.clusterStart is the newest server
 *
 * Gives up (run.fail) when it cannot be started, when its port is taken, or after five ends within a minute.
 */
import { startCluster } from "../database/cluster.mjs";
import { processStart } from "./process-table.mjs";
import { StatedError } from "./stated-error.mjs";

const LOOK_MS = 250;
const MOST_ENDS = 5;
const WITHIN_MS = 60_000;

async function startAgain(run, port) {
  run.board.line("  the database server ended unexpectedly and is started again");
  run.clusterStart = startCluster({ dataDir: run.options.dataDir, port });
  const cluster = await run.clusterStart;
  if (cluster.port === port) return cluster;
  throw new StatedError(
    "cluster_failed",
    `The database's port ${port} is taken by another program. Start Modelkeep again.`,
  );
}

function tooOften(ends) {
  ends.push(Date.now());
  return ends.length > MOST_ENDS && ends.at(-1) - ends.at(-1 - MOST_ENDS) < WITHIN_MS;
}

/** Looks after the server of `run.clusterStart`. See the head of this file. */
export function keepDatabase(run, cluster) {
  const ends = [];
  let server = cluster;
  let busy = false;
  const look = async () => {
    if (busy || run.stopping || processStart(server.pid) !== null) return;
    busy = true;
    try {
      if (tooOften(ends)) throw new StatedError("cluster_failed", "The database server ends again and again.");
      server = await startAgain(run, server.port);
    } catch (error) {
      if (!run.stopping) run.fail(error);
    } finally {
      busy = false;
    }
  };
  setInterval(() => void look(), LOOK_MS).unref();
}
