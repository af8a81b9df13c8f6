import { setTimeout as sleep } from "node:timers/promises";
import { NotReadable, VerificationFailed } from "./finding.ts";
import type { LogSource } from "./log-source.ts";

const ATTEMPTS = 4;
const TIMEOUT_MS = 30_000;

async function bodyUpTo(response: Response, path: string, limit: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    length += part.value.length;
    if (length > limit) {
      await reader?.cancel();
      throw new VerificationFailed(path, `the answer is longer than ${limit} bytes`);
    }
    parts.push(part.value);
  }
  return Buffer.concat(parts, length);
}

function refusal(status: number): string {
  if (status === 401 || status === 403) return `the server wants a key that may read the trail (${status}); see --key`;
  if (status >= 300 && status < 400) return `the server sends elsewhere (${status}); give the final address`;
  return `the server answered ${status}`;
}

async function attempt(url: URL, headers: Record<string, string>, path: string, limit: number) {
  const response = await fetch(url, { headers, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (response.status === 200) return { bytes: await bodyUpTo(response, path, limit) };
  await response.body?.cancel();
  if (response.status === 404 || response.status === 410) return { bytes: undefined };
  if (response.status === 429 || response.status >= 500) return { again: `the server answered ${response.status}` };
  throw new NotReadable(`${url.href}: ${refusal(response.status)}`);
}

/** A log over HTTP. `key` goes along as a bearer token; busy servers and broken connections are tried again. */
export function urlSource(address: string, key: string | undefined): LogSource {
  const prefix = address.endsWith("/") ? address : `${address}/`;
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const read = async (path: string, limit: number): Promise<Buffer | undefined> => {
    const url = new URL(path, prefix);
    let reason = "";
    for (let round = 0; round < ATTEMPTS; round += 1) {
      if (round > 0) await sleep(300 * 3 ** round);
      try {
        const outcome = await attempt(url, headers, path, limit);
        if (!("again" in outcome)) return outcome.bytes;
        reason = outcome.again ?? "";
      } catch (error) {
        if (error instanceof NotReadable || error instanceof VerificationFailed) throw error;
        const { message, cause } = error as Error;
        reason = cause instanceof Error ? `${message}: ${cause.message}` : message;
      }
    }
    throw new NotReadable(`${url.href}: ${reason}`);
  };
  return {
    what: address,
    ahead: 16,
    read,
    stream: async () => undefined,
    partialWidths: async () => [],
    close: async () => undefined,
  };
}
