/** What many clients (or hours of one) have in common, and how far each goes its own way. */
export interface SharedHabits {
  /** Share of each part: the mean over all, in which one that asks a lot counts for little more than others when they differ much. */
  readonly shares: readonly number[];
  /** Intraclass correlation that they may have at most, 0 to 1: 0 when they are more alike than chance has it. */
  readonly correlation: number;
  /** Independent events that all of them together are worth. */
  readonly worth: number;
}

const ROUNDS = 4;
/**
 * Of the standard error, which is added: few peers, or peers with few events, say little about how much people differ. Of few peers
 * more is added, towards the 84 % limit of chi-square over its degrees.
 */
const FEW = 3;

/** How many independent events `n` events of one client are worth: at most 1/correlation, however many there are. */
export function worthOf(n: number, correlation: number): number {
  return n === 0 ? 0 : n / (1 + (n - 1) * correlation);
}

type Client = { readonly n: number; readonly parts: readonly number[] };

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function weighted(clients: readonly Client[], correlation: number): SharedHabits & { weights: number[] } {
  const weights = clients.map(({ n }) => worthOf(n, correlation));
  const worth = sum(weights);
  const places = clients[0]?.parts.map((_, place) => place) ?? [];
  const shares = places.map(
    (place) => clients.reduce((total, { parts }, k) => total + (weights[k] ?? 0) * (parts[place] ?? 0), 0) / worth,
  );
  return { shares, correlation, worth, weights };
}

function correlationOf(
  clients: readonly Client[],
  { shares, weights, worth }: ReturnType<typeof weighted>,
  few: number,
): number {
  const variance = shares.reduce((total, share) => total + share * (1 - share), 0);
  let [spread, chance, own] = [0, 0, 0];
  clients.forEach(({ n, parts }, k) => {
    const weight = weights[k] ?? 0;
    const left = weight * (1 - weight / worth);
    spread += weight * parts.reduce((distance, part, place) => distance + (part - (shares[place] ?? 0)) ** 2, 0);
    chance += left / n;
    own += left * (1 - 1 / n);
  });
  if (!(variance > 0 && own > 0)) return 0;
  const degrees = clients.length - 1;
  const margin = (1 + few / degrees) * (Math.sqrt(2 * degrees) / own);
  return Math.min(1, Math.max(0, (spread / variance - chance) / own + margin));
}

/**
 * Mean shares and intraclass correlation of counts by part, one list for each client: people differ, and of one who asks a lot
 * chance explains ever less. By weighted moments (Kleinman 1973), a standard error up. Clients without events do not count.
 */
export function habitsOf(clients: readonly (readonly number[])[], few = FEW): SharedHabits {
  const known = clients
    .map((counts) => ({ n: sum(counts), counts }))
    .filter(({ n }) => n > 0)
    .map(({ n, counts }) => ({ n, parts: counts.map((count) => count / n) }));
  let habits = weighted(known, 0);
  for (let round = 0; round < ROUNDS; round += 1) habits = weighted(known, correlationOf(known, habits, few));
  const { shares, correlation, worth } = habits;
  return { shares, correlation, worth };
}
