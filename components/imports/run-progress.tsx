import { Button, Progress } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Notice } from "@/components/ui/notice.tsx";
import { toastProblem } from "@/components/ui/toast.tsx";
import { cancelImport, importQuery } from "@/lib/imports/api.ts";
import type { ImportRunDto } from "@/lib/imports/schema.ts";

const number = (value: number): string => value.toLocaleString("en-GB");

function headline({ state, done, total }: ImportRunDto): string {
  if (state === "waiting") return "This import is about to start";
  if (total === 0) return "The file is being compared with the inventory";
  if (done >= total) return `${number(total)} records written; their entries in the audit trail follow`;
  return `${number(done)} of ${number(total)} records written`;
}

/** How far an import in the background is, and the way to stop it. One may leave the page meanwhile. */
export function RunProgress({ id, run }: { id: string; run: ImportRunDto }) {
  const client = useQueryClient();
  const stop = useMutation({
    mutationFn: () => cancelImport(id),
    onSettled: () => client.invalidateQueries({ queryKey: importQuery(id).queryKey }),
    onError: toastProblem,
  });
  const percent = run.total === 0 ? 0 : Math.min(100, Math.round((run.done / run.total) * 100));
  return (
    <Notice tone="blue" title={headline(run)}>
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
