import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { filled, PATIENT_WORDS } from "@/lib/check-in/patient-words";
import type { Language } from "@/lib/patients/languages";
import { PHOTOS_AT_ONCE } from "@/lib/photos/photo-form";
import { SCALING_SCRIPT } from "@/lib/photos/scaling-script";
import { PostForm, WideButton } from "./post-form";

/**
 * Takes photos, and a yes for each use of them; nothing is ticked beforehand. The types are named because
 * a phone then turns a photo of another type into one of these by itself.
 */
export function PhotoStep({
  to,
  language,
  formKey,
  got,
  problem,
}: {
  to: string;
  language: Language;
  formKey: string;
  /** How many of those that were just sent are kept. */
  got: number;
  problem: string | null;
}) {
  const words = PATIENT_WORDS[language];
  const places = Array.from({ length: PHOTOS_AT_ONCE }, (_, at) => at + 1);
  return (
    <>
      <div className="grid gap-2">
        <h1 className="text-22 font-semibold">{words.photoTitle}</h1>
        <p>{words.photoWhy}</p>
        <p>{words.photoNotWatched}</p>
      </div>
      {problem === null ? null : <Alert tone="danger" title={problem} />}
      {got > 0 ? <p className="font-medium">✓ {gotText(got, language)}</p> : null}
      <PostForm
        id="photos"
        to={to}
        language={language}
        fields={{ key: formKey, ...Object.fromEntries(places.map((n) => [`taken-${n}`, ""])) }}
        encType="multipart/form-data"
        data-scaling={words.photoScaling}
        className="grid gap-4"
      >
        {places.map((n) => (
          <label key={n} className="grid gap-1">
            <span className="font-medium">{filled(words.photo, { n })}</span>
            <input
              type="file"
              name={`photo-${n}`}
              accept="image/jpeg,image/png,image/webp"
              className="w-full min-w-0 rounded-control border border-control bg-surface text-16 file:mr-3 file:min-h-12 file:border-0 file:border-r file:border-control file:bg-sunken file:px-3 file:font-medium file:text-ink"
            />
          </label>
        ))}
        <Consent name="care" why={words.photoCareWhy} required>
          {words.photoCare}
        </Consent>
        <Consent name="teaching" why={words.photoTeachWhy}>
          {words.photoTeach}
        </Consent>
        <WideButton variant="primary">{words.photoSend}</WideButton>
      </PostForm>
      <script>{SCALING_SCRIPT}</script>
    </>
  );
}

/** "We got 2 photos" */
export function gotText(got: number, language: Language): string {
  const words = PATIENT_WORDS[language];
  return got === 1 ? words.photoGot : filled(words.photosGot, { n: got });
}

function Consent({
  name,
  why,
  required = false,
  children,
}: {
  name: string;
  why: string;
  required?: boolean;
  children: ReactNode;
}) {
  return (
    <label className="flex min-h-11 items-start gap-3 rounded-card border bg-surface p-3">
      <input
        type="checkbox"
        name={name}
        value="yes"
        required={required}
        aria-describedby={`${name}-why`}
        className="mt-0.5 size-5 shrink-0 accent-primary"
      />
      <span className="min-w-0">
        {children}
        <span id={`${name}-why`} className="block text-14 text-muted">
          {why}
        </span>
      </span>
    </label>
  );
}
