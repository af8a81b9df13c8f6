import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { discoveryQuery, reopenDiscovery } from "@/lib/discovery/api.ts";
import type { DiscoveryDto } from "@/lib/discovery/schema.ts";

/** What follows a decision: the page and the count of the navigation show it, and it can be undone. */
export function useDecisions() {
  const client = useQueryClient();
  const router = useRouter();
  const show = (saved: DiscoveryDto) => {
    client.setQueryData(discoveryQuery(saved.id).queryKey, saved);
    void client.invalidateQueries({ queryKey: ["discovery"] });
    router.refresh();
  };
  const putBack = async ({ id, version }: DiscoveryDto) =>
    show(await reopenDiscovery({ id, expectedVersion: version }));
  return {
    decided: (saved: DiscoveryDto, message: string) => {
      show(saved);
      toastDone({ message, undo: () => putBack(saved) });
    },
    reopen: (discovery: DiscoveryDto) =>
      putBack(discovery).then(() => toastDone({ message: "Back in the inbox." }), toastProblem),
  };
}
