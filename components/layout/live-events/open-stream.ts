const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/** How long to wait before the given attempt (1 is the first after a break): doubled each time, up to a minute. */
export function pauseBefore(attempt: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** Math.max(0, attempt - 1));
}

/**
 * Opens the stream of live events and keeps it open: after a break it tries again, later each time. After a reconnection
 * `onMissed` says that events may have been lost. Returns the function that closes it.
 */
export function openStream(url: string, onMessage: (data: string) => void, onMissed: () => void): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let broken = false;

  function connect(): void {
    source = new EventSource(url);
    source.onmessage = (event) => onMessage(String(event.data));
    source.onopen = () => {
      attempt = 0;
      if (broken) onMissed();
      broken = false;
    };
    source.onerror = () => {
      broken = true;
      source?.close();
      attempt += 1;
      timer = setTimeout(connect, pauseBefore(attempt));
    };
  }

  connect();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
