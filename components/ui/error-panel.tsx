"use client";

import "./error-panel.css";
import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";

interface ErrorPanelProps {
  title: string;
  /** What it means for the data and what to do. */
  children: ReactNode;
  requestId?: string | undefined;
  onRetry?: (() => void) | undefined;
  action?: ReactNode;
  /** Small, for a region of a page; without it the panel is the page and its title the heading. */
  compact?: boolean;
}

/** Says what happened, what it means, what to do, and gives the request id to whoever has to look for it. */
export function ErrorPanel({ title, children, requestId, onRetry, action, compact = false }: ErrorPanelProps) {
  return (
    <div className="mk-error" role="alert" data-compact={compact || undefined}>
      {compact ? null : (
        <span className="mk-error-mark" aria-hidden>
          <IconAlertTriangle />
        </span>
      )}
      {compact ? <h2>{title}</h2> : <h1>{title}</h1>}
      <p>{children}</p>
      {requestId === undefined ? null : (
        <div className="mk-error-id">
          Request <span className="mk-mono">{requestId}</span>
          <CopyButton value={requestId} what="request id" />
        </div>
      )}
      {onRetry === undefined && action === undefined ? null : (
        <div className="mk-error-actions">
          {onRetry === undefined ? null : (
            <Button variant="default" onClick={onRetry}>
              Try again
            </Button>
          )}
          {action}
        </div>
      )}
    </div>
  );
}
