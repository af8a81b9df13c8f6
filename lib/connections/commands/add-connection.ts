import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { connectionAggregate } from "../aggregate.ts";
import { keepToken } from "../change-connection.ts";
import { toConnectionDto } from "../connection-dto.ts";
import { AddConnectionInput, ConnectionDto } from "../schema.ts";

/** Connects a registry. Who does this reviews what it brings: nothing is applied without a person. */
export const addConnection = defineCommand({
  name: "connection.add",
  summary: "Connect a registry that is read on a schedule; you review what it brings",
  permission: "connection:manage",
  http: "POST /connections",
  input: AddConnectionInput,
  output: ConnectionDto,
  authorize({ actor }) {
    if (actor.type !== "user")
      throw new AppError("forbidden", "A person sets a connection up, and reviews what it brings.");
  },
  async run({ tx, input, ctx }) {
    const { token, ...fields } = input;
    const at = ctx.now();
    const ownerId = ctx.actor.type === "user" ? ctx.actor.id : "";
    const facts = {
      id: ctx.newId(),
      orgId: ctx.orgId,
      ownerId,
      state: "active",
      version: 1,
      createdAt: at,
      updatedAt: at,
    };
    const row = await tx.connection.create({ data: { ...fields, ...facts } });
    await keepToken(tx, row, token);
    return { result: await toConnectionDto(tx, row), audit: [audited(connectionAggregate, null, row)] };
  },
});
