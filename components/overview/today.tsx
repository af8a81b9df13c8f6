"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

function today(): string {
  return new Date().toLocaleString("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  });
}

let shown: string | undefined;
const once = (): string => (shown ??= today());

/** The date as the person's own clock has it; empty until their browser has said so. */
export function Today() {
  const text = useSyncExternalStore(never, once, () => "");
  return <p className="mk-today">{text === "" ? "\u00a0" : text}</p>;
}
