"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { joinLiveEvents } from "./join-live-events.ts";
import { keysOf } from "./live-message.ts";

/** The page comes first: its own requests are over before the stream opens. */
const AFTER_LOAD_MS = 4_000;

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
    const onMissed = () => void queryClient.invalidateQueries();
    let leave = (): void => undefined;
    const timer = setTimeout(() => {
      leave = joinLiveEvents(onMessage, onMissed);
      onMissed();
    }, AFTER_LOAD_MS);
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, [queryClient]);
}
