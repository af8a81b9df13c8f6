"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { toastProblem } from "@/components/ui/toast.tsx";
import { runningSessionQuery } from "@/lib/threats/sessions/api.ts";
import type { SessionDto } from "@/lib/threats/sessions/schema.ts";

export type Act = (work: () => Promise<SessionDto>) => Promise<boolean>;

/** The session that runs around a diagram, and how to do something in it: what fails is said, what changed is shown at once. */
export function useSession(diagramId: string, asGuest: boolean): { session: SessionDto | null; act: Act } {
  const client = useQueryClient();
  const query = useMemo(() => runningSessionQuery(diagramId, { asGuest }), [diagramId, asGuest]);
  const { data } = useQuery(query);
  const { queryKey } = query;
  const act = useCallback<Act>(
    async (work) => {
      try {
        const session = await work();
        client.setQueryData(runningSessionQuery(diagramId).queryKey, {
          session: session.state === "running" ? session : null,
        });
        await client.invalidateQueries({ queryKey: ["threat_session", "list"] });
        return true;
      } catch (error) {
        toastProblem(error);
        await client.invalidateQueries({ queryKey });
        return false;
      }
    },
    [client, diagramId, queryKey],
  );
  return { session: data?.session ?? null, act };
}
