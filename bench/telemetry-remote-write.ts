import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { requestV1, sample, seriesV1 } from "../lib/interop/telemetry/remote-write/testing/write-requests.ts";

const REQUESTS = 60;
const SERIES = 500;
const SAMPLES = 4;
const STEP_MS = 15_000;
export const REMOTE_SAMPLES = REQUESTS * SERIES * SAMPLES;

/** Requests of remote write 1.0 with 500 series of four samples each, one after the other in time. */
export function remoteWrites(now: number): Uint8Array[] {
  const begin = now - REQUESTS * SAMPLES * STEP_MS;
  return Array.from({ length: REQUESTS }, (_, number) =>
    requestV1((message) => {
      for (let series = 0; series < SERIES; series += 1) {
        const labels = {
          __name__: "model_value",
          instance: `host-${series % 20}`,
          job: "bench-model",
          part: `${series}`,
        };
        const parts = Array.from({ length: SAMPLES }, (__, index) =>
          sample(Math.sin(series + number) * 100, begin + (number * SAMPLES + index) * STEP_MS),
        );
        seriesV1(labels, ...parts)(message);
      }
    }),
  );
}

export const remoteHeaders = {
  "content-type": "application/x-protobuf",
  "content-encoding": "snappy",
  "x-prometheus-remote-write-version": "0.1.0",
};

function programOf(name: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Samples a second that Debian's prometheus takes of the same requests, undefined where it is not installed. */
export async function prometheusRate(folder: string, bodies: readonly Uint8Array[]): Promise<number | undefined> {
  const program = programOf("prometheus");
  if (program === undefined) return undefined;
  const place = join(folder, "prometheus");
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "prometheus.yml"), "global: {}\n");
  const address = "127.0.0.1:4649";
  const flags = ["--web.enable-remote-write-receiver", `--web.listen-address=${address}`];
  const child = spawn(
    program,
    [...flags, `--config.file=${join(place, "prometheus.yml")}`, `--storage.tsdb.path=${join(place, "data")}`],
    { stdio: "ignore" },
  );
  try {
    for (let tries = 0; tries < 100; tries += 1) {
      const ready = await fetch(`http://${address}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (ready) break;
      await delay(100);
    }
    const began = performance.now();
    for (const body of bodies) {
      const init = { method: "POST", headers: remoteHeaders, body: Buffer.from(body) };
      const answer = await fetch(`http://${address}/api/v1/write`, init);
      if (!answer.ok) throw new Error(`prometheus answered ${answer.status}: ${await answer.text()}`);
    }
    return REMOTE_SAMPLES / ((performance.now() - began) / 1_000);
  } finally {
    child.kill("SIGTERM");
  }
}
