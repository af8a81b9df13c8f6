import data from "./data/classical-threats.json";
import { Threat } from "./schema.ts";

/** Threats to any software (STRIDE and LINDDUN), for each kind of element and for flows. */
export const classicalThreats: readonly Threat[] = Threat.array().parse(data);
