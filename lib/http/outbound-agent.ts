import { lookup, type LookupAddress } from "node:dns";
import { Agent as HttpAgent, type ClientRequestArgs } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { Duplex } from "node:stream";
import { env } from "../env.ts";
import { bareHost, isAllowed, isPublicAddress, parseAllowances } from "./outbound-address.ts";

function refusal(host: string): Error {
  return new Error(
    `${host} is inside a private or reserved network. An operator can list it in MODELKEEP_OUTBOUND_ALLOW.`,
  );
}

function judged(host: string, port: number, found: readonly LookupAddress[]): boolean {
  const allowances = parseAllowances(env().MODELKEEP_OUTBOUND_ALLOW);
  return found.every(({ address }) => isPublicAddress(address) || isAllowed(allowances, { host, port, address }));
}

/** Resolves a name once, judges each of its addresses and hands the judged one to the connection. */
function guardedLookup(port: number): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { all: true, verbatim: true }, (error, found) => {
      const first = found?.[0];
      if (error !== null || first === undefined) return done(error ?? new Error(`${hostname} has no address.`), "", 0);
      if (!judged(bareHost(hostname), port, found)) return done(refusal(hostname), "", 0);
      if (options.all === true) return done(null, [first]);
      return done(null, first.address, first.family);
    });
  };
}

function guard(options: ClientRequestArgs): ClientRequestArgs {
  const host = bareHost(options.host ?? options.hostname ?? "");
  const port = Number(options.port ?? 0);
  const family = isIP(host);
  if (family !== 0 && !judged(host, port, [{ address: host, family }])) throw refusal(host);
  return { ...options, lookup: guardedLookup(port) };
}

type Connect = (options: ClientRequestArgs, done?: (error: Error | null, stream: Duplex) => void) => Duplex;

/**
 * An agent for libraries that bring their own HTTP client (OpenID Connect): connections go only where `outboundFetch` may go.
 * `protocol` is "http:" or "https:".
 */
export function guardedAgent(protocol: string): HttpAgent {
  const agent = protocol === "https:" ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false });
  const open = agent as unknown as { createConnection: Connect };
  const connect = open.createConnection.bind(agent);
  open.createConnection = (options, done) => connect(guard(options), done);
  return agent;
}
