"use client";

import { createContext, useContext, useMemo, useState, useSyncExternalStore } from "react";
import type { ReactNode } from "react";

export type ZoneChoice = "utc" | "local";

interface TimePlace {
  readonly from: number;
  readonly to: number;
  /** IANA name of the zone in which moments are written. */
  readonly zone: string;
  /** Called with the range that was drawn over a panel. */
  readonly onZoom?: ((from: number, to: number) => void) | undefined;
  /** A window that is marked in every panel. */
  readonly marked?: readonly [from: number, to: number] | undefined;
}

const Place = createContext<TimePlace>({ from: 0, to: 1, zone: "UTC" });
const Hover = createContext<number | null>(null);
const SetHover = createContext<(at: number | null) => void>(() => undefined);

const never = () => () => undefined;

/** The zone of the choice; the zone of this browser is known only after the page has come alive, until then UTC is said. */
export function useZone(choice: ZoneChoice): string {
  const local = useSyncExternalStore(
    never,
    () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
  return choice === "utc" ? "UTC" : local;
}

/** Panels inside share one time axis, one zone, one crosshair and one zoom. */
export function TimeScope({ children, ...place }: TimePlace & { children: ReactNode }) {
  const { from, to, zone, onZoom, marked } = place;
  const [hover, setHover] = useState<number | null>(null);
  const value = useMemo(() => ({ from, to, zone, onZoom, marked }), [from, to, zone, onZoom, marked]);
  return (
    <Place value={value}>
      <SetHover value={setHover}>
        <Hover value={hover}>{children}</Hover>
      </SetHover>
    </Place>
  );
}

export function useTimePlace(): TimePlace {
  return useContext(Place);
}

/** Where the crosshair of all panels stands; null when nobody points. */
export function useHover(): number | null {
  return useContext(Hover);
}

export function useSetHover(): (at: number | null) => void {
  return useContext(SetHover);
}
