import { pathLimits, type AttackPath, type AttackStep, type PathProblem } from "./schema.ts";

/** The steps of a path by id; of two with the same id the later. */
export function stepsById({ steps }: Pick<AttackPath, "steps">): Map<string, AttackStep> {
  return new Map(steps.map((step) => [step.id, step]));
}

type Walk = { order: AttackStep[]; cycle: AttackStep | null };

/** Everything that the goal comes after, before what comes after it (the goal last), and a step that comes after itself. */
function walk(steps: ReadonlyMap<string, AttackStep>, goalId: string): Walk {
  const result: Walk = { order: [], cycle: null };
  const state = new Map<string, "open" | "done">();
  const stack: { step: AttackStep; next: number }[] = [];
  const enter = (id: string): void => {
    const step = steps.get(id);
    if (step === undefined || state.get(id) === "done") return;
    if (state.get(id) === "open") {
      result.cycle ??= step;
      return;
    }
    state.set(id, "open");
    stack.push({ step, next: 0 });
  };
  enter(goalId);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const before = top.step.after[top.next];
    top.next += 1;
    if (before !== undefined) enter(before);
    else {
      stack.pop();
      state.set(top.step.id, "done");
      result.order.push(top.step);
    }
  }
  return result;
}

/** The steps that lead to the goal, each after all that it comes after; the goal is the last. Empty when the goal is missing. */
export function stepsInOrder(path: Pick<AttackPath, "steps" | "goalId">): AttackStep[] {
  return walk(stepsById(path), path.goalId).order;
}

function nameProblems(path: AttackPath): PathProblem[] {
  const steps = stepsById(path);
  const met = new Set<string>();
  return path.steps.flatMap(({ id, title, after }): PathProblem[] => {
    const twice = met.has(id);
    met.add(id);
    const missing = after.filter((before) => !steps.has(before));
    return [
      ...(twice ? [{ code: "twice" as const, stepId: id, message: `“${title}” is in the path twice.` }] : []),
      ...missing.map(() => ({
        code: "missing" as const,
        stepId: id,
        message: `“${title}” comes after a step that is not there.`,
      })),
    ];
  });
}

/**
 * What is wrong with a path: steps twice or missing, no goal, a step that comes after itself, steps that do not lead to the goal,
 * too many steps. Empty when it is sound; the other functions of this folder expect a sound path.
 */
export function pathProblems(path: AttackPath): PathProblem[] {
  const problems = nameProblems(path);
  if (path.steps.length > pathLimits.steps) {
    const message = `A path holds at most ${String(pathLimits.steps)} steps.`;
    problems.push({ code: "too_many", stepId: null, message });
  }
  const steps = stepsById(path);
  if (!steps.has(path.goalId)) {
    return [...problems, { code: "no_goal", stepId: null, message: "Say which step is the goal." }];
  }
  const { order, cycle } = walk(steps, path.goalId);
  if (cycle !== null) {
    const message = `“${cycle.title}” would come after itself.`;
    problems.push({ code: "cycle", stepId: cycle.id, message });
  }
  const leading = new Set(order.map(({ id }) => id));
  for (const { id, title } of steps.values()) {
    if (leading.has(id)) continue;
    problems.push({ code: "unreachable", stepId: id, message: `“${title}” does not lead to the goal.` });
  }
  return problems;
}
