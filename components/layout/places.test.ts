import { expect, it } from "vitest";
import { placesFor } from "./places.ts";

it("offers what somebody may open, and says what waits there", () => {
  const labels = (abilities: string[]) =>
    placesFor(abilities).navigation.flatMap(({ items }) => items.map(({ label }) => label));
  expect(labels(["discovery:read", "self:read"])).toEqual(["Discoveries", "Settings"]);
  const { navigation } = placesFor(["discovery:read"], { "/discoveries": 3 });
  expect(navigation[0]?.items).toMatchObject([{ href: "/discoveries", count: 3, urgency: "soon" }]);
  expect(placesFor(["discovery:read"], { "/discoveries": 0 }).navigation[0]?.items[0]).not.toHaveProperty("count");
});
