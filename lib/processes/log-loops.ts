import pg from "pg";
import { checkOutside } from "../audit/check-outside.ts";
import { installedSigner, staticFolder } from "../audit/engine-places.ts";
import { Integrator } from "../audit/integrator.ts";
import { Publisher } from "../audit/publisher.ts";
import { WitnessRound } from "../audit/witness-round.ts";
import { env } from "../env.ts";
import { log } from "../log.ts";
import { repeat, type Loop } from "./repeat.ts";

const INTEGRATOR_POLL_MS = 200;
const PUBLISHER_POLL_MS = 250;
const WITNESS_POLL_MS = 1_000;
const LOOK_OUTSIDE_MS = 30_000;

/** Starts what works on the logs of the installation: integrator, publisher and the witnesses' client, on their own login. */
export function startLogLoops(): Loop {
  const pool = new pg.Pool({ connectionString: env().DATABASE_LOG_URL, max: 6 });
  const broke = (error: Error): void => log.warn("the log's database connection broke", { error });
  pool.on("error", broke);
  pool.on("connect", (client) => void client.on("error", broke));
  const signer = installedSigner();
  const integrator = new Integrator({ database: pool, checkOutside: checkOutside(signer, staticFolder) });
  const publisher = new Publisher({ database: pool, signer, folder: staticFolder });
  const witnesses = new WitnessRound({ database: pool, folder: staticFolder });
  let stopping = false;
  const loops = [
    repeat("integrator", INTEGRATOR_POLL_MS, async () => {
      while (!stopping && (await integrator.round()) > 0);
    }),
    repeat("look outside", LOOK_OUTSIDE_MS, () => integrator.lookOutside()),
    repeat("publisher", PUBLISHER_POLL_MS, async () => {
      await publisher.round((logId, error) => log.warn("a checkpoint could not be published", { logId, error }));
    }),
    repeat("witnesses", WITNESS_POLL_MS, async () => {
      await witnesses.round();
    }),
  ];
  return {
    stop: async () => {
      stopping = true;
      await Promise.all(loops.map((loop) => loop.stop()));
      await pool.end();
    },
  };
}
