import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { untilHydrated } from "../support/sign-in.ts";
import { test } from "../support/test.ts";

const cell = (id: string, shape: "process" | "store", name: string, threats: object[] = []) => ({
  id,
  shape,
  position: { x: shape === "store" ? 320 : 40, y: 80 },
  size: { width: 120, height: 60 },
  zIndex: 1,
  data: { name, type: `tm.${shape === "store" ? "Store" : "Process"}`, threats, hasOpenThreats: threats.length > 0 },
});

const risk = { id: "b7a1f0aa-0000-4000-8000-000000000001", title: "Answers leak", type: "Information disclosure" };

/** A file of Threat Dragon with what we do not keep: a boundary line. */
const dragon = (name: string, mark: string) => ({
  version: "2.0.0",
  summary: { title: name, owner: "Ada", description: "", id: 0 },
  detail: {
    contributors: [],
    diagramTop: 1,
    threatTop: 1,
    reviewer: "",
    diagrams: [
      {
        id: 0,
        title: "Main",
        diagramType: "STRIDE",
        thumbnail: "",
        version: "2.0.0",
        cells: [
          cell(`web-${mark}`, "process", "Web <b>shop</b>", [
            { ...risk, status: "Open", severity: "High", description: "", mitigation: "", modelType: "STRIDE" },
          ]),
          cell(`db-${mark}`, "store", "Orders"),
          {
            id: `line-${mark}`,
            shape: "trust-boundary-curve",
            zIndex: 2,
            source: { x: 10, y: 10 },
            target: { x: 90, y: 10 },
            data: { name: "Edge", type: "tm.Boundary" },
          },
        ],
      },
    ],
  },
});

test("a Threat Dragon file becomes a threat model: what is not kept is said, its room opens, and it leaves as OTM", async ({
  signedInPage,
}) => {
  const page = await signedInPage("contributor");
  const mark = randomBytes(4).toString("hex");
  const name = `Shop ${mark}`;
  await page.goto("/threat-models/import");
  await untilHydrated(page, "main button");
  await expectAccessible(page);
  const buffer = Buffer.from(JSON.stringify(dragon(name, mark)));
  const file = { name: "shop.json", mimeType: "application/json", buffer };
  await page.locator("main input[type=file]").setInputFiles(file);

  await expect(page.getByRole("heading", { level: 1, name: "Review OWASP Threat Dragon" })).toBeVisible();
  const aside = page.getByRole("complementary", { name: "About this import" });
  await expect(aside).toContainText(/boundary/i);
  await expect(aside).toContainText("Ada");
  const records = page.getByRole("list", { name: "Records of the file" });
  await expect(records).toContainText("Web <b>shop</b>");
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Apply \d+ records$/ }).click();
  await expect(page.getByText("This import is applied").first()).toBeVisible();

  await page.getByRole("link", { name: "Open its room" }).click();
  await expect(page).toHaveURL(new RegExp(`/threat-models/shop-${mark}/room`));
  await expect(page.getByText("Orders").first()).toBeVisible();

  await page.goto(`/threat-models/shop-${mark}/report`);
  await expect(page.getByRole("heading", { level: 1, name: `Report: ${name}` })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Answers leak");
  await expectAccessible(page);

  await page.goto(`/threat-models/shop-${mark}`);
  await untilHydrated(page, "main button");
  await page.getByRole("button", { name: "More actions" }).click();
  const leaving = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Open Threat Model (OTM)" }).click();
  const download = await leaving;
  expect(download.suggestedFilename()).toBe(`shop-${mark}.otm`);
  const otm = JSON.parse(await readFile(await download.path(), "utf8")) as { components: { name: string }[] };
  expect(otm.components.map((component) => component.name).sort()).toEqual(["Orders", "Web <b>shop</b>"]);
});
