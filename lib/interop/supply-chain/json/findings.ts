import { type ImportProblem, ProblemList } from "../../import-problem.ts";
import type { TextPlace } from "../../line-index.ts";
import type { SupplyLoss } from "../draft.ts";

type Finding = { severity: ImportProblem["severity"]; path: string; message: string };

const MOST_FINDINGS = 10_000;
const MOST_LOSSES = 1000;

/** Problems and losses of a file while it is read, with pointers only; the lines are looked up once, at the end. */
export class Findings {
  readonly #findings: Finding[] = [];
  readonly #losses: { path: string; message: string }[] = [];

  add(severity: Finding["severity"], path: string, message: string): void {
    if (this.#findings.length < MOST_FINDINGS) this.#findings.push({ severity, path, message });
  }

  /** Something the draft does not keep: a loss, and a warning where it is. */
  lose(path: string, message: string): void {
    this.add("warning", path, message);
    if (this.#losses.length < MOST_LOSSES) this.#losses.push({ path, message });
  }

  /** The pointers whose places will be asked for. */
  pointers(): string[] {
    return [...this.#findings, ...this.#losses].map(({ path }) => path);
  }

  /** Problems, errors first, each with its place. */
  problems(places: ReadonlyMap<string, TextPlace>, before: readonly ImportProblem[]): ImportProblem[] {
    const list = new ProblemList();
    before.forEach((problem) => list.add(problem));
    for (const isError of [true, false]) {
      for (const finding of this.#findings) {
        if ((finding.severity === "error") === isError) list.add({ ...finding, ...placeOf(places, finding.path) });
      }
    }
    return list.toArray();
  }

  losses(places: ReadonlyMap<string, TextPlace>): SupplyLoss[] {
    return this.#losses.map(({ path, message }) => ({ path, line: placeOf(places, path).line, message }));
  }
}

function placeOf(places: ReadonlyMap<string, TextPlace>, path: string): TextPlace {
  return places.get(path) ?? { line: 1, column: 1 };
}
