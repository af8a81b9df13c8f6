import { defineRegisterDiscovery } from "./discovery/commands/register-discovery.ts";
import { registerAsset } from "./inventory/assets/commands/register-asset.ts";
import { registerModel } from "./inventory/commands/register-model.ts";

/** Registers what was seen, with the inventory's own commands. */
export const registerDiscovery = defineRegisterDiscovery({ model: registerModel.run, asset: registerAsset.run });
