import { Alert } from "@/components/ui/alert";
import { CONTROL } from "@/components/ui/input";
import { monthNames } from "@/lib/check-in/patient-time";
import { PATIENT_WORDS } from "@/lib/check-in/patient-words";
import type { Language } from "@/lib/patients/languages";
import { PostForm, WideButton } from "./post-form";

/** Asks whoever opened a link for their birth date. Nothing else is said before it. */
export function BirthDateForm({
  to,
  language,
  problem,
}: {
  to: string;
  language: Language;
  problem: string | null;
}) {
  const words = PATIENT_WORDS[language];
  const control = `${CONTROL} h-12 max-sm:h-12`;
  return (
    <>
      <div className="grid gap-2">
        <h1 className="text-22 font-semibold">{words.who}</h1>
        <p>{words.whoWhy}</p>
      </div>
      {problem === null ? null : <Alert tone="danger" title={problem} />}
      <PostForm to={to} language={language} className="grid gap-4">
        <div className="grid grid-cols-[minmax(0,1fr)_4.5rem_5.5rem] gap-2">
          <label className="grid gap-1">
            <span className="font-medium">{words.month}</span>
            <select name="month" required defaultValue="" className={control}>
              <option value="">{words.choose}</option>
              {monthNames(language).map((name, month) => (
                <option key={name} value={month + 1}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label className="grid gap-1">
            <span className="font-medium">{words.day}</span>
            <input
              name="day"
              required
              inputMode="numeric"
              pattern="[0-9]{1,2}"
              maxLength={2}
              className={control}
            />
          </label>
          <label className="grid gap-1">
            <span className="font-medium">{words.year}</span>
            <input
              name="year"
              required
              inputMode="numeric"
              pattern="[0-9]{4}"
              maxLength={4}
              className={control}
            />
          </label>
        </div>
        <WideButton variant="primary">{words.open}</WideButton>
      </PostForm>
    </>
  );
}
