import { v7 as uuidv7 } from "uuid";
import { gotText, PhotoStep } from "@/components/check-in/photo-step";
import { buttonLook } from "@/components/ui/button";
import { photoRefusalText } from "@/lib/photos/photo-form";
import type { Screen } from "./screen";

/** Photos beside a report: asked for once it is in, so that no report ever waits for one. */
export function Photos({
  screen,
  got: said = "",
  problem = "",
  n,
}: {
  screen: Screen;
  got?: string | undefined;
  problem?: string | undefined;
  n?: string | undefined;
}) {
  const { language, words, at, to } = screen;
  const got = /^\d$/.test(said) ? Number(said) : 0;
  const place = n !== undefined && /^\d$/.test(n) ? n : undefined;
  const text = photoRefusalText(problem, place, words);
  return (
    <>
      {got > 0 && text === null ? (
        <>
          <h1 className="text-22 font-semibold">✓ {gotText(got, language)}</h1>
          <p>{words.photoNotWatched}</p>
          <a href={at("photos")} className={buttonLook({ size: "thumb" })}>
            {words.photoLink}
          </a>
        </>
      ) : (
        <PhotoStep
          to={`${to("photos")}?lang=${language}`}
          language={language}
          formKey={uuidv7()}
          got={got}
          problem={text}
        />
      )}
      <p>
        <a href={at()} className="link inline-flex min-h-11 items-center">
          {words.home}
        </a>
      </p>
    </>
  );
}
