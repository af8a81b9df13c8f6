import { behaviourEvidence } from "../../detection/clients/behaviour-evidence.ts";
import type { ClientQuestion, ClientWindow } from "../../detection/clients/client-window.ts";
import { evasionSignal } from "../../detection/clients/evasion-signal.ts";
import { extractionSignal } from "../../detection/clients/extraction-signal.ts";
import { feedbackPoisoning } from "../../detection/clients/feedback-poisoning.ts";
import { membershipSignal } from "../../detection/clients/membership-signal.ts";
import type { Hits } from "../../stats/counts/fisher-exact.ts";
import type { SecuritySignal } from "../../detection/clients/security-signal.ts";
import { mostPools, sybilPools } from "../../detection/clients/sybil-pools.ts";
import { clientAlpha } from "./budget-shares.ts";
import { toldSeverity } from "./told-severity.ts";

const LEAST_QUERIES = 50;
const JUDGED = 40;
const BEHAVIOURS = 3;
const WORTH = 0.5;

/** What a client did in an hour, and the labels that it sent back. */
export interface HourClient {
  readonly name: string;
  readonly window: ClientWindow;
  readonly labelled: number;
  readonly flips: number;
}

/** A client's own earlier hours: all that are known, and those by which its habits are known, with the labels sent back in them. */
export interface ClientPast extends Required<Pick<ClientQuestion, "history" | "settled">> {
  readonly feedback: readonly Hits[];
}

/** Of a client of which nothing is known. */
export const NO_PAST: ClientPast = { history: [], settled: [], feedback: [] };

/** Something about clients that is worth a word. */
export interface ClientFinding {
  readonly signal: SecuritySignal;
  /** Those whom it is about; several for a pool. */
  readonly clients: readonly string[];
  /** Low unless the budget of false pages allows to tell people of it. */
  readonly severity: "high" | "medium" | "low";
}

/** The clients of an hour that are judged one by one: the busiest of those with 50 queries or more, in the order given. */
export function judgedClients<Client extends HourClient>(clients: readonly Client[]): Client[] {
  return clients.filter(({ window }) => window.n >= LEAST_QUERIES).slice(0, JUDGED);
}

type Finding = Omit<ClientFinding, "severity">;

/** Who sent most of the labels that came back; undefined when there are no clients. */
export function busiestLabeller<Client extends HourClient>(clients: readonly Client[]): Client | undefined {
  return [...clients].sort((left, right) => right.labelled - left.labelled)[0];
}

/** Whether one client sends most of the labels that come back, and contradicts the model where others do not. */
function poisoning(clients: readonly HourClient[], pastOf: (name: string) => ClientPast): Finding[] {
  const top = busiestLabeller(clients);
  const signal = feedbackPoisoning(
    clients.map(({ name, labelled, flips }) => ({
      ...{ client: name, labels: { labels: labelled }, flips },
      ...(name === top?.name ? { settled: pastOf(name).feedback } : {}),
    })),
  );
  return signal === null || top === undefined ? [] : [{ signal, clients: [top.name] }];
}

/**
 * What looks like an attack in how clients asked in an hour (the busiest first), beside their peers and their own past. The hour's
 * part of the false pages that are accepted in a month is divided over its tests: three behaviours of each client that is
 * judged, the pools that there may be, and the labels sent back. What is less surprising than that is given, but not told.
 */
export function clientSignals(
  clients: readonly HourClient[],
  { pages, pastOf }: { pages: number; pastOf: (name: string) => ClientPast },
): ClientFinding[] {
  const judged = judgedClients(clients);
  const named = clients.map(({ name, window }) => ({ client: name, window, settled: pastOf(name).settled }));
  const alpha = clientAlpha(pages, judged.length * BEHAVIOURS + mostPools(named) + 1);
  const worth = (found: readonly Finding[]): ClientFinding[] =>
    found
      .filter(({ signal }) => signal.sure >= WORTH)
      .sort(
        (left, right) =>
          Number(right.signal.p < alpha) - Number(left.signal.p < alpha) || right.signal.sure - left.signal.sure,
      )
      .map((finding) => ({ ...finding, severity: toldSeverity(finding.signal.sure, finding.signal.p < alpha) }));
  const single = judged.flatMap(({ name, window }): ClientFinding[] => {
    const peers = clients.filter((other) => other.name !== name).map((other) => other.window);
    const question = { current: window, peers, ...pastOf(name) };
    const known = behaviourEvidence(question);
    const signals = [extractionSignal, evasionSignal, membershipSignal].flatMap((signalOf) => {
      const signal = signalOf(question, known);
      return signal === null ? [] : [{ signal, clients: [name] }];
    });
    return worth(signals).slice(0, 1);
  });
  return [...worth(poisoning(clients, pastOf)), ...single, ...worth(sybilPools(named))];
}
