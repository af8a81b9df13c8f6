"use client";

import { Button } from "@mantine/core";
import type { Alert } from "@/lib/telemetry/schema.ts";
import { useAcknowledge } from "./use-acknowledge.ts";

interface AlertActionsProps {
  alert: Alert;
  may: boolean;
  onResolve: (alert: Alert) => void;
}

function Acknowledge({ alert, may }: Pick<AlertActionsProps, "alert" | "may">) {
  const act = useAcknowledge(alert);
  if (alert.acknowledgedBy !== null) return <span className="mk-2">{alert.acknowledgedBy}</span>;
  if (!may || alert.state === "resolved") return <span className="mk-3">nobody yet</span>;
  return (
    <Button size="compact-xs" variant="default" loading={act.isPending} onClick={() => act.mutate()}>
      Acknowledge<span className="mk-visually-hidden"> {alert.title}</span>
    </Button>
  );
}

/** Who looks at an alert, and what a person can do about it in a list. */
export function AlertActions({ alert, may, onResolve }: AlertActionsProps) {
  return (
    <span className="mk-telemetry-actions">
      <Acknowledge alert={alert} may={may} />
      {may && alert.state !== "resolved" ? (
        <Button size="compact-xs" variant="default" onClick={() => onResolve(alert)}>
          Resolve<span className="mk-visually-hidden"> {alert.title}</span>
        </Button>
      ) : null}
    </span>
  );
}
