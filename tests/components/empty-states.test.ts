import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import StaffError from "@/app/(staff)/error";
import {
  FilterEmpty,
  FirstRun,
  NobodyFollowed,
  NothingLeft,
  PageEmpty,
} from "@/components/worklist/worklist-states";

/** What somebody reads. */
function read(element: ReactElement): string {
  return renderToStaticMarkup(element)
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll(/\s+/g, " ")
    .trim();
}

const clearHref = "/worklist";
const EMPTY = {
  filter: read(createElement(FilterEmpty, { filters: "Urgent + Mine", clearHref })),
  page: read(createElement(PageEmpty, { firstHref: "/worklist" })),
  over: read(createElement(NobodyFollowed)),
  new: read(createElement(FirstRun, { importHref: "/imports", importers: [] })),
};
const failed = read(createElement(StaffError, { error: new Error("the database is gone") }));

describe("a list without rows says why", () => {
  it("by its filters, its page, because all is over, or because nobody was ever brought in", () => {
    expect(EMPTY.filter).toBe("No one matches Urgent + Mine. Clear filters");
    expect(EMPTY.page).toMatch(/^No one is on this page any more\. First page$/);
    expect(EMPTY.over).toMatch(/^Nobody is under follow-up now\./);
    expect(EMPTY.new).toMatch(/^No patients yet\..*Import a CSV$/);
  });

  it("and never looks like a page that couldn't be read, nor that like an empty one", () => {
    expect(failed).toMatch(/^This page could not be read\. Nothing is lost and nobody is missing/);
    expect(failed).toContain("Try again");
    expect(failed).not.toMatch(/no one|nobody is under|no patients|database/i);
    for (const words of Object.values(EMPTY)) {
      expect(words).not.toMatch(/could not|try again|error|reference/i);
    }
  });
});

describe("a list on which nothing is due any more", () => {
  it("says that all are done only when they are", () => {
    const said = (done: number) =>
      read(createElement(NothingLeft, { done, total: 24, nextDue: "tomorrow at 9:00 AM" }));
    expect(said(24)).toBe("All 24 done. Next call is due tomorrow at 9:00 AM.");
    expect(said(3)).toBe("Nothing more is due today. Next call is due tomorrow at 9:00 AM.");
  });
});
