"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { joinLiveEvents } from "./join-live-events.ts";
import { keysOf } from "./live-message.ts";

/**
 * Listens to what changes elsewhere while the component is on screen: each message names query keys, which are fetched
 * again if somebody looks at them. Use once, in the frame.
 */
export function useLiveEvents(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    const onMessage = (data: string) => {
      for (const queryKey of keysOf(data)) void queryClient.invalidateQueries({ queryKey });
    };
    return joinLiveEvents(onMessage, () => void queryClient.invalidateQueries());
  }, [queryClient]);
}
