import { uniformStream } from "../../stats/testing/random-stream.ts";

const HOUR = 12;
const DAY = 24 * HOUR;

type Draw = () => number;
/** Whether something comes in a window of five minutes; asked of each in turn. Window 0 begins a Monday. */
type Sender = (draw: Draw) => (window: number) => boolean;

const hourOf = (window: number): number => (window % DAY) / HOUR;
const isWeekday = (window: number): boolean => Math.floor(window / DAY) % 7 < 5;
const isWork = (window: number): boolean => hourOf(window) >= 7 && hourOf(window) < 18;

/** Sends for some windows from a moment on that is drawn anew in each period. */
const burst =
  (period: number, first: number, { spread, windows }: { spread: number; windows: number }): Sender =>
  (draw) => {
    let start = 0;
    return (window) => {
      const place = window % period;
      if (place === 0) start = first + Math.floor(draw() * spread);
      return place >= start && place < start + windows;
    };
  };

/** How services send: always, with hiccups, at random, by day, by night, in batches. */
export const senders = {
  always: () => () => true,
  hiccups: (draw) => {
    let skip = 0;
    return () => {
      if (skip === 0 && draw() < 0.005) skip = 1 + Math.floor(draw() * 3);
      if (skip === 0) return true;
      skip -= 1;
      return false;
    };
  },
  "half of all windows": (draw) => () => draw() < 0.5,
  "every two hours or so": (draw) => () => draw() < 1 / 24,
  "by day more than by night": (draw) => (window) =>
    draw() < 0.05 + 0.45 * (1 + Math.sin((2 * Math.PI * window) / DAY)),
  "by day": (draw) => (window) => isWork(window) && draw() < 0.9,
  "on working days": (draw) => (window) => isWeekday(window) && isWork(window) && draw() < 0.9,
  "now and then on working days": (draw) => (window) => isWeekday(window) && isWork(window) && draw() < 0.15,
  "an hour every night": burst(DAY, 24, { spread: 8, windows: 12 }),
  "once every night": burst(DAY, 24, { spread: 3, windows: 1 }),
  "once every hour": burst(HOUR, 0, { spread: 3, windows: 1 }),
} satisfies Record<string, Sender>;

/** The windows of so many days in which something comes. */
export function arrivalsOf(name: keyof typeof senders, { days, seed }: { days: number; seed: number }): number[] {
  const sender: Sender = senders[name];
  const comes = sender(uniformStream(seed));
  return Array.from({ length: days * DAY }, (_, window) => window).filter((window) => comes(window));
}
