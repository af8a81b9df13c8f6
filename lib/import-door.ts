import { applyImport } from "./imports/commands/apply-import.ts";
import { previewImport } from "./imports/commands/preview-import.ts";
import { refreshImport } from "./imports/commands/refresh-import.ts";
import { modelCardFormat } from "./inventory/imports/model-card-format.ts";

/** The formats of the import door. A new one is a line here and a line in lib/imports/rules.ts. */
const formats = [modelCardFormat] as const;

export const importDoor = {
  preview: previewImport(formats),
  refresh: refreshImport(formats),
  apply: applyImport(formats),
} as const;
