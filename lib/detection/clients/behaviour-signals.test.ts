import { describe, expect, it } from "vitest";
import { clientWindow, COPYING, crowd, ORDINARY } from "../testing/client-windows.ts";
import type { ClientWindow } from "./client-window.ts";
import { evasionSignal } from "./evasion-signal.ts";
import { extractionSignal } from "./extraction-signal.ts";
import { membershipSignal } from "./membership-signal.ts";
import { queryRate } from "./query-rate.ts";
import { shareAgainstPeers } from "./share-against-peers.ts";
import { sybilPools } from "./sybil-pools.ts";

const PEERS = crowd(30);
const HISTORY = crowd(12, 900);
const ask = (current: ClientWindow, peers = PEERS, history = HISTORY) => ({ current, peers, history });

describe("extractionSignal", () => {
  it("is sure of a client that copies the model, and lists what it saw", () => {
    const signal = extractionSignal(ask(clientWindow(1, COPYING)));
    expect(signal?.sure).toBeGreaterThan(0.9);
    expect(signal?.p).toBeLessThan(1e-20);
    expect(signal?.techniques).toEqual(["AML.T0024", "AML.T0024.002"]);
    expect(signal?.saw).toMatch(/decision boundary/u);
    expect(signal?.saw).toMatch(/cover the labels evenly/u);
    expect(signal?.evidence.lowMargin).toBeCloseTo(0.3, 1);
  });

  it("does not suspect ordinary clients, nor one that only asks a lot", () => {
    const sure = crowd(40, 5000).map((current) => extractionSignal(ask(current))?.sure ?? 1);
    expect(sure.filter((value) => value > 0.3)).toEqual([]);
    const busy = extractionSignal(ask(clientWindow(3, { ...ORDINARY, queries: 5000 })));
    expect(busy?.sure).toBe(0);
  });

  it("has nothing to say without anything to compare with", () => {
    expect(extractionSignal(ask(clientWindow(1), [], []))).toBeNull();
    expect(evasionSignal(ask(clientWindow(1), PEERS.slice(0, 2)))).toBeNull();
  });
});

describe("evasionSignal and membershipSignal", () => {
  it("tells a search for the boundary from a search for members", () => {
    const probing = clientWindow(5, { ...ORDINARY, variants: 0.8, lowMargin: 0.5 });
    expect(evasionSignal(ask(probing))).toMatchObject({ kind: "evasion", techniques: ["AML.T0015", "AML.T0043"] });
    expect(evasionSignal(ask(probing))?.sure).toBeGreaterThan(0.7);
    expect(membershipSignal(ask(probing))?.sure).toBe(0);
    const repeating = clientWindow(6, { ...ORDINARY, distinct: 0.05, confident: 0.98 });
    expect(membershipSignal(ask(repeating))?.sure).toBeGreaterThan(0.7);
    expect(evasionSignal(ask(repeating))?.sure).toBe(0);
    const confident = clientWindow(7, { ...ORDINARY, confident: 0.98 });
    expect(membershipSignal(ask(confident))?.sure).toBe(0);
  });
});

describe("queryRate", () => {
  const window = (n: number): ClientWindow => ({ ...clientWindow(1), n });

  it("asks both the own history and the peers", () => {
    const big = [900, 950, 1000, 1050, 1100].map(window);
    const small = [9, 10, 10, 11, 12].map(window);
    expect(queryRate({ current: window(1000), history: big, peers: small })).toMatchObject({ own: 1000, peers: 10.4 });
    expect(queryRate({ current: window(1000), history: big, peers: small }).p).toBeGreaterThan(0.1);
    expect(queryRate({ current: window(1000), history: small, peers: small }).p).toBeLessThan(1e-100);
    expect(queryRate({ current: window(1000), history: [], peers: [] }).p).toBe(1);
  });
});

describe("shareAgainstPeers", () => {
  it("is Fisher's exact test where peers are alike: 8 of 20 beside 10 of 100", () => {
    const peers = Array.from({ length: 10 }, () => ({ count: 1, total: 10 }));
    const share = shareAgainstPeers({ count: 8, total: 20 }, peers);
    // The sum over k from 8 of C(20, k) C(100, 18 − k)/C(120, 18).
    expect(share?.more).toBeCloseTo(0.0023, 3);
    expect(share).toMatchObject({ share: 0.4, usual: 0.1, dispersion: 1 });
  });

  it("is less surprised where peers differ much from each other", () => {
    const peers = [0, 0, 0, 60, 0, 0, 70, 0, 0, 0].map((count) => ({ count, total: 100 }));
    const share = shareAgainstPeers({ count: 40, total: 100 }, peers);
    expect(share?.dispersion).toBeGreaterThan(20);
    expect(share?.more).toBeGreaterThan(0.01);
    expect(shareAgainstPeers({ count: 10, total: 19 }, peers)).toBeNull();
  });
});

describe("sybilPools", () => {
  const crowded = crowd(30).map((window, k) => ({ client: `user ${k}`, window }));

  it("finds ten slow keys that copy together", () => {
    const slow = { ...COPYING, queries: 60 };
    const keys = crowd(10, 7000, slow).map((window, k) => ({ client: `key ${k}`, window }));
    const pools = sybilPools([...crowded, ...keys]);
    expect(pools).toHaveLength(1);
    expect(pools[0]?.clients.every((client) => client.startsWith("key"))).toBe(true);
    expect(pools[0]?.clients.length).toBeGreaterThanOrEqual(6);
    expect(pools[0]?.signal).toMatchObject({ kind: "sybil" });
    expect(pools[0]?.signal.saw).toMatch(/clients behave as one/u);
  });

  it("does not suspect people for being alike", () => expect(sybilPools(crowded)).toEqual([]));
});
