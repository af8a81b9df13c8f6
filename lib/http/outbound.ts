import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { request as httpRequest, type ClientRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { env } from "../env.ts";
import { bareHost, isAllowed, isPublicAddress, parseAllowances } from "./outbound-address.ts";

type OutboundFailure =
  "bad_address" | "refused_address" | "unreachable" | "redirect" | "timeout" | "too_large" | "wrong_type" | "aborted";

/** Why an outgoing request did not happen or was cut, in plain words. `kind` is for code. */
export class OutboundError extends Error {
  override readonly name = "OutboundError";
  readonly kind: OutboundFailure;

  constructor(kind: OutboundFailure, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
  }
}

export type OutboundOptions = {
  method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** From resolving the name to the last byte; default 10 s. */
  timeoutMs?: number;
  /** Of the answer's body; default 1 MB. */
  maxBytes?: number;
  /** Media types the answer may have; any when left out. Checked for 2xx answers. */
  accept?: readonly string[];
  signal?: AbortSignal;
};

export type OutboundResponse = {
  status: number;
  /** Names in lower case; repeated headers joined by ", ". */
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
};

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_MAX_BYTES = 1_000_000;
const FORBIDDEN_HEADERS = ["host", "connection", "content-length", "transfer-encoding", "upgrade", "expect", "te"];

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw new OutboundError("bad_address", "This is not a complete address.");
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new OutboundError("bad_address", "Only addresses that begin with https:// or http:// can be called.");
  }
  if (url.username !== "" || url.password !== "") {
    throw new OutboundError("bad_address", "An address must not carry a user name or password.");
  }
  return url;
}

async function resolve(host: string): Promise<LookupAddress[]> {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  try {
    return await lookup(host, { all: true, verbatim: true });
  } catch (error) {
    throw new OutboundError("unreachable", `The name ${host} cannot be resolved.`, error);
  }
}

/** The one address to connect to. Every address of the name must pass, so that a mixed answer cannot smuggle one in. */
async function chooseAddress(url: URL): Promise<LookupAddress> {
  const host = bareHost(url.hostname);
  const port = Number(url.port === "" ? (url.protocol === "https:" ? 443 : 80) : url.port);
  const allowances = parseAllowances(env().MODELKEEP_OUTBOUND_ALLOW);
  const found = await resolve(host);
  const first = found[0];
  if (first === undefined) throw new OutboundError("unreachable", `The name ${host} has no address.`);
  for (const { address } of found) {
    if (isPublicAddress(address) || isAllowed(allowances, { host, port, address })) continue;
    throw new OutboundError(
      "refused_address",
      `${host} is inside a private or reserved network. An operator can list it in MODELKEEP_OUTBOUND_ALLOW.`,
    );
  }
  return first;
}

function safeHeaders(options: OutboundOptions): Record<string, string> {
  const headers: Record<string, string> = { "user-agent": "Modelkeep", "accept-encoding": "identity" };
  if (options.accept !== undefined) headers["accept"] = options.accept.join(", ");
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (FORBIDDEN_HEADERS.includes(name.toLowerCase())) {
      throw new OutboundError("bad_address", `The header ${name} cannot be set by hand.`);
    }
    headers[name.toLowerCase()] = value;
  }
  return headers;
}

function open(url: URL, pinned: LookupAddress, options: OutboundOptions, signal: AbortSignal): ClientRequest {
  const host = bareHost(url.hostname);
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  return request({
    protocol: url.protocol,
    hostname: host,
    port: url.port === "" ? undefined : Number(url.port),
    path: `${url.pathname}${url.search}`,
    method: options.method ?? "GET",
    headers: safeHeaders(options),
    agent: false,
    signal,
    lookup: (_name, how, done) => {
      if (how.all === true) done(null, [pinned]);
      else done(null, pinned.address, pinned.family);
    },
    ...(isIP(host) === 0 ? { servername: host } : {}),
  });
}

function answerOf(request: ClientRequest, body: string | Uint8Array | undefined): Promise<IncomingMessage> {
  return new Promise((done, failed) => {
    request.once("response", done);
    request.once("error", failed);
    request.end(body);
  });
}

async function readAll(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = (): OutboundError =>
    new OutboundError("too_large", `The answer is larger than the ${maxBytes} bytes that are read here.`);
  if (Number(response.headers["content-length"] ?? 0) > maxBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function checkAnswer(response: IncomingMessage, accept: readonly string[] | undefined): number {
  const status = response.statusCode ?? 0;
  if (status >= 300 && status < 400 && response.headers.location !== undefined) {
    throw new OutboundError(
      "redirect",
      "The address answers with a redirect, which is not followed. Use the final address.",
    );
  }
  const type = (response.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (accept !== undefined && status >= 200 && status < 300 && status !== 204 && !accept.includes(type)) {
    throw new OutboundError(
      "wrong_type",
      `The answer is ${type === "" ? "of no stated type" : type}, not ${accept.join(" or ")}.`,
    );
  }
  return status;
}

function plainHeaders(response: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}

async function exchange(url: URL, options: OutboundOptions, signal: AbortSignal): Promise<OutboundResponse> {
  const pinned = await chooseAddress(url);
  signal.throwIfAborted();
  const request = open(url, pinned, options, signal);
  try {
    const response = await answerOf(request, options.body);
    const status = checkAnswer(response, options.accept);
    return {
      status,
      headers: plainHeaders(response),
      body: await readAll(response, options.maxBytes ?? DEFAULT_MAX_BYTES),
    };
  } finally {
    request.destroy();
  }
}

/** Settles with the work, or rejects as soon as the signal fires: resolving a name cannot be interrupted otherwise. */
function raced<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, failed) => {
    const stop = (): void => failed(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(done, failed).finally(() => signal.removeEventListener("abort", stop));
  });
}

/**
 * The one door for outgoing HTTP. The name is resolved once, each of its addresses is judged, and the connection goes to
 * the address that was judged. No redirects, no reuse of connections, limits on time and size. Any status is an answer;
 * throws OutboundError for everything else. MODELKEEP_OUTBOUND_ALLOW lists hosts and networks that are exempt.
 */
export async function outboundFetch(address: string, options: OutboundOptions = {}): Promise<OutboundResponse> {
  const url = parseUrl(address);
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const deadline = AbortSignal.timeout(timeoutMs);
  const signal = options.signal === undefined ? deadline : AbortSignal.any([deadline, options.signal]);
  try {
    return await raced(exchange(url, options, signal), signal);
  } catch (error) {
    if (error instanceof OutboundError) throw error;
    if (options.signal?.aborted === true) throw new OutboundError("aborted", "The request was called off.", error);
    if (deadline.aborted) {
      throw new OutboundError("timeout", `${url.host} did not answer completely within ${timeoutMs / 1000} s.`, error);
    }
    throw new OutboundError("unreachable", `${url.host} cannot be reached or broke off.`, error);
  }
}
