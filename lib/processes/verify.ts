import { NotReadable, WrongUsage } from "../verifier/finding.ts";
import { parseOptions, USAGE } from "../verifier/options.ts";
import { reportText } from "../verifier/report.ts";
import { runVerifier } from "../verifier/run-verifier.ts";

const SHOW_EVERY_MS = 500;

function progress(quiet: boolean): (entries: number, of: number) => void {
  let shown = 0;
  return (entries, of) => {
    const now = Date.now();
    if (quiet || (now - shown < SHOW_EVERY_MS && entries < of)) return;
    shown = now;
    const percent = of === 0 ? 100 : Math.floor((entries / of) * 100);
    const end = process.stderr.isTTY ? "\r" : "\n";
    process.stderr.write(`  ${percent} %  ${entries} of ${of} entries${end}`);
    if (entries >= of && process.stderr.isTTY) process.stderr.write("\n");
  };
}

/** Runs the verifier and gives the exit code: 0 verified, 1 failed, 2 wrong usage, 3 could not be read. */
async function main(words: readonly string[]): Promise<number> {
  if (words.length === 0 || words.includes("--help")) {
    process.stdout.write(USAGE);
    return words.length === 0 ? 2 : 0;
  }
  try {
    const options = parseOptions(words);
    const report = await runVerifier(options, { now: () => Date.now(), onProgress: progress(options.quiet) });
    process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
    return report.verified ? 0 : 1;
  } catch (error) {
    if (error instanceof WrongUsage) process.stderr.write(`${error.message}\n\n${USAGE}`);
    else if (error instanceof NotReadable) process.stderr.write(`Could not be read: ${error.message}\n`);
    else throw error;
    return error instanceof WrongUsage ? 2 : 3;
  }
}

process.exitCode = await main(process.argv.slice(2));
