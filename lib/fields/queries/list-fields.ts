import { can } from "../../kernel/can.ts";
import { defineQuery } from "../../kernel/query.ts";
import { toFieldDto } from "../field-dto.ts";
import { FieldListDto, ListFieldsInput } from "../schema.ts";

/** The organization's own fields in the order of the forms, with what the reader may do. There are at most a hundred. */
export const listFields = defineQuery({
  name: "field.list",
  summary: "List the organization's own fields",
  permission: "asset:read",
  http: "GET /fields",
  input: ListFieldsInput,
  output: FieldListDto,
  async run({ db, ctx }) {
    const rows = await db.customField.findMany({
      where: { orgId: ctx.orgId },
      orderBy: [{ position: "asc" }, { id: "asc" }],
    });
    return { items: rows.map(toFieldDto), abilities: { manage: can(ctx.actor, "field:manage") } };
  },
});
