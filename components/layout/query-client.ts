import { QueryClient } from "@tanstack/react-query";
import { problemOf } from "@/components/ui/problem-text.ts";

/** True for an error that a second try cannot change: the server understood the request and refused it (4xx). */
export function isFinalAnswer(error: unknown): boolean {
  const status = problemOf(error)?.["status"];
  return typeof status === "number" && status >= 400 && status < 500;
}

/** The client of all server state on screen: fresh for 30 s (live events invalidate sooner), two retries, none on 4xx. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: true,
        retry: (failures, error) => failures < 2 && !isFinalAnswer(error),
      },
      mutations: { retry: false },
    },
  });
}
