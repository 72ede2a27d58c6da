import { NumberLink } from "@/components/reports/number-link";
import { RatioTile } from "@/components/reports/ratio-tile";
import { ReportSection, Tiles } from "@/components/reports/report-section";
import { beforeOf, type ShownReport } from "@/components/reports/shown-report";
import { counted } from "@/lib/reports/words";

/** Whom nobody spoke to stands first: every other number says less about them. */
export function ReachSection({ shown }: { shown: ShownReport }) {
  const { report, to } = shown;
  const notCalled = report.never_reached.flaggedNotAttempted.length;
  return (
    <ReportSection
      id="never-reached"
      title="Whom we never reached"
      lead="These people stand first, since every other number says less about them."
    >
      <Tiles>
        <RatioTile
          metric="never_reached"
          ratio={report.never_reached}
          unit="recovery"
          to={to}
          before={beforeOf(shown, (each) => each.never_reached)}
        >
          <p className={notCalled === 0 ? "text-12 text-muted" : "text-12 font-medium"}>
            <NumberLink
              href={to("never_reached", "flagged-not-called")}
              n={notCalled}
              says="recoveries"
            >
              {counted(notCalled)} flagged and never called
            </NumberLink>
          </p>
        </RatioTile>
        <RatioTile
          metric="unknown_outcome"
          ratio={report.unknown_outcome}
          unit="recovery"
          to={to}
          before={beforeOf(shown, (each) => each.unknown_outcome)}
        />
        <RatioTile
          metric="reached_patients"
          ratio={report.reached_patients}
          unit="patient"
          to={to}
          before={beforeOf(shown, (each) => each.reached_patients)}
        />
        <RatioTile
          metric="attempted_patients"
          ratio={report.attempted_patients}
          unit="patient"
          to={to}
          before={beforeOf(shown, (each) => each.attempted_patients)}
        />
      </Tiles>
    </ReportSection>
  );
}
