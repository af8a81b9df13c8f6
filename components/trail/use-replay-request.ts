"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { replayQuery, requestReplay } from "@/lib/trail/api.ts";

const POLL_MS = 1_000;
const LONG_MS = 20_000;

/** Whether a run that began at `startedAt` answers what was asked for at `requestedAt`. */
export function answers(startedAt: string | undefined, requestedAt: string): boolean {
  return startedAt !== undefined && Date.parse(startedAt) >= Date.parse(requestedAt);
}

/**
 * Asks for a replay check and looks every second until a run answers. `waiting` while it does, `long` when it takes
 * longer than usual: a large trail, or a worker that is away. Nothing is lost by leaving the page.
 */
export function useReplayRequest(startedAt: string | undefined) {
  const client = useQueryClient();
  const [requestedAt, setRequestedAt] = useState<string>();
  const [long, setLong] = useState(false);
  const ask = useMutation({
    mutationFn: requestReplay,
    onSuccess: (answer) => {
      setLong(false);
      setRequestedAt(answer.requestedAt);
    },
  });
  const waiting = requestedAt !== undefined && !answers(startedAt, requestedAt);
  useEffect(() => {
    if (!waiting) return undefined;
    const look = setInterval(() => void client.invalidateQueries({ queryKey: replayQuery().queryKey }), POLL_MS);
    const patience = setTimeout(() => setLong(true), LONG_MS);
    return () => {
      clearInterval(look);
      clearTimeout(patience);
    };
  }, [waiting, client]);
  return {
    ask: () => ask.mutate(),
    error: ask.error,
    waiting: ask.isPending || waiting,
    long: waiting && long,
    answered: requestedAt !== undefined && !waiting,
  };
}
