import { AppError } from "../../kernel/errors.ts";

const settled = ["not_found", "precondition_failed", "conflict"];

/** Does the work; answers false when somebody else was faster or it is done already. */
export async function unlessSettled(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof AppError && settled.includes(error.code)) return false;
    throw error;
  }
}
