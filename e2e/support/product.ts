import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const READY_WITHIN_MS = 240_000;
const STOP_WITHIN_MS = 15_000;

export interface RunningProduct {
  readonly url: string;
  readonly dataDir: string;
  /** What the launcher has printed so far, among it the one-time set-up link while no user exists. */
  output(): string;
  stop(): Promise<void>;
}

/** A port of 127.0.0.1 that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("The system gave no port.");
  return address.port;
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/health/ready`)).status === 200;
  } catch {
    return false;
  }
}

async function waitUntilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const end = Date.now() + READY_WITHIN_MS;
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`The product ended with code ${child.exitCode}.\n${output()}`);
    if (Date.now() > end) throw new Error(`The product was not ready after ${READY_WITHIN_MS / 1000} s.\n${output()}`);
    await delay(100);
  }
}

/** Asks the launcher to stop (it ends its own children), and ends its group when it does not. */
async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const group = -child.pid;
  const ended = new Promise<boolean>((resolve) => child.once("close", () => resolve(true)));
  child.kill("SIGINT");
  if (await Promise.race([ended, delay(STOP_WITHIN_MS, false)])) return;
  process.kill(group, "SIGKILL");
  await ended;
}

/** The surroundings without settings of a product: neither this machine's nor those of the run's own. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: "1" };
  const setting = /^(?:DATABASE_|MODELKEEP_|SMTP_|OIDC_|MAIL_|PORT$|HOST$|FORCE_COLOR$)/;
  for (const name of Object.keys(env).filter((each) => setting.test(each))) Reflect.deleteProperty(env, name);
  return env;
}

/**
 * Starts the whole product as `npm start` does, with its production build, on a free port and a data folder of its own,
 * and waits until it is ready. `environment` is added to the launcher's.
 */
export async function startProduct(environment: Readonly<Record<string, string>> = {}): Promise<RunningProduct> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const dataDir = mkdtempSync(join(tmpdir(), "modelkeep-e2e-"));
  const args = ["scripts/start.mjs", "--host", "127.0.0.1", "--port", String(port), "--data", dataDir];
  const child = spawn(process.execPath, args, {
    env: { ...cleanEnvironment(), MODELKEEP_URL: url, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => (text += part.toString()));
  const stop = async (): Promise<void> => {
    await stopChild(child);
    rmSync(dataDir, { recursive: true, force: true });
  };
  const endAtOnce = (): void => void child.kill("SIGTERM");
  process.once("exit", endAtOnce);
  child.once("close", () => process.off("exit", endAtOnce));
  try {
    await waitUntilReady(url, child, () => text);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, dataDir, output: () => text, stop };
}
