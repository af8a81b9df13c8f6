import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface RunningWitness {
  /** The line with its key, as it is printed. */
  readonly keyLine: string;
  readonly url: string;
  stop(): Promise<void>;
}

/** The words of a command line as a shell would split it: by spaces, quoted parts whole. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map((found) => found[1] ?? found[2] ?? "");

/** Runs the witness with the options of this command line, but on a free port of this machine, with a state of its own. */
export async function runWitness(commandLine: string): Promise<RunningWitness> {
  const state = mkdtempSync(join(tmpdir(), "modelkeep-e2e-witness-"));
  const options = wordsOf(commandLine);
  const own = new Map([
    ["--listen", "127.0.0.1:0"],
    ["--state", state],
  ]);
  const words = options.slice(options.indexOf("--listen")).map((word, at, all) => own.get(all[at - 1] ?? "") ?? word);
  const child = spawn(process.execPath, ["public/verify/modelkeep-witness.mjs", ...words], { stdio: "pipe" });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  let text = "";
  const ready = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (part: Buffer) => {
        text += part.toString();
        if (text.includes("listens on ")) resolve();
      });
    }
    void ended.then(() => reject(new Error(`The witness ended.\n${text}`)));
  });
  await ready;
  return {
    keyLine: /^witness .*$/m.exec(text)?.[0] ?? "",
    url: /listens on (\S+)/.exec(text)?.[1] ?? "",
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      rmSync(state, { recursive: true, force: true });
    },
  };
}
