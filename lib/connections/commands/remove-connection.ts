import { defineCommand } from "../../kernel/command.ts";
import { changeConnection, keepToken, loadConnection } from "../change-connection.ts";
import { toConnectionDto } from "../connection-dto.ts";
import { ConnectionDto, ConnectionInput } from "../schema.ts";

/** Removes a connection and forgets its token. What came through it stays. */
export const removeConnection = defineCommand({
  name: "connection.remove",
  summary: "Remove a connection and forget its token; what came through it stays",
  permission: "connection:manage",
  http: "POST /connections/{id}/remove",
  input: ConnectionInput,
  output: ConnectionDto,
  load: ({ tx, input, ctx }) => loadConnection(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    const change = {
      before: target,
      expectedVersion: input.expectedVersion,
      data: { state: "removed", schedule: "off" },
    };
    const { after, item } = await changeConnection(tx, ctx, change);
    await keepToken(tx, after, "");
    return { result: await toConnectionDto(tx, after), audit: [item] };
  },
});
