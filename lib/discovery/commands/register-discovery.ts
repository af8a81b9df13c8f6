import type { Tx } from "../../db/types.ts";
import { RegisterAssetInput } from "../../inventory/assets/schema.ts";
import { RegisterModelInput } from "../../inventory/schema.ts";
import type { AuditItem } from "../../kernel/aggregate.ts";
import { can } from "../../kernel/can.ts";
import { defineCommand, type NonEmpty } from "../../kernel/command.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { AppError } from "../../kernel/errors.ts";
import type { z } from "../../zod.ts";
import { decide, loadDiscovery, requireOpen } from "../decide.ts";
import { toDiscoveryDto } from "../discovery-dto.ts";
import { normalizeUrl } from "../rules.ts";
import { DiscoveryDto, RegisterDiscoveryInput } from "../schema.ts";
import type { Discovery } from "../../db/types.ts";

type Registering<Input> = (args: {
  tx: Tx;
  input: Input;
  target: undefined;
  ctx: CommandContext;
}) => Promise<{ result: { id: string }; audit: NonEmpty<AuditItem> }>;

/** How the inventory registers things: the runs of its own commands. */
export type Registrars = {
  model: Registering<z.output<typeof RegisterModelInput>>;
  asset: Registering<RegisterAssetInput>;
};

const seenAs = ({ source, value, detail }: Discovery): string =>
  [`Seen by ${source} as ${value}.`, ...(detail === "" ? [] : [detail])].join("\n\n");

function modelInput(input: RegisterDiscoveryInput, seen: Discovery) {
  const { name, provider, modelKind: kind, sensitivity, ownerId } = input;
  const owner = ownerId === undefined ? {} : { ownerId };
  return RegisterModelInput.parse({ name, provider, kind, sensitivity, description: seenAs(seen), ...owner });
}

/** What of a discovery belongs into the facts, so that the next sighting is recognized. */
function factsOf(input: RegisterDiscoveryInput, { kind, value }: Discovery): object {
  if (input.as === "deployment") {
    const addressed = kind === "url" || kind === "cloud_resource";
    return { environment: input.environment, status: "live", ...(addressed ? { endpoint: value } : {}) };
  }
  const found = {
    url: { category: "api", location: normalizeUrl(value)?.value ?? value },
    package: { category: "library", purl: value.slice(0, 500), release: value.split("@").at(1)?.slice(0, 120) ?? "" },
    digest: { digest: value },
    name: {},
    cloud_resource: { category: "service", location: value },
  }[kind as "url"];
  return { supplier: input.provider, ...found };
}

function assetInput(input: RegisterDiscoveryInput, seen: Discovery): RegisterAssetInput {
  const { name, as: kind, sensitivity, ownerId } = input;
  const owner = ownerId === undefined ? {} : { ownerId };
  const facts = factsOf(input, seen);
  return RegisterAssetInput.parse({ kind, name, sensitivity, description: seenAs(seen), facts, ...owner });
}

/** Makes the command that enters what was seen into the inventory, as the inventory's own commands do it. */
export function defineRegisterDiscovery(registrars: Registrars) {
  return defineCommand({
    name: "discovery.register",
    summary: "Register what was seen as a model, component or deployment",
    permission: "discovery:decide",
    http: "POST /discoveries/{id}/register",
    input: RegisterDiscoveryInput,
    output: DiscoveryDto,
    load: ({ tx, input, ctx }) => loadDiscovery(tx, ctx.orgId, input.id),
    authorize({ actor, input, target }) {
      requireOpen(target);
      if (can(actor, input.as === "model" ? "model:write" : "asset:write")) return;
      throw new AppError("forbidden", "Your role decides about discoveries, but does not register things.");
    },
    async run({ tx, input, target, ctx }) {
      const call = { tx, target: undefined, ctx };
      const made =
        input.as === "model"
          ? await registrars.model({ ...call, input: modelInput(input, target) })
          : await registrars.asset({ ...call, input: assetInput(input, target) });
      const decision = { state: "registered", match: { type: input.as, id: made.result.id } } as const;
      const { expectedVersion } = input;
      const { after, item } = await decide(tx, ctx, { before: target, expectedVersion, decision });
      return { result: await toDiscoveryDto(tx, ctx, after), audit: [item, ...made.audit] };
    },
  });
}
