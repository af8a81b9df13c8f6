import { log } from "../log.ts";

/** Runs `stop` once on SIGTERM or SIGINT, then exits; a stop that hangs is cut off after `limitMs`. */
export function onStopSignal(stop: () => Promise<void>, limitMs: number): void {
  let stopping = false;
  const begin = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info("stopping", { signal });
    setTimeout(() => process.exit(1), limitMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error("stopping failed", { error });
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", () => begin("SIGTERM"));
  process.on("SIGINT", () => begin("SIGINT"));
}
