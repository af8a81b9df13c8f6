import { describe, expect, it } from "vitest";
import {
  chance,
  feedbackOf,
  hourOf,
  odds,
  population,
  someone,
  type Habits,
} from "../../detection/testing/client-month.ts";
import { clientAlpha, contentAlpha } from "./budget-shares.ts";
import { clientSignals, NO_PAST, type ClientFinding, type ClientPast, type HourClient } from "./client-signals.ts";

const DAY = 24;
const WEEK = 7 * DAY;
const MONTH = 30 * DAY;

type Seen = ClientFinding & { readonly hour: number };

/** What is said of a model in hours of which the first `before` are not looked at; habits settle after a day, as when judging. */
function watch(
  habits: readonly Habits[],
  about: { seed: number; before: number; hours: number; pages?: number },
): Seen[] {
  const source = chance(about.seed);
  const past = new Map<string, (HourClient & { hour: number })[]>();
  const seen: Seen[] = [];
  for (let hour = 0; hour < about.before + about.hours; hour += 1) {
    const clients = habits
      .flatMap((each): HourClient[] => {
        const window = hourOf(each, hour, source);
        return window === null ? [] : [{ name: each.name, window, ...feedbackOf(each, window, source) }];
      })
      .sort((left, right) => right.window.n - left.window.n);
    if (hour >= about.before) {
      const pasts = new Map(
        clients.map(({ name }): [string, ClientPast] => {
          const own = past.get(name) ?? [];
          const settled = own.filter((one) => one.hour < hour - DAY);
          const feedback = settled.map(({ labelled, flips }) => ({ count: flips, total: labelled }));
          const [history, habits] = [own, settled].map((hours) => hours.map(({ window }) => window));
          return [name, { history: history ?? [], settled: habits ?? [], feedback }];
        }),
      );
      const pastOf = (name: string) => pasts.get(name) ?? NO_PAST;
      const found = clientSignals(clients, { pages: about.pages ?? 1, pastOf });
      seen.push(...found.map((each) => ({ ...each, hour })));
    }
    for (const client of clients) {
      const own = (past.get(client.name) ?? []).filter((one) => one.hour > hour - WEEK);
      past.set(client.name, [...own, { ...client, hour }]);
    }
  }
  return seen;
}

/** The alerts that open: of what is told, once for each client (or pool) and kind until a day without it. */
function pagesOf(seen: readonly Seen[]): string[] {
  const last = new Map<string, number>();
  return seen.flatMap(({ hour, severity, signal, clients }) => {
    if (severity === "low") return [];
    const id = `${signal.kind} ${[...clients].sort()[0] ?? ""}`;
    const again = hour - (last.get(id) ?? -Infinity) < DAY;
    last.set(id, hour);
    return again ? [] : [`${id} at ${hour}: ${signal.saw}`];
  });
}

const told = (seen: readonly Seen[]): Seen[] => seen.filter(({ severity }) => severity !== "low");

describe("the budget of false pages", () => {
  it("pays for all tests of a month about clients and content, however many clients are judged", () => {
    for (const tests of [4, 61, 187]) {
      const spent = MONTH * (tests * clientAlpha(1, tests) + 2 * contentAlpha(1));
      expect(spent).toBeCloseTo(0.2, 6);
    }
    expect(clientAlpha(5, 61)).toBeCloseTo(5 * clientAlpha(1, 61), 15);
  });
});

describe("a month without an attack", () => {
  it("keeps within the budget, with a heavy tail, seasons, batches, replicas and guests", () => {
    const seen = watch(population(1, WEEK + MONTH), { seed: 1_001, before: WEEK, hours: MONTH });
    expect(pagesOf(seen)).toEqual([]);
  }, 240_000);

  it("opens no page about behaviour in the first days of a model whose few clients are all new, and differ much in how much they ask", () => {
    for (const seed of [1, 2, 3]) {
      const source = chance(seed);
      const few = Array.from({ length: 10 }, (_, k) =>
        someone(`client ${k}`, source, { rate: 100 * (k + 1) ** 2, from: k > 6 ? 10 * k : 0 }),
      );
      for (const habits of [few, few.slice(0, 5)]) {
        const seen = watch(habits, { seed: seed + 7_000, before: 2, hours: 4 * DAY, pages: 100 });
        expect(pagesOf(seen.filter(({ signal }) => signal.kind !== "feedback_poisoning"))).toEqual([]);
      }
    }
  }, 120_000);
});

describe("labels that are sent back", () => {
  const habits = population(4, 3 * WEEK);

  it("are no page when one client's always contradict the model more than others' do", () => {
    const wrong = someone("wrong", chance(11), { rate: 4_000, wrong: odds(0.25) });
    const seen = watch([...habits, wrong], { seed: 12, before: WEEK, hours: WEEK });
    expect(pagesOf(seen)).toEqual([]);
  }, 120_000);

  it("are told within a day when somebody begins to contradict it", () => {
    const before = someone("wrong", chance(11), { rate: 4_000, to: WEEK + 11 });
    const after = { ...before, from: WEEK + 12, to: Infinity, wrong: odds(0.6) };
    const [first] = told(watch([...habits, before, after], { seed: 12, before: WEEK, hours: DAY }));
    expect(first).toMatchObject({ clients: ["wrong"], signal: { kind: "feedback_poisoning" } });
  }, 120_000);
});

describe("an attack among them", () => {
  const ATTACK = WEEK + DAY + 12;
  const about = { seed: 77, before: WEEK + DAY, hours: 18 };
  const copying = {
    ...{ distinct: odds(0.999), variants: odds(0.4), lowMargin: odds(0.3), labels: [0.34, 0.33, 0.33].map(Math.log) },
    ...{ from: ATTACK, rate: 900 },
  };
  const found = (attackers: readonly Habits[], seed = 3): Seen[] =>
    told(watch([...population(seed, WEEK + MONTH), ...attackers], about));

  it("is told within hours when a new client copies the model, and nobody else is", () => {
    const seen = found([someone("thief", chance(5), copying)]);
    expect(seen[0]).toMatchObject({ clients: ["thief"], signal: { kind: "extraction" } });
    expect(seen[0]?.hour).toBeLessThan(ATTACK + 4);
    expect(new Set(seen.flatMap(({ clients }) => clients))).toEqual(new Set(["thief"]));
  }, 120_000);

  it("is told of a client whose key was stolen, though it has a past, at once and again", () => {
    const before = someone("victim", chance(6), { rate: 300, to: ATTACK - 1 });
    const seen = found([before, { ...before, ...copying, to: Infinity }]);
    expect(seen[0]?.hour).toBe(ATTACK);
    expect(new Set(seen.map(({ hour }) => hour)).size).toBeGreaterThanOrEqual(4);
    expect(seen.every(({ clients }) => clients[0] === "victim")).toBe(true);
  }, 120_000);

  it("is told of a search for the boundary and of one for members", () => {
    const prober = { rate: 400, from: ATTACK, variants: odds(0.8), lowMargin: odds(0.5) };
    expect(found([someone("prober", chance(7), prober)])[0]).toMatchObject({ hour: ATTACK, clients: ["prober"] });
    const before = someone("asker", chance(8), { rate: 300, to: ATTACK - 1 });
    const asker = { ...before, rate: 400, from: ATTACK, to: Infinity, distinct: odds(0.05), confident: odds(0.98) };
    const seen = found([before, asker]);
    expect(seen[0]).toMatchObject({ hour: ATTACK, clients: ["asker"], signal: { kind: "membership" } });
  }, 120_000);

  it("is told of ten slow keys that copy together, none of which is looked at alone", () => {
    const keys = Array.from({ length: 10 }, (_, k) => someone(`key ${k}`, chance(9), { ...copying, rate: 45 }));
    const seen = found(keys);
    expect(seen[0]?.signal.kind).toBe("sybil");
    expect(seen[0]?.hour).toBeLessThan(ATTACK + 6);
    expect(seen.flatMap(({ clients }) => clients).every((name) => name.startsWith("key"))).toBe(true);
  }, 120_000);
});
