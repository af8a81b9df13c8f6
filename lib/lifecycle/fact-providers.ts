import { evidenceFacts } from "../evidence/queries/gate-facts.ts";
import { inventoryFacts } from "../inventory/queries/gate-facts.ts";
import { threatFacts } from "../threats/queries/gate-facts.ts";
import type { FactProvider } from "../kernel/fact-provider.ts";

/** Every domain that computes facts for gates: a new one adds its provider here, and criteria that rest on its facts. */
export const factProviders: readonly FactProvider[] = [inventoryFacts, evidenceFacts, threatFacts];

/** What each fact says, by its id. */
export const factLabels: Readonly<Record<string, string>> = Object.assign(
  {},
  ...factProviders.map(({ facts }) => facts),
) as Readonly<Record<string, string>>;
