import { sayNumber } from "../words/say-number.ts";
import { behaviourDistance } from "./behaviour-distance.ts";
import type { ClientWindow } from "./client-window.ts";
import { extractionSignal } from "./extraction-signal.ts";
import { poolWindows } from "./pool-windows.ts";
import { ATLAS, type SecuritySignal } from "./security-signal.ts";

/** A client with its window. */
export interface NamedClient {
  readonly client: string;
  readonly window: ClientWindow;
}

/** Clients that behave as one. */
export interface SybilPool {
  readonly clients: readonly string[];
  readonly pooled: ClientWindow;
  readonly signal: SecuritySignal;
}

const NEARLY_EQUAL = 0.1;
const LEAST_CLIENTS = 3;
const LEAST_QUERIES = 20;
const MOST_CLIENTS = 200;
const LEAST_SURE = 0.3;

/** Groups of clients, each nearly equal to the group's first one; the busiest first. */
function nearlyEqual(clients: readonly NamedClient[]): NamedClient[][] {
  const groups: NamedClient[][] = [];
  for (const one of clients) {
    const group = groups.find(([first]) => first && behaviourDistance(first.window, one.window) < NEARLY_EQUAL);
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups.filter((group) => group.length >= LEAST_CLIENTS);
}

/**
 * Ten slow keys as one attacker: clients whose behaviour is nearly equal are pooled, and the pool is tested against all
 * others for extraction; being alike is no offence, so only pools with a finding are given, the surest first. Looks at
 * the 200 busiest clients with 20 queries or more; the number of queries of a pool is no evidence.
 */
export function sybilPools(clients: readonly NamedClient[]): SybilPool[] {
  const busy = clients
    .filter(({ window }) => window.n >= LEAST_QUERIES)
    .sort((left, right) => right.window.n - left.window.n || (left.client < right.client ? -1 : 1))
    .slice(0, MOST_CLIENTS);
  const pools = nearlyEqual(busy).flatMap((group): SybilPool[] => {
    const names = new Set(group.map(({ client }) => client));
    const pooled = poolWindows(group.map(({ window }) => window));
    const peers = clients.filter(({ client }) => !names.has(client)).map(({ window }) => window);
    // The pool's n is that of the average client, so that a pool is no offender for being many.
    const found = extractionSignal({ current: pooled, peers, history: [pooled, pooled, pooled, pooled, pooled] });
    if (found === null || found.sure < LEAST_SURE) return [];
    const signal: SecuritySignal = {
      ...found,
      kind: "sybil",
      saw: `${sayNumber(group.length)} clients behave as one. Together: ${found.saw}`,
      techniques: [ATLAS.accounts, ...found.techniques],
      evidence: { ...found.evidence, clients: group.length },
    };
    return [{ clients: [...names], pooled, signal }];
  });
  return pools.sort((left, right) => right.signal.sure - left.signal.sure);
}
