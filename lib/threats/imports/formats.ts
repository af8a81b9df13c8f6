import { threatModelImports } from "../../imports/rules.ts";
import { threatModelFormat } from "./threat-model-format.ts";

/** The formats of threat models at the import door. */
export const threatModelFormats = threatModelImports.map(threatModelFormat);
