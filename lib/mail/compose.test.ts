import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compose } from "./compose.ts";
import { invitationLetter, resetLetter } from "./letters.ts";

const invitation = {
  to: "new@example.com",
  organization: "Northwind Bank",
  invitedBy: "Lena Fischer",
  role: "Auditor",
  url: "https://keep.example/invitation?token=abc",
  expiresAt: "2026-11-28T09:30:00.000Z",
};

describe("letters", () => {
  it("says who invites, to what, until when, with the link in both forms", () => {
    const letter = invitationLetter(invitation);
    expect(letter.subject).toBe("Join Northwind Bank on Modelkeep");
    expect(letter.text).toContain("Lena Fischer invites you to join Northwind Bank");
    expect(letter.text).toContain("until 2026-11-28 09:30 UTC");
    expect(letter.text).toContain(invitation.url);
    expect(letter.html).toContain(`href="${invitation.url}"`);
  });

  it("does not claim that a person asked when an administrator did", () => {
    const reset = { to: "a@example.com", name: "A", url: "https://keep.example/r", expiresAt: invitation.expiresAt };
    expect(resetLetter({ ...reset, askedBy: "administrator" }).text).toContain("An administrator made a link");
    expect(resetLetter({ ...reset, askedBy: "person" }).text).toContain("was asked for");
  });

  it("shows markup in names instead of obeying it", () => {
    const { html } = invitationLetter({ ...invitation, organization: `<img src=x onerror="a()">` });
    expect(html).toContain("&lt;img src=x onerror=&quot;a()&quot;&gt;");
    expect(html).not.toContain("<img");
  });

  it("keeps every subject on one line, whatever a name holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const { subject } = compose({ to: "a@b.c", subject: `Join ${name}\r\nBcc: x@y.z`, body: [], footer: "f" });
        expect(subject).not.toMatch(/[\r\n\u2028\u2029]/u);
      }),
    );
  });
});
