"use client";

import { useQueryClient } from "@tanstack/react-query";
import { toastDone } from "@/components/ui/toast.tsx";

/** Fetches again what a decision about a version changes, and says what was done. */
export function useReviewSaved(): (message: string) => Promise<void> {
  const client = useQueryClient();
  return async (message) => {
    await Promise.all([
      client.invalidateQueries({ queryKey: ["threat_model_version"] }),
      client.invalidateQueries({ queryKey: ["threat_model"] }),
    ]);
    toastDone({ message });
  };
}
