import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";

const IMPACTS = ["minor", "moderate", "serious", "critical"] as const;

interface AccessibleOptions {
  /** The least impact that fails; default: every violation fails. */
  readonly atLeast?: (typeof IMPACTS)[number];
  /** CSS selectors of parts that are not looked at, each with its reason in the test. */
  readonly exclude?: readonly string[];
  /** Looks at colours only: for a page that was looked at whole and then only changed its theme. */
  readonly coloursOnly?: boolean;
}

/** Waits until what fades in or out has done so: half-faded words have no contrast. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const finite = document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
    const ends = Promise.all(finite.map((each) => each.finished.catch(() => undefined)));
    await Promise.race([ends, new Promise((resolve) => setTimeout(resolve, 2_000))]);
  });
}

/** Fails when axe finds a violation of WCAG 2.2 A and AA or of its best practices on the page as it is now. */
export async function expectAccessible(page: Page, options: AccessibleOptions = {}): Promise<void> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  await settled(page);
  let builder = new AxeBuilder({ page });
  builder = options.coloursOnly === true ? builder.withRules(["color-contrast"]) : builder.withTags(tags);
  for (const selector of options.exclude ?? []) builder = builder.exclude(selector);
  const { violations } = await builder.analyze();
  const least = IMPACTS.indexOf(options.atLeast ?? "minor");
  const found = violations
    .filter(({ impact }) => IMPACTS.indexOf(impact ?? "critical") >= least)
    .map(
      ({ id, impact, help, nodes }) =>
        `${impact ?? "?"} ${id}: ${help}\n    ${nodes.map((n) => n.target.join(" ")).join("\n    ")}`,
    );
  expect(found, `axe on ${page.url()}`).toEqual([]);
}
