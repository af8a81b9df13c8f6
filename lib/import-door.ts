import { applyImport } from "./imports/commands/apply-import.ts";
import { previewImport } from "./imports/commands/preview-import.ts";
import { refreshImport } from "./imports/commands/refresh-import.ts";
import { queueImport, RunImport } from "./imports/runs.ts";
import { modelCardFormat } from "./inventory/imports/model-card-format.ts";
import {
  csvFormat,
  cycloneDxFormat,
  mlflowFormat,
  modelSigningFormat,
  spdx3Format,
} from "./inventory/imports/supply/formats.ts";
import { defineJob, type Job } from "./jobs/define-job.ts";
import { threatModelFormats } from "./threats/imports/formats.ts";

/** The formats of the import door. A new one is a line here and a line in lib/imports/rules.ts. */
const formats = [
  modelCardFormat,
  cycloneDxFormat,
  spdx3Format,
  csvFormat,
  modelSigningFormat,
  mlflowFormat,
  ...threatModelFormats,
] as const;

const job: Job<typeof RunImport> = defineJob({
  name: "import.apply",
  input: RunImport,
  maxAttempts: 1,
  handler: async () => {
    const { runImport } = await import("./imports/run-import.ts");
    return { run: (input) => runImport(formats, input) };
  },
});

export const importDoor = {
  preview: previewImport(formats),
  refresh: refreshImport(formats),
  apply: applyImport(formats),
  queue: queueImport(() => job),
  job,
} as const;
