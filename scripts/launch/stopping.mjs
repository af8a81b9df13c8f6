/**
 * Ends a run: worker, then web, then the database, within ten seconds.
 *
 *   stopEverything(run, { hurry }?)       safe to call twice
 *   stopOnSignals(run) -> undo()          Ctrl-C, SIGTERM, SIGHUP; a second Ctrl-C hastens
 */
const sameKeystroke = 700;

async function stopInOrder(run) {
  run.tools?.stopAll();
  await run.watcher?.stop().catch(() => {});
  await run.worker?.stop(4000);
  await run.web?.stop();
  const cluster = await run.clusterStart?.catch(() => null);
  await cluster?.stop({ hurry: run.hurried });
  run.folder?.release();
}

/** Stops whatever of the run is up, in order. */
export function stopEverything(run) {
  run.stopping ??= stopInOrder(run);
  return run.stopping;
}

function hasten(run) {
  run.hurried = true;
  run.board.line("  Stopping at once.");
  run.worker?.kill();
  run.web?.kill();
  run.clusterStart?.then((cluster) => cluster.stop({ hurry: true })).catch(() => {});
}

/** Stops the run on the usual signals. npm passes a Ctrl-C on, so the same keystroke can arrive twice. */
export function stopOnSignals(run) {
  let first = 0;
  const onSignal = (name) => {
    if (first > 0) {
      if (Date.now() - first > sameKeystroke) hasten(run);
      return;
    }
    first = Date.now();
    run.board.line("");
    run.board.line("  Stopping worker, web and database. Ctrl-C again hastens.");
    process.exitCode = run.ready ? 0 : name === "SIGTERM" ? 143 : 130;
    stopEverything(run).then(() => {
      run.board.line(`  Stopped after ${((Date.now() - first) / 1000).toFixed(1)} s.`);
      process.exit();
    });
  };
  const names = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const name of names) process.on(name, onSignal);
  return () => names.forEach((name) => process.off(name, onSignal));
}
