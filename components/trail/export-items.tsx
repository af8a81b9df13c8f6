"use client";

import { Menu } from "@mantine/core";
import { IconDownload, IconFileZip, IconScript } from "@tabler/icons-react";
import { toastDone, toastInfo, toastProblem } from "@/components/ui/toast.tsx";
import { exportEvidenceBundle, exportTrail } from "@/lib/trail/api.ts";
import type { ExportTrailInput } from "@/lib/trail/schema.ts";
import type { z } from "@/lib/zod.ts";
import { saveFile } from "./save-file.ts";

type Filters = Omit<z.input<typeof ExportTrailInput>, "format">;

/** Fetches an export and hands it to the downloads, saying what happens. */
export async function takeExport(work: () => Promise<{ name: string; blob: Blob }>): Promise<void> {
  toastInfo({ message: "The export is being put together. It arrives with your downloads." });
  try {
    const { name, blob } = await work();
    saveFile(name, blob);
    toastDone({ message: `${name} is ready. The trail has an entry of it.` });
  } catch (error) {
    toastProblem(error);
  }
}

export const VERIFIER_ADDRESS = "/verify/modelkeep-verify.mjs";

/** What can be taken out of the trail; each of them leaves an entry. */
export function ExportItems({ filters }: { filters: Filters }) {
  return (
    <>
      <Menu.Label>Export these entries</Menu.Label>
      <Menu.Item
        leftSection={<IconDownload aria-hidden />}
        onClick={() => void takeExport(() => exportTrail({ ...filters, format: "csv" }))}
      >
        As CSV, for spreadsheets
      </Menu.Item>
      <Menu.Item
        leftSection={<IconDownload aria-hidden />}
        onClick={() => void takeExport(() => exportTrail({ ...filters, format: "jsonl" }))}
      >
        As JSON Lines, for programs
      </Menu.Item>
      <Menu.Label>To verify without us</Menu.Label>
      <Menu.Item
        leftSection={<IconFileZip aria-hidden />}
        onClick={() => void takeExport(() => exportEvidenceBundle())}
      >
        Evidence bundle of the whole log
      </Menu.Item>
      <Menu.Item leftSection={<IconScript aria-hidden />} component="a" href={VERIFIER_ADDRESS} download>
        Offline verifier
      </Menu.Item>
    </>
  );
}
