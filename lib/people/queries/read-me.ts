import { can } from "../../kernel/can.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { permissions } from "../../kernel/policy.ts";
import { defineQuery } from "../../kernel/query.ts";
import { MeDto, NothingInput } from "../schema.ts";
import { toUserDto } from "../user-dto.ts";

/** The signed-in person: profile, organization, and what they may do now. */
export const readMe = defineQuery({
  name: "me.read",
  summary: "The signed-in person and what they may do",
  permission: "self:read",
  input: NothingInput,
  output: MeDto,
  http: "GET /users/me",
  async run({ db, ctx }) {
    const { actor } = ctx;
    if (actor.type !== "user") throw new AppError("forbidden", "Only a person has a profile.");
    const user = (await db.user.findFirst({ where: { id: actor.id, orgId: ctx.orgId } })) ?? notFound("person");
    const { id, name, slug } = await db.organization.findUniqueOrThrow({ where: { id: ctx.orgId } });
    return {
      user: toUserDto(user),
      organization: { id, name, slug },
      secondFactorRequired: actor.secondFactorMissing,
      abilities: permissions.filter((permission) => can(actor, permission)),
    };
  },
});
