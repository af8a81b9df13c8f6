import { useQueryClient } from "@tanstack/react-query";
import { GATES } from "@/lib/lifecycle/api.ts";

/** Fetches again what a decision about a gate changes: gates, the version, its model, and tasks. */
export function useGateRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    const keys = [GATES, ["model_version"], ["model"], ["task"], ["evidence"]];
    await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
  };
}
