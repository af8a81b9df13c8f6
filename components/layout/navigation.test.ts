import { describe, expect, it } from "vitest";
import { currentItem } from "./navigation.ts";
import type { NavSection } from "./navigation.ts";

const sections: NavSection[] = [
  { items: [{ href: "/", label: "Overview", icon: "overview" }] },
  {
    items: [
      { href: "/settings", label: "Settings", icon: "settings" },
      { href: "/settings/people", label: "People", icon: "people" },
      { href: "/models", label: "Models", icon: "models" },
    ],
  },
];

describe("current item of the navigation", () => {
  it("is the deepest place the path lies under", () => {
    expect(currentItem(sections, "/settings/people/7")?.label).toBe("People");
    expect(currentItem(sections, "/settings/account")?.label).toBe("Settings");
    expect(currentItem(sections, "/models")?.label).toBe("Models");
  });

  it("does not take a path that only begins with the same letters", () => {
    expect(currentItem(sections, "/models-archive")).toBeUndefined();
  });

  it("is the overview only on the overview", () => {
    expect(currentItem(sections, "/")?.label).toBe("Overview");
    expect(currentItem(sections, "/elsewhere")).toBeUndefined();
  });
});
