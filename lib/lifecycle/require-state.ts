import { AppError } from "../kernel/errors.ts";

const done: Readonly<Record<string, string>> = {
  open: "open",
  approved: "approved",
  rejected: "rejected",
  withdrawn: "withdrawn",
  void: "void, because what was approved changed",
  moved: "carried out",
  revoked: "revoked",
  active: "in force",
};

/** Throws precondition_failed unless the state is one of these. */
export function requireState(state: string, ...wanted: string[]): void {
  if (wanted.includes(state)) return;
  throw new AppError("precondition_failed", `This is ${done[state] ?? state} already. Look again.`);
}
