/**
 * What was measured against the goals.
 *
 *   steady({ sent, seen, drain, counted }, rate), burst(…), faults(…)     each says a part
 *   print()       all figures, then each goal with "held" or "MISSED"
 *   require()     throws when something was lost or counted twice, or a goal was missed
 */
import { cpus } from "node:os";

const ACK_P99_MS = 50;
const OLDEST_S = 60;
const DRAIN_S = 30;

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const number = (value) => value.toLocaleString("en", { maximumFractionDigits: 1 });
const spread = (values) => `${values[0] ?? 0} to ${values.at(-1) ?? 0} MiB, most ${Math.max(0, ...values)}`;

/** Every tenth part of a course: few numbers that tell it. */
function course(queue) {
  const step = Math.max(1, Math.floor(queue.length / 10));
  return queue
    .filter((_, index) => index % step === 0)
    .map(({ at: when, age }) => `${when} s: ${number(age)}`)
    .join(", ");
}

export class Verdict {
  #lines = [];
  #goals = [];

  #goal(text, held) {
    this.#goals.push({ text, held });
  }

  #common(name, { sent, seen, drain, counted }) {
    const sorted = sent.latencies.sort((left, right) => left - right);
    const figures = [0.5, 0.95, 0.99, 1].map((share) => number(at(sorted, share)));
    const answers = Object.entries(sent.answers).map(([what, count]) => `${what}: ${count}`);
    const cores = Object.entries(seen.cpu).map(([who, used]) => `${who} ${used.toFixed(2)}`);
    this.#lines.push(
      `${name}: ${number(sent.acknowledged)} of ${number(sent.events)} events acknowledged in ${number(sent.milliseconds / 1_000)} s`,
      `  acknowledging a batch of 1,000: p50 ${figures[0]}, p95 ${figures[1]}, p99 ${figures[2]}, most ${figures[3]} ms; ${sent.late} left late`,
      `  answers: ${answers.join(", ")}`,
      `  age of the oldest waiting batch, in s: ${course(seen.queue)}; counted ${number(drain)} s after the last`,
      `  cores used: ${cores.join(", ")}`,
      ...Object.entries(seen.memory).map(([who, values]) => `  memory of ${who}: ${spread(values)}`),
      `  counted in windows: ${number(counted)}`,
    );
    const same = counted === sent.acknowledged && sent.acknowledged === sent.events;
    this.#goal(`${name}: nothing lost, nothing counted twice`, same);
    this.#goal(`${name}: every 429 and 503 says when to come again`, sent.unannounced === 0);
    return { p99: at(sorted, 0.99), oldest: Math.max(0, ...seen.queue.map(({ age }) => age)) };
  }

  steady(round, rate) {
    const { p99, oldest } = this.#common("steady", round);
    const reached = (round.sent.acknowledged / round.sent.milliseconds) * 1_000;
    this.#goal(`steady: ${number(rate)} events/s acknowledged (${number(reached)})`, reached >= rate * 0.99);
    const keptUp = oldest < OLDEST_S && round.drain < DRAIN_S;
    this.#goal(`steady: counting keeps up (oldest ${number(oldest)} s, then ${number(round.drain)} s)`, keptUp);
    this.#goal(`steady: acknowledged within ${ACK_P99_MS} ms at p99 (${number(p99)})`, p99 < ACK_P99_MS);
  }

  burst(round) {
    this.#common("burst", round);
    this.#goal(`burst: queued and counted (${number(round.drain)} s)`, Number.isFinite(round.drain));
  }

  faults({ kills, ...round }) {
    this.#common("faults", round);
    this.#lines.push(`  killed: worker ${kills.worker} times, database ${kills.database} times`);
    this.#goal("faults: worker and database were killed", kills.worker > 0 && kills.database > 0);
  }

  print() {
    const [first] = cpus();
    console.log(`\n${cpus().length} cores, ${first?.model.trim()}; sender, web, worker and database on this machine`);
    for (const line of this.#lines) console.log(line);
    console.log("");
    for (const { text, held } of this.#goals) console.log(`${held ? "held  " : "MISSED"}  ${text}`);
  }

  require() {
    const missed = this.#goals.filter(({ held }) => !held);
    if (missed.length > 0)
      throw new Error(`${missed.length} goals were missed: ${missed.map(({ text }) => text).join("; ")}`);
  }
}
