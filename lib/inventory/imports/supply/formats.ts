import { parseCycloneDx } from "../../../interop/cyclonedx/parse-cyclonedx.ts";
import { supplyFormat } from "./supply-format.ts";

/** CycloneDX bills of materials at the import door. */
export const cycloneDxFormat = supplyFormat("cyclonedx", (source, reading) => parseCycloneDx(source, reading));
