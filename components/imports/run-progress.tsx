import { Button, Progress } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Notice } from "@/components/ui/notice.tsx";
import { toastProblem } from "@/components/ui/toast.tsx";
import { cancelImport, importQuery } from "@/lib/imports/api.ts";
import type { ImportRunDto } from "@/lib/imports/schema.ts";

const number = (value: number): string => value.toLocaleString("en-GB");

/** How far an import in the background is, and the way to stop it. One may leave the page meanwhile. */
export function RunProgress({ id, run }: { id: string; run: ImportRunDto }) {
  const client = useQueryClient();
  const stop = useMutation({
    mutationFn: () => cancelImport(id),
    onSettled: () => client.invalidateQueries({ queryKey: importQuery(id).queryKey }),
    onError: toastProblem,
  });
  const percent = run.total === 0 ? 0 : Math.min(100, Math.round((run.done / run.total) * 100));
  const waiting = run.state === "waiting";
  return (
    <Notice
      tone="blue"
      title={waiting ? "This import is about to start" : `${number(run.done)} of ${number(run.total)} records written`}
    >
      <Progress.Root size="sm" className="mk-import-progress">
        <Progress.Section value={percent} aria-label="Progress of the import" />
      </Progress.Root>
      <p>
        All records are saved together at the end, or none. You can leave this page; a notification tells you when it is
        done.
      </p>
      <Button variant="default" loading={stop.isPending} disabled={run.cancelRequested} onClick={() => stop.mutate()}>
        {run.cancelRequested ? "Stopping…" : "Stop the import"}
      </Button>
    </Notice>
  );
}
