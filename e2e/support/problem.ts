import { expect } from "@playwright/test";
import type { APIResponse } from "@playwright/test";
import { errorStatus } from "@/lib/kernel/errors.ts";

interface Problem {
  readonly title: string;
  readonly status: number;
  readonly code: keyof typeof errorStatus;
  readonly requestId: string;
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}

/** A refusal with that status: in our shape, or, of an operation that has a format of its own, in the format's. */
export async function expectRefusal(
  answer: APIResponse,
  status: number,
  operation: { readonly inOwnFormat: boolean },
): Promise<void> {
  if (!operation.inOwnFormat) return void (await expectProblem(answer, status));
  const what = `${answer.url()}: ${(await answer.text()).slice(0, 200)}`;
  expect(answer.status(), what).toBe(status);
  expect(answer.headers()["cache-control"], what).toBe("no-store");
  expect(answer.headers()["x-request-id"], what).toMatch(/^[0-9a-f-]{36}$/);
}

/** The answer is a refusal with that status, in the shape every refusal has, and no cache keeps it. */
export async function expectProblem(answer: APIResponse, status: number): Promise<Problem> {
  const text = await answer.text();
  const what = `${answer.url()}: ${text.slice(0, 200)}`;
  expect(answer.status(), what).toBe(status);
  expect(answer.headers()["content-type"], what).toBe("application/problem+json");
  expect(answer.headers()["cache-control"], what).toBe("no-store");
  const problem = JSON.parse(text) as Problem;
  expect(problem.status, what).toBe(status);
  expect(errorStatus[problem.code], what).toBe(status);
  expect(problem.title, what).toMatch(/\S/);
  expect(problem.requestId, what).toMatch(/^[0-9a-f-]{36}$/);
  expect(answer.headers()["x-request-id"], what).toBe(problem.requestId);
  expect(Array.isArray(problem.errors), what).toBe(true);
  return problem;
}
