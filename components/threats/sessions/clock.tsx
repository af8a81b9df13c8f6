import { useEffect, useState } from "react";
import { stepElapsedMs } from "@/lib/threats/sessions/rules.ts";
import type { SessionDto } from "@/lib/threats/sessions/schema.ts";

function useTick(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** What is left of the current step, to the second; over time it counts up and says so. */
export function Clock({ session }: { session: SessionDto }) {
  const now = useTick();
  const step = session.agenda[session.step];
  if (step === undefined) return null;
  const left = Math.round((step.minutes * 60_000 - stepElapsedMs(session, now)) / 1000);
  const over = left < 0;
  const seconds = Math.abs(left);
  const words = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  return (
    <span className="mk-session-clock" {...(over ? { "data-over": true } : {})}>
      <b>{over ? `+${words}` : words}</b>{" "}
      <span className="mk-3">
        {over ? "over" : "left of"} {step.minutes} min{session.pausedAt === null ? "" : ", paused"}
      </span>
    </span>
  );
}
