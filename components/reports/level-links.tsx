import Link from "next/link";
import { TriageShape } from "@/components/triage-badge";
import { FLAG_LEVELS, type FlagLevel } from "@/lib/reports/report";
import { LEVEL_WORDS } from "@/lib/triage/level-words";

/** Chooses the level whose charts are drawn; a link each, so that the URL is the view. */
export function LevelLinks({
  level,
  levelHref,
}: {
  level: FlagLevel;
  levelHref: (level: FlagLevel) => string;
}) {
  return (
    <nav aria-label="Level of the charts" className="flex flex-wrap gap-1 print:hidden">
      {FLAG_LEVELS.toReversed().map((each) => (
        <Link
          key={each}
          prefetch={false}
          href={levelHref(each)}
          aria-current={each === level ? "true" : undefined}
          className="flex min-h-7 items-center gap-1.5 rounded-control border border-transparent px-2 text-12 hover:bg-sunken aria-[current=true]:border-control aria-[current=true]:bg-selected aria-[current=true]:font-semibold max-sm:min-h-11"
        >
          <TriageShape level={each} />
          {LEVEL_WORDS[each]}
        </Link>
      ))}
    </nav>
  );
}
