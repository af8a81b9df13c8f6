import { downloadImport } from "./commands/download-import.ts";
import { importsEraser } from "./eraser.ts";
import { listImportFiles } from "./queries/list-import-files.ts";
import { listImportRecords } from "./queries/list-import-records.ts";
import { readImport } from "./queries/read-import.ts";
import { cancelImport, noteProgress, readImporter } from "./runs.ts";

/** Everything of this domain for the registry. */
export const imports = {
  commands: [downloadImport],
  scratches: [cancelImport, noteProgress],
  queries: [listImportFiles, listImportRecords, readImporter, readImport],
  erasers: [importsEraser],
} as const;
