import { formatVerifierKey } from "../merkle/verifier-key.ts";
import { parseWitnessOptions, WITNESS_USAGE, type WitnessOptions } from "../witness/options.ts";
import { witnessKey } from "../witness/witness-key.ts";
import { witnessServer } from "../witness/witness-server.ts";
import { WitnessState } from "../witness/witness-state.ts";
import { Witness } from "../witness/witness.ts";

function readOptions(words: readonly string[]): WitnessOptions | undefined {
  try {
    return parseWitnessOptions(words);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${WITNESS_USAGE}`);
    return undefined;
  }
}

function start({ host, port, state: folder, name, logs }: WitnessOptions): void {
  const state = WitnessState.open(folder);
  process.on("exit", () => state.close());
  const signer = witnessKey(state, name);
  const witness = new Witness({ state, signer, logs, now: () => Math.floor(Date.now() / 1_000) });
  const report = (line: string): void => void process.stdout.write(`${new Date().toISOString()} ${line}\n`);
  const server = witnessServer(witness, report);
  server.on("error", (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  server.listen(port, host, () => {
    const bound = server.address();
    const shown = typeof bound === "object" && bound !== null ? bound.port : port;
    process.stdout.write(`witness ${formatVerifierKey(signer.key)}\n`);
    for (const key of logs) process.stdout.write(`watches ${formatVerifierKey(key)}\n`);
    process.stdout.write(`listens on http://${host.includes(":") ? `[${host}]` : host}:${shown}\n`);
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      server.close(() => process.exit(0));
      server.closeAllConnections();
    });
  }
}

const options = readOptions(process.argv.slice(2));
if (options === undefined) process.exitCode = 2;
else {
  try {
    start(options);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
