import type pg from "pg";

type Kind =
  "model" | "model_version" | "dataset" | "dataset_version" | "system" | "deployment" | "component" | "vendor";

export const idOf: (kind: Kind | "organization" | "link" | "user", n: number) => string;
export const counts: Readonly<Record<Kind, number>>;
export const makeSupplyChain: (client: pg.Client) => Promise<number>;
