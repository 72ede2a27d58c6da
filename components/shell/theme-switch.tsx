import { Monitor, Moon, Sun } from "lucide-react";
import { classes } from "@/components/ui/classes";
import type { Theme } from "@/lib/theme";

const CHOICES = [
  { theme: "system", label: "As on this device", Icon: Monitor },
  { theme: "light", label: "Light", Icon: Sun },
  { theme: "dark", label: "Dark", Icon: Moon },
] as const;

/** Three buttons of one form: the action reads the field `theme` and sets the cookie. */
export function ThemeSwitch({
  theme,
  label = "Theme",
  action,
}: {
  theme: Theme;
  /** What the form is called, where a page holds two. */
  label?: string;
  action: (form: FormData) => Promise<void>;
}) {
  return (
    <form action={action} className="flex rounded-control border" aria-label={label}>
      {CHOICES.map((choice) => (
        <button
          key={choice.theme}
          name="theme"
          value={choice.theme}
          title={choice.label}
          aria-pressed={choice.theme === theme}
          className={classes(
            "motion grid h-7 flex-1 place-items-center rounded-control text-muted hover:text-ink max-sm:h-11",
            choice.theme === theme && "bg-selected text-primary",
          )}
        >
          <choice.Icon size={16} strokeWidth={1.75} aria-hidden="true" />
          <span className="sr-only">{choice.label}</span>
        </button>
      ))}
    </form>
  );
}
