import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import type { ReactNode } from "react";
import { visitOf } from "@/app/check-in/visit";
import { BirthDateForm } from "@/components/check-in/birth-date-form";
import { CheckInFrame } from "@/components/check-in/frame";
import { PageBroken } from "@/components/check-in/without-clinic";
import { type Clinic, findClinic } from "@/db/queries/clinic";
import { findOwnRecovery } from "@/db/queries/own-recovery";
import { CHECK_IN_PATH } from "@/lib/check-in/link";
import { pageLanguage } from "@/lib/check-in/page-language";
import { filled, PATIENT_WORDS } from "@/lib/check-in/patient-words";
import { REQUESTED_PATH_HEADER } from "@/lib/http/requested-path";
import { logError } from "@/lib/log";
import type { Language } from "@/lib/patients/languages";
import { Home } from "./home";
import { Photos } from "./photo-screen";
import { askedIn, CallNow, Past, Question, Review, Sent } from "./report";
import { placeOf, type Screen, screenOf } from "./screen";

type Query = Record<string, string | string[] | undefined>;
type Props = { params: Promise<{ token: string }>; searchParams: Promise<Query> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: PATIENT_WORDS[await languageAsked()].title };
}

/**
 * A patient's own page. Opening it changes nothing, and says nothing of anybody until the birth date was
 * given. `at` says which screen it is; what was told never stands in the address.
 */
export default async function CheckInPage({ params, searchParams }: Props) {
  const { token } = await params;
  const query = textsOf(await searchParams);
  const language = await languageAsked();
  try {
    return await pageOf(token, query, language);
  } catch (error) {
    unstable_rethrow(error);
    // Without scripts the framework's own error page stays blank, and somebody may be in need.
    logError("a patient's page can't be shown", error);
    return <PageBroken language={language} />;
  }
}

async function pageOf(token: string, query: Texts, language: Language): Promise<ReactNode> {
  const now = new Date();
  const visit = await visitOf(token, now);
  // Nothing is there: so the answer is 404 without scripts, too, and the dead link is out of sight.
  const nowhere = `${CHECK_IN_PATH}?lang=${language}`;
  if (visit.kind === "gone") redirect(nowhere);
  const clinic = await findClinic(visit.link);
  if (visit.kind !== "open") {
    return (
      <InFrame clinic={clinic} token={token} language={language} query={{}}>
        {visit.kind === "locked" ? (
          <Locked language={language} />
        ) : (
          <BirthDateForm
            to={`${CHECK_IN_PATH}/${token}/open`}
            language={language}
            problem={problemText(query, language)}
          />
        )}
      </InFrame>
    );
  }
  const own = await findOwnRecovery(visit.actor);
  if (own === null || own.recoveries.length === 0) redirect(nowhere);
  const screen = screenOf(token, own, clinic, language, now);
  return (
    <InFrame clinic={clinic} token={token} language={language} query={query}>
      {screenAt(screen, query)}
    </InFrame>
  );
}

/** The screen that was asked for; home for one that isn't there any more. */
function screenAt(screen: Screen, query: Texts): ReactNode {
  const { draft } = screen.own;
  const { at, problem, next = null, from } = query;
  if (at === "photos")
    return <Photos screen={screen} got={query.got} problem={problem} n={query.n} />;
  if (at === "sent") return <Sent screen={screen} />;
  if (at === "answers") return <Past screen={screen} />;
  if (at === "kept" || at === "unsaved") {
    return <CallNow screen={screen} next={draft && next} saved={at === "kept"} />;
  }
  if (draft === null && at !== undefined) redirect(screen.at());
  if (draft && at === "review") {
    return <Review screen={screen} draft={draft} problem={problem === "nothing"} />;
  }
  const step = /^\d{1,2}$/.test(at ?? "") ? Number(at) : 0;
  if (draft && step >= 1 && step <= askedIn(screen, draft).length) {
    const shown = { screen, draft, step, fromReview: from === "review" };
    return <Question {...shown} problem={problem === "answer"} />;
  }
  return <Home screen={screen} reportGone={problem === "gone"} />;
}

function InFrame({
  clinic,
  token,
  language,
  query,
  children,
}: {
  clinic: Clinic;
  token: string;
  language: Language;
  query: Texts;
  children: ReactNode;
}) {
  const { lang: _, ...place } = query;
  return (
    <CheckInFrame
      clinic={clinic}
      language={language}
      otherLanguage={placeOf(token, language === "en" ? "es" : "en", place)}
    >
      {children}
    </CheckInFrame>
  );
}

function Locked({ language }: { language: Language }) {
  const words = PATIENT_WORDS[language];
  return (
    <>
      <h1 className="text-22 font-semibold">{words.lockedTitle}</h1>
      <p>{words.locked}</p>
    </>
  );
}

type Texts = Readonly<Record<string, string>>;

/** What stands in the address once, and is short: nothing of it is believed. */
function textsOf(query: Query): Texts {
  return Object.fromEntries(
    ["lang", "at", "next", "from", "problem", "minutes", "got", "n"].flatMap((name) => {
      const text = query[name];
      return typeof text === "string" && /^\w{1,12}$/.test(text) ? [[name, text]] : [];
    }),
  );
}

function problemText({ problem, minutes = "15" }: Texts, language: Language): string | null {
  const words = PATIENT_WORDS[language];
  if (problem === "wrong") return words.dateWrong;
  if (problem === "date") return words.dateUnread;
  if (problem === "wait") return filled(words.tooMany, { minutes });
  return problem === "unavailable" ? words.unavailable : null;
}

async function languageAsked(): Promise<Language> {
  const asked = await headers();
  return pageLanguage(asked.get(REQUESTED_PATH_HEADER), asked.get("accept-language"));
}
