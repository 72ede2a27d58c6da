import { Advice } from "@/components/check-in/advice";
import { AnswerList } from "@/components/check-in/answer-list";
import { PostForm, WideButton } from "@/components/check-in/post-form";
import { QuestionStep } from "@/components/check-in/question-step";
import { Alert } from "@/components/ui/alert";
import { buttonLook } from "@/components/ui/button";
import type { OwnDraft } from "@/db/queries/own-recovery";
import type { Told } from "@/lib/check-in/level-advice";
import { askedOf, stepBefore } from "@/lib/check-in/own-report";
import { answerText, patientQuestion } from "@/lib/check-in/patient-questions";
import { filled } from "@/lib/check-in/patient-words";
import { type Screen, toldNow } from "./screen";

/** What a report under way asks: of the named recovery, or of all that are meant. */
export function askedIn({ own }: Pick<Screen, "own">, draft: OwnDraft) {
  return askedOf(
    own.recoveries.filter(({ id }) => draft.recoveryId === null || id === draft.recoveryId),
  );
}

/** One question. `step` counts from 1, as in the address. */
export function Question({
  screen,
  draft,
  step,
  fromReview,
  problem,
}: {
  screen: Screen;
  draft: OwnDraft;
  step: number;
  fromReview: boolean;
  problem: boolean;
}) {
  const { language, at, to } = screen;
  const asked = askedIn(screen, draft);
  const sign = asked[step - 1]!;
  const before = stepBefore(asked, step - 1, draft.answers);
  const given = draft.answers[sign];
  return (
    <QuestionStep
      question={patientQuestion(sign)}
      language={language}
      given={given === undefined || given === null ? null : String(given)}
      step={{ n: step, all: asked.length }}
      to={to("answer")}
      fields={{ report: draft.reportId, ...(fromReview && { from: "review" }) }}
      back={fromReview ? at("review") : before === null ? at() : at(before + 1)}
      problem={problem}
    />
  );
}

/** Every answer read back, before it is sent. */
export function Review({
  screen,
  draft,
  problem,
}: {
  screen: Screen;
  draft: OwnDraft;
  problem: boolean;
}) {
  const { language, words, at, to } = screen;
  const answers = askedIn(screen, draft).flatMap((sign, step) => {
    if (sign === "swellingTrend" && !draft.answers.swelling) return [];
    const question = patientQuestion(sign);
    const answer = answerText(question, draft.answers[sign], language);
    const change = at(step + 1, { from: "review" });
    return [{ sign, name: question.name[language], answer: answer ?? words.skipped, change }];
  });
  return (
    <>
      <div className="grid gap-2">
        <h1 className="text-22 font-semibold">{words.review}</h1>
        <p>{words.reviewWhy}</p>
      </div>
      {problem ? <Alert tone="danger" title={words.nothing} /> : null}
      <AnswerList answers={answers} changeWord={words.change} />
      <PostForm
        to={to("send")}
        language={language}
        fields={{ report: draft.reportId, key: draft.idempotencyKey }}
      >
        <WideButton variant="primary">{words.send}</WideButton>
      </PostForm>
    </>
  );
}

/** After an answer that can't wait: what to do now, and the way back to the questions. */
export function CallNow({
  screen,
  next,
  saved,
}: {
  screen: Screen;
  next: string | null;
  saved: boolean;
}) {
  const { clinic, language, words, at } = screen;
  const told = toldNow(screen);
  // Told before it could be stored, or cleared meanwhile: whoever is here has reason to call.
  const least: Told = told === "emergency" ? told : "call us";
  return (
    <>
      {saved ? null : <h1 className="text-22 font-semibold">{words.unsavedTitle}</h1>}
      {saved ? null : <Alert tone="danger" title={words.notReported} />}
      <Advice told={least} clinic={clinic} language={language} heading={saved ? "h1" : "h2"} />
      {saved ? <p>{words.reported}</p> : null}
      {next === null ? null : (
        <p>
          <a href={at(next)} className="link inline-flex min-h-11 items-center">
            {words.goOnAsking}
          </a>
        </p>
      )}
    </>
  );
}

/** The report is in: advice at once, by the level that it has led to. */
export function Sent({ screen }: { screen: Screen }) {
  const { own, clinic, language, words, at, time } = screen;
  const newest = own.checkIns.find(({ source }) => source === "patient");
  const told = toldNow(screen);
  return (
    <>
      <div className="grid gap-2">
        <h1 className="text-22 font-semibold">✓ {words.sentTitle}</h1>
        {newest ? <p>{filled(words.sentAt, { when: time(newest.recordedAt) })}</p> : null}
      </div>
      <Advice told={told} clinic={clinic} language={language} />
      {/* Whoever has to call an ambulance has nothing else to do. */}
      {told === "emergency" ? null : (
        <a href={at("photos")} className={buttonLook({ size: "thumb" })}>
          {words.photoLink}
        </a>
      )}
      <p>
        <a href={at()} className="link inline-flex min-h-11 items-center">
          {words.home}
        </a>
      </p>
    </>
  );
}

/** What the patient told before, newest first. */
export function Past({ screen }: { screen: Screen }) {
  const { own, language, words, at, time } = screen;
  return (
    <>
      <div>
        <a href={at()} className="link inline-flex min-h-11 items-center">
          ← {words.home}
        </a>
        <h1 className="text-22 font-semibold">{words.pastTitle}</h1>
      </div>
      {own.checkIns.length === 0 ? <p>{words.noPast}</p> : null}
      {own.checkIns.map(({ id, observedAt, source, answers, photos }) => (
        <section key={id} aria-labelledby={`told-${id}`}>
          <h2 id={`told-${id}`} className="text-16 font-semibold">
            {time(observedAt)}
            {source === "patient" ? null : (
              <span className="text-14 font-normal text-muted"> · {words.byPhone}</span>
            )}
          </h2>
          <AnswerList
            answers={(Object.keys(answers) as (keyof typeof answers)[]).flatMap((sign) => {
              const question = patientQuestion(sign);
              const answer = question && answerText(question, answers[sign], language);
              return answer ? [{ sign, name: question.name[language], answer }] : [];
            })}
          />
          {photos > 0 ? (
            <p className="py-2">
              {photos === 1 ? words.photoSent : filled(words.photosSent, { n: photos })}
            </p>
          ) : null}
        </section>
      ))}
    </>
  );
}
