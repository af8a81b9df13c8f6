/**
 * The audit log: what it costs business transactions, how fast entries get their index and their seal, how fast proofs
 * and the verifier are. Runs on a PostgreSQL of its own; figures that are ratios are measured in one run.
 */
import { benchOn } from "./own-database.mjs";

const measured = benchOn("bench/audit-engine.ts");

const figure = ([name, unit, better, size], pick) => ({
  name: `audit: ${name}`,
  unit,
  better,
  size,
  run: () => measured(pick),
});

const clients = "16 clients, 3 × 3 s";
const queue = "60,000 × 300 B";
const entries = "400,000 entries";

export const benches = [
  figure(["model.update with the log", "/s", "higher", clients], async (e) => (await e.command()).withLog),
  figure(["model.update without the log", "/s", "higher", clients], async (e) => (await e.command()).without),
  figure(["model.update with the log : without", "ratio", "higher", clients], async (e) => (await e.command()).ratio),
  figure(["plain SQL change with the log", "/s", "higher", clients], async (e) => (await e.plain()).withLog),
  figure(["plain SQL change without the log", "/s", "higher", clients], async (e) => (await e.plain()).without),
  figure(["plain SQL change with the log : without", "ratio", "higher", clients], async (e) => (await e.plain()).ratio),
  figure(["integrator", "leaves/s", "higher", queue], async (e) => (await e.integrate()).leaves),
  figure(["integrator : bare COPY of the rows", "ratio", "higher", queue], async (e) => (await e.integrate()).ratio),
  figure(["seal latency p50", "ms", "lower", "30 entries, idle"], async (e) => (await e.seal()).p50),
  figure(["seal latency p95", "ms", "lower", "30 entries, idle"], async (e) => (await e.seal()).p95),
  figure(["inclusion proof p95 at 10^7", "ms", "lower", "500 proofs"], async (e) => (await e.proofs(1e7)).p95),
  figure(["inclusion proof p95 at 10^8", "ms", "lower", "500 proofs"], async (e) => (await e.proofs(1e8)).p95),
  figure(
    ["most tile reads of a proof at 10^8", "tiles", "lower", "500 proofs"],
    async (e) => (await e.proofs(1e8)).reads,
  ),
  figure(["verifier, everything", "entries/s", "higher", entries], async (e) => (await e.verify()).whole),
  figure(["verifier, hashes only", "entries/s", "higher", entries], async (e) => (await e.verify()).hashes),
];
