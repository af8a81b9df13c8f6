"use client";

import "./when-filter.css";
import { Button, Popover } from "@mantine/core";
import { IconCalendar, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useNow } from "@/components/ui/use-now.ts";
import { shortDay } from "./entry-time.ts";

const DAY_MS = 86_400_000;

/** A local calendar day (`2026-11-20`) as the instant it begins; undefined for an empty field. */
export function startOfDay(day: string): string | undefined {
  return day === "" ? undefined : new Date(`${day}T00:00:00`).toISOString();
}

/** The instant after a local calendar day. */
export function endOfDay(day: string): string | undefined {
  if (day === "") return undefined;
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + 1);
  return date.toISOString();
}

/** The local calendar day of an instant, as a date field wants it. */
export function dayField(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${String(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

const lastDay = (to: string): Date => new Date(new Date(to).getTime() - 1);

interface Range {
  from: string | undefined;
  to: string | undefined;
}

function rangeWords({ from, to }: Range, zone: string | undefined): string {
  const since = from === undefined ? "" : `since ${shortDay(from, zone)}`;
  const until = to === undefined ? "" : `up to ${shortDay(lastDay(to).toISOString(), zone)}`;
  return [since, until].filter(Boolean).join(", ");
}

/** Which days are shown, as a sentence; "up to" is the jump to a date. */
export function WhenFilter({ from, to, onChange }: Range & { onChange: (range: Range) => void }) {
  const [opened, setOpened] = useState(false);
  const now = useNow();
  const zone = now === null ? "UTC" : undefined;
  const set = from !== undefined || to !== undefined;
  const lastDays = (days: number) => {
    onChange({ from: startOfDay(dayField(new Date((now ?? 0) - (days - 1) * DAY_MS))), to: undefined });
    setOpened(false);
  };
  const words = set ? (
    <button type="button" className="mk-filter-words" onClick={() => setOpened(!opened)}>
      Time <span className="mk-3">is</span> <strong>{rangeWords({ from, to }, zone)}</strong>
    </button>
  ) : (
    <Button
      size="xs"
      variant="subtle"
      color="gray"
      leftSection={<IconCalendar aria-hidden />}
      onClick={() => setOpened(!opened)}
    >
      Jump to date
    </Button>
  );
  return (
    <span className={set ? "mk-filter" : undefined}>
      <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus>
        <Popover.Target>{words}</Popover.Target>
        <Popover.Dropdown>
          <div className="mk-when">
            <label>
              Up to and including
              <input
                type="date"
                value={to === undefined ? "" : dayField(lastDay(to))}
                onChange={(event) => onChange({ from, to: endOfDay(event.currentTarget.value) })}
              />
            </label>
            <label>
              Since
              <input
                type="date"
                value={from === undefined ? "" : dayField(new Date(from))}
                onChange={(event) => onChange({ from: startOfDay(event.currentTarget.value), to })}
              />
            </label>
            <div>
              {[1, 7, 30].map((days) => (
                <Button key={days} size="xs" variant="default" onClick={() => lastDays(days)}>
                  {days === 1 ? "Today" : `Last ${String(days)} days`}
                </Button>
              ))}
            </div>
          </div>
        </Popover.Dropdown>
      </Popover>
      {set ? (
        <button
          type="button"
          className="mk-filter-remove"
          aria-label="Remove filter Time"
          onClick={() => onChange({ from: undefined, to: undefined })}
        >
          <IconX aria-hidden />
        </button>
      ) : null}
    </span>
  );
}
