import { sayNumber } from "../words/say-number.ts";
import { behaviourDistance } from "./behaviour-distance.ts";
import type { ClientWindow } from "./client-window.ts";
import { extractionSignal } from "./extraction-signal.ts";
import { averageWindow, poolWindows } from "./pool-windows.ts";
import { ATLAS, type SecuritySignal } from "./security-signal.ts";

/** A client with its window. */
export interface NamedClient {
  readonly client: string;
  readonly window: ClientWindow;
  /** Its own earlier windows by which its habits are known; none when absent. */
  readonly settled?: readonly ClientWindow[];
}

/** Clients that behave as one. */
export interface SybilPool {
  readonly clients: readonly string[];
  readonly pooled: ClientWindow;
  readonly signal: SecuritySignal;
}

const NEARLY_EQUAL = 0.1;
/** Who behaves more like a pool than this is not compared with it. */
const SIMILAR = 0.2;
const LEAST_CLIENTS = 3;
const LEAST_QUERIES = 20;
const MOST_CLIENTS = 200;
const LEAST_SURE = 0.3;
/** Earlier windows of all of a pool that are looked at. */
const MOST_SETTLED = 200;

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

function busiest(clients: readonly NamedClient[]): NamedClient[] {
  return clients
    .filter(({ window }) => window.n >= LEAST_QUERIES)
    .sort((left, right) => right.window.n - left.window.n || (left.client < right.client ? -1 : 1))
    .slice(0, MOST_CLIENTS);
}

/** How many pools of these clients may be tested at most. */
export function mostPools(clients: readonly NamedClient[]): number {
  return Math.floor(busiest(clients).length / LEAST_CLIENTS);
}

/**
 * Ten slow keys as one attacker: clients whose behaviour is nearly equal are pooled, and the pool is tested against all
 * others for extraction; being alike is no offence, so only pools with a finding are given, the surest first. Looks at
 * the 200 busiest clients with 20 queries or more. A pool counts as much as one of its clients does on average: they were
 * chosen for being alike, so what chance made of one of them it made of all.
 */
export function sybilPools(clients: readonly NamedClient[]): SybilPool[] {
  const busy = busiest(clients);
  const pools = nearlyEqual(busy).flatMap((group): SybilPool[] => {
    const names = new Set(group.map(({ client }) => client));
    const pooled = poolWindows(group.map(({ window }) => window));
    // More keys of the same kind are no peers: they would make it look usual.
    const peers = clients
      .filter(({ client, window }) => !names.has(client) && behaviourDistance(pooled, window) >= SIMILAR)
      .map(({ window }) => window);
    const current = averageWindow(pooled, group.length);
    const each = Math.ceil(MOST_SETTLED / group.length);
    const settled = group.flatMap((one) => one.settled?.slice(0, each) ?? []);
    // Its number of queries is no evidence: against itself it never is.
    const found = extractionSignal({ current, peers, history: Array<ClientWindow>(5).fill(current), settled });
    if (found === null || found.sure < LEAST_SURE) return [];
    const signal: SecuritySignal = {
      ...found,
      kind: "sybil",
      saw: `${sayNumber(group.length)} clients behave as one. Together: ${found.saw}`,
      techniques: [ATLAS.accounts, ...found.techniques],
      evidence: { ...found.evidence, queries: pooled.n, clients: group.length },
    };
    return [{ clients: [...names], pooled, signal }];
  });
  return pools.sort((left, right) => right.signal.sure - left.signal.sure);
}
