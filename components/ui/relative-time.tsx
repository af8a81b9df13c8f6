"use client";

import { Tooltip } from "@mantine/core";
import { formatDay, formatExact, formatRelative } from "./relative-time-text.ts";
import { useNow } from "./use-now.ts";

/**
 * A moment as people say it ("5 min ago"); the exact time, in this browser's zone and in UTC, on hover and focus.
 * `at` is an ISO string. Set `focusable={false}` where a table would get a tab stop in every row.
 */
export function RelativeTime({ at, focusable = true }: { at: string; focusable?: boolean }) {
  const now = useNow();
  const date = new Date(at);
  const text =
    now === null ? formatDay(date, { now: date, timeZone: "UTC" }) : formatRelative(date, { now: new Date(now) });
  const exact = now === null ? formatExact(date, "UTC") : `${formatExact(date)}, ${formatExact(date, "UTC")}`;
  const label = (
    <>
      {now === null ? null : <div>{formatExact(date)}</div>}
      <div>{formatExact(date, "UTC")}</div>
    </>
  );
  return (
    <Tooltip label={label} maw={360}>
      <time
        dateTime={at}
        className="mk-num"
        {...(focusable ? { role: "note", tabIndex: 0, "aria-label": `${text}: ${exact}` } : {})}
      >
        {text}
      </time>
    </Tooltip>
  );
}
