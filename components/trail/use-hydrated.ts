"use client";

import { useNow } from "@/components/ui/use-now.ts";

/**
 * False on the server and while hydrating. The frame hydrates before the page and may have fetched by then: what the page
 * shows of shared queries must wait, or it differs from what the server sent.
 */
export function useHydrated(): boolean {
  return useNow() !== null;
}
