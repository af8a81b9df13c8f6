import { CsvMapping } from "../../../interop/csv/mapping.ts";
import { parseCsv } from "../../../interop/csv/parse-csv.ts";
import { previewCsv } from "../../../interop/csv/preview-csv.ts";
import { parseCycloneDx } from "../../../interop/cyclonedx/parse-cyclonedx.ts";
import { parseMlflow } from "../../../interop/mlflow/parse-mlflow.ts";
import { parseSignedModel } from "../../../interop/model-signing/parse-signed-model.ts";
import { parseSpdx3 } from "../../../interop/spdx3/parse-spdx3.ts";
import { invalid } from "../../../kernel/errors.ts";
import { supplyFormat } from "./supply-format.ts";

/** CycloneDX bills of materials at the import door. */
export const cycloneDxFormat = supplyFormat("cyclonedx", (source, reading) => parseCycloneDx(source, reading));

/** SPDX 3 with its AI and Dataset profiles at the import door. */
export const spdx3Format = supplyFormat("spdx3", (source, reading) => parseSpdx3(source, reading));

/** Registries of MLflow at the import door, as its REST API lists them. */
export const mlflowFormat = supplyFormat("mlflow", (source, reading) => parseMlflow(source, reading));

/** Signatures of OpenSSF Model Signing at the import door: what was signed, as a version with its files. */
export const modelSigningFormat = supplyFormat("model-signing", (source, reading) => parseSignedModel(source, reading));

/** The columns as they were chosen, or as the headings suggest when nothing was said. Throws invalid_input. */
function columnsOf(source: Uint8Array, options: string): CsvMapping {
  if (options === "") return previewCsv(source).mapping;
  try {
    const parsed = CsvMapping.safeParse(JSON.parse(options));
    if (parsed.success) return parsed.data;
    return invalid("options", parsed.error.issues[0]?.message ?? "Say for each column what it holds.");
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return invalid("options", "The columns must be a JSON list: for each column a field, or null.");
  }
}

/** Tables at the import door: one model a row, or one version. */
export const csvFormat = supplyFormat("csv", (source, reading, options) =>
  parseCsv(source, columnsOf(source, options), reading),
);
