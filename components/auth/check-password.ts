import type { z } from "@/lib/zod.ts";
import { passwordProblem } from "@/lib/people/rules.ts";

/** The schema of a form together with the password rules, so that a weak password is told before anything is sent. */
export function checkPassword<Values extends { password: string }>(
  schema: z.ZodType<Values>,
  factsOf: (values: Values) => readonly string[],
): z.ZodType<Values> {
  return schema.superRefine((values, ctx) => {
    const problem = passwordProblem(values.password, factsOf(values));
    if (problem !== undefined) ctx.addIssue({ code: "custom", path: ["password"], message: problem });
  });
}
