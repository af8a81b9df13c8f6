import { log } from "../log.ts";

export type Loop = { stop: () => Promise<void> };

/** Does `work`, waits, does it again; a failure is logged and tried again. `stop` waits for the round under way. */
export function repeat(name: string, everyMs: number, work: () => Promise<void>): Loop {
  let stopped = false;
  let wake = (): void => undefined;
  const rounds = async (): Promise<void> => {
    while (!stopped) {
      try {
        await work();
      } catch (error) {
        log.warn("a repeated task failed and will be tried again", { name, error });
      }
      if (stopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const running = rounds();
  return {
    stop: async () => {
      stopped = true;
      wake();
      await running;
    },
  };
}
