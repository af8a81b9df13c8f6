import type { DiagramElement, Operation } from "../../graph/schema.ts";
import { nodesOf } from "../../inventory/queries/nodes-of.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { AppError } from "../../kernel/errors.ts";

type Bound = NonNullable<DiagramElement["bound"]>;

function boundBy(operation: Operation): Bound | null | undefined {
  if (operation.part !== "element" || operation.do === "remove") return null;
  return operation.do === "add" ? operation.value.bound : operation.set.bound;
}

/**
 * Throws unprocessable unless everything that elements are bound to is in the organization's inventory and not archived, and
 * forbidden when a guest binds: the inventory is none of theirs.
 */
export async function requireBindable(
  db: Parameters<typeof nodesOf>[0],
  ctx: CommandContext,
  operations: readonly Operation[],
): Promise<void> {
  const wanted = operations.flatMap((operation, index) => {
    const bound = boundBy(operation);
    return bound === null || bound === undefined ? [] : [{ index, bound }];
  });
  if (wanted.length === 0) return;
  if (ctx.actor.type === "guest") {
    throw new AppError("forbidden", "Guests cannot bind elements to the inventory.");
  }
  const nodes = await nodesOf(
    db,
    ctx.orgId,
    wanted.map(({ bound }) => bound),
  );
  for (const { index, bound } of wanted) {
    const node = nodes.get(bound.id);
    const path = `operations.${index}.bound`;
    if (node?.type !== bound.type) {
      const message = "There is no such thing in the inventory.";
      throw new AppError("unprocessable", message, { errors: [{ path, message }] });
    }
    if (node.state === "archived") {
      const message = `${node.name} is archived. Restore it before binding an element to it.`;
      throw new AppError("unprocessable", message, { errors: [{ path, message }] });
    }
  }
}
