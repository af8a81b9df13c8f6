"use client";

import { useQueryClient } from "@tanstack/react-query";
import { toastDone } from "@/components/ui/toast.tsx";

/** Fetches attack paths and their effects again, and says what was done. */
export function useChangedPaths(): (message: string) => Promise<void> {
  const client = useQueryClient();
  return async (message) => {
    await client.invalidateQueries({ queryKey: ["attack_path"] });
    toastDone({ message });
  };
}
