import type { Connection } from "../../db/types.ts";
import { defineCommand } from "../../kernel/command.ts";
import { invalid } from "../../kernel/errors.ts";
import { changeConnection, keepToken, loadConnection } from "../change-connection.ts";
import { toConnectionDto } from "../connection-dto.ts";
import { ConnectionDto, UpdateConnectionInput } from "../schema.ts";

/** Changes a connection. Another address needs the token again, so that a token never goes where it was not given for. */
export const updateConnection = defineCommand({
  name: "connection.update",
  summary: "Change a connection's name, address, schedule or token",
  permission: "connection:manage",
  http: "PATCH /connections/{id}",
  input: UpdateConnectionInput,
  output: ConnectionDto,
  load: ({ tx, input, ctx }) => loadConnection(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    const { id: _id, expectedVersion, token, ...fields } = input;
    if (fields.baseUrl !== undefined && fields.baseUrl !== target.baseUrl && token === undefined) {
      invalid("token", "Give the token again: the address has changed.");
    }
    const data = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const change = { before: target, expectedVersion, data: data as Partial<Connection> };
    const { after, item } = await changeConnection(tx, ctx, change);
    if (token !== undefined) await keepToken(tx, after, token);
    return { result: await toConnectionDto(tx, after), audit: [item] };
  },
});
