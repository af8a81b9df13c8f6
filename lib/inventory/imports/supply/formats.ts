import { parseCycloneDx } from "../../../interop/cyclonedx/parse-cyclonedx.ts";
import { parseSignedModel } from "../../../interop/model-signing/parse-signed-model.ts";
import { parseSpdx3 } from "../../../interop/spdx3/parse-spdx3.ts";
import { supplyFormat } from "./supply-format.ts";

/** CycloneDX bills of materials at the import door. */
export const cycloneDxFormat = supplyFormat("cyclonedx", (source, reading) => parseCycloneDx(source, reading));

/** SPDX 3 with its AI and Dataset profiles at the import door. */
export const spdx3Format = supplyFormat("spdx3", (source, reading) => parseSpdx3(source, reading));

/** Signatures of OpenSSF Model Signing at the import door: what was signed, as a version with its files. */
export const modelSigningFormat = supplyFormat("model-signing", (source, reading) => parseSignedModel(source, reading));
