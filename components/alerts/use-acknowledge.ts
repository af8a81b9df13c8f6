import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { acknowledgeAlert } from "@/lib/telemetry/api.ts";
import type { Alert } from "@/lib/telemetry/schema.ts";

/** Says that the person who looks on looks at an alert. */
export function useAcknowledge(alert: Alert) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => acknowledgeAlert({ id: alert.id, expectedVersion: alert.version }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["alert"] });
      toastDone({ message: "Acknowledged. Others see that you look at it." });
    },
    onError: toastProblem,
  });
}
