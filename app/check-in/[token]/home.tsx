import { Advice } from "@/components/check-in/advice";
import { PostForm, WideButton } from "@/components/check-in/post-form";
import { RestrictionList } from "@/components/check-in/restriction-list";
import { Today } from "@/components/check-in/today";
import { Alert } from "@/components/ui/alert";
import { phaseAt } from "@/lib/check-in/normal-today";
import { DRAFT_HOURS } from "@/lib/check-in/own-report";
import { timeLeft } from "@/lib/check-in/patient-time";
import { filled } from "@/lib/check-in/patient-words";
import { localDay } from "@/lib/dates";
import { elapsedHours, recoveryDay } from "@/lib/recovery/clock";
import { restrictionText } from "@/lib/recovery/restriction-words";
import { restrictionsAt, strictestRestrictions } from "@/lib/recovery/restrictions";
import { type Screen, toldNow } from "./screen";

/** How a patient stands, what is normal at this hour, what to wait with, and the way to tell us. */
export function Home({ screen, reportGone }: { screen: Screen; reportGone: boolean }) {
  const { own, clinic, language, words, now, at } = screen;
  const healing = own.recoveries.filter(({ open }) => open);
  return (
    <>
      <h1 className="text-22 font-semibold">
        {filled(words.hello, { name: own.name.split(" ")[0]! })}
      </h1>
      {reportGone ? <Alert title={words.reportGone} /> : null}
      {healing.length > 0 ? (
        <Advice told={toldNow(screen)} clinic={clinic} language={language} />
      ) : (
        <section aria-labelledby="over" className="grid gap-2">
          <h2 id="over" className="text-22 font-semibold">
            {words.overTitle}
          </h2>
          <p>{words.over}</p>
        </section>
      )}
      <Telling screen={screen} />
      {healing.map((each) => (
        <Today
          key={each.id}
          id={each.id}
          area={healing.length > 1 ? each.area : null}
          since={sinceWords(screen, each.endedAt)}
          phase={phaseAt(
            elapsedHours(each.endedAt, now),
            each.longerWindow ?? each.protocol.thresholds,
          )}
          extensions={each.protocol.extensions}
          language={language}
          emergencyNumber={clinic.emergencyNumber}
        />
      ))}
      {healing.length > 0 ? <Restrictions screen={screen} /> : null}
      <p className="grid justify-items-start">
        <a href={at("photos")} className="link inline-flex min-h-11 items-center">
          {words.photoLink}
        </a>
        <a href={at("answers")} className="link inline-flex min-h-11 items-center">
          {words.pastLink}
        </a>
      </p>
      <PostForm to={screen.to("leave")} language={language} className="grid gap-1">
        <WideButton variant="quiet" aria-describedby="leave-why">
          {words.leave}
        </WideButton>
        <p id="leave-why" className="text-center text-muted">
          {words.leaveWhy}
        </p>
      </PostForm>
    </>
  );
}

/** The way into a report: the one under way, one more today, or the first; of one area or of all. */
function Telling({ screen }: { screen: Screen }) {
  const { own, language, words, now, to, time, clinic } = screen;
  const { draft, recoveries, checkIns } = own;
  const today = checkIns.find(
    ({ recordedAt }) => localDay(recordedAt, clinic.timeZone) === localDay(now, clinic.timeZone),
  );
  const underWay =
    draft !== null && now.getTime() - draft.savedAt.getTime() < DRAFT_HOURS * 3_600_000;
  const several = recoveries.length > 1 && !underWay;
  return (
    <section aria-labelledby="tell" className="grid gap-3">
      <h2 id="tell" className="text-16 font-semibold">
        {today && !underWay ? words.startAgain : words.start}
      </h2>
      {today && !underWay ? (
        <p>{filled(words.reportedToday, { when: time(today.recordedAt) })}</p>
      ) : null}
      <p>{underWay ? filled(words.goOnWhy, { when: time(draft.savedAt) }) : words.startWhy}</p>
      {several ? <p className="font-medium">{words.whichArea}</p> : null}
      <PostForm to={to("begin")} language={language} className="grid gap-3">
        {several
          ? recoveries.map(({ id, area, endedAt }) => (
              <WideButton key={id} name="recovery" value={id} className="flex-col gap-0">
                {area ?? filled(words.area, { when: time(endedAt) })}
                {area === null ? null : (
                  <span className="text-14 font-normal text-muted">
                    {filled(words.area, { when: time(endedAt) })}
                  </span>
                )}
              </WideButton>
            ))
          : null}
        <WideButton variant="primary" name="recovery" value="">
          {several ? words.allAreas : underWay ? words.goOn : words.start}
        </WideButton>
      </PostForm>
    </section>
  );
}

function Restrictions({ screen }: { screen: Screen }) {
  const { own, language, words, now, time } = screen;
  const lists = own.recoveries
    .filter(({ open }) => open)
    .map(({ endedAt, overrides }) => restrictionsAt(elapsedHours(endedAt, now), overrides));
  const shown = strictestRestrictions(lists).map((state) => {
    const { hoursLeft } = state;
    const running = state.state === "open" && hoursLeft !== null;
    const when = running ? time(new Date(now.getTime() + hoursLeft * 3_600_000)) : "";
    return {
      ...restrictionText(state, language),
      id: state.id,
      kind: state.kind,
      left: running ? filled(words.left, { time: timeLeft(hoursLeft, words), when }) : null,
    };
  });
  return (
    <>
      <RestrictionList
        id="wait"
        heading={words.waitWith}
        restrictions={shown.filter(({ kind }) => kind === "avoid")}
      />
      <RestrictionList
        id="care"
        heading={words.careFor}
        restrictions={shown.filter(({ kind }) => kind === "advice")}
      />
    </>
  );
}

/** In hours while hours count, in days after that. */
function sinceWords({ words, now, clinic }: Screen, endedAt: Date): string {
  const hours = elapsedHours(endedAt, now);
  return hours <= 72
    ? filled(words.hoursAgo, { hours: Math.max(0, Math.floor(hours)) })
    : filled(words.daysAgo, { day: recoveryDay(endedAt, now, clinic.timeZone) });
}
