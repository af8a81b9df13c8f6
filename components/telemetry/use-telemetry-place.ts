"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { useNow } from "@/components/ui/use-now.ts";
import { addressWith, placeOf, roundedNow, type TelemetryPlace } from "./telemetry-place.ts";

export type ChangePlace = (change: Readonly<Record<string, string | null>>) => void;

/** What the address says, and how it is changed. `opened` is when the server made the page, for the first look. */
export function useTelemetryPlace(opened: number): readonly [TelemetryPlace, ChangePlace] {
  const router = useRouter();
  const search = useSearchParams();
  const now = roundedNow(useNow() ?? opened);
  const place = useMemo(() => placeOf(new URLSearchParams(search), now), [search, now]);
  const change = useCallback<ChangePlace>(
    (values) => router.push(addressWith(new URLSearchParams(search), values), { scroll: false }),
    [router, search],
  );
  return [place, change];
}
