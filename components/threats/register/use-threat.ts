import { useQueryClient } from "@tanstack/react-query";
import { toastDone } from "@/components/ui/toast.tsx";
import { threatQuery } from "@/lib/threats/register/api.ts";
import type { ThreatDto } from "@/lib/threats/register/schema.ts";

/** What follows a change of a threat: the page shows it, and lists fetch it again. */
export function useThreatSaved(): (saved: ThreatDto, message?: string) => void {
  const client = useQueryClient();
  return (saved, message) => {
    client.setQueryData(threatQuery(saved.id).queryKey, saved);
    void client.invalidateQueries({ queryKey: ["threat"], predicate: ({ queryKey }) => queryKey[1] !== "one" });
    if (message !== undefined) toastDone({ message });
  };
}
