import { v7 as uuidv7 } from "uuid";
import { viewsOf } from "@/app/views";
import { Button } from "@/components/ui/button";
import { LazyDrawnDialog, LazyViewForm } from "@/components/worklist/lazy-list-dialogs";
import type { SavedView } from "@/db/queries/views";
import { may, type StaffActor } from "@/lib/actor";
import type { WorklistFilters } from "@/lib/worklist/filters";
import { viewQuery } from "@/lib/worklist/views";
import { worklistPath } from "./paths";
import { changeOwnView, dropView, keepView } from "./view-actions";

/** Saves the filters on the screen as a view; renames, shares and removes those that are there. */
export async function ViewsDialog({
  actor,
  filters,
  words,
}: {
  actor: StaffActor;
  filters: WorklistFilters;
  /** "Urgent + Mine": what the filters on the screen are; empty without any. */
  words: string;
}) {
  const views = await viewsOf(actor);
  const back = worklistPath(filters);
  const query = viewQuery(filters);
  return (
    <LazyDrawnDialog title="Views" closeHref={back}>
      {query === "" ? (
        <p className="text-muted">Filter the list, then save it here as a view.</p>
      ) : (
        <section aria-label="New view" className="grid gap-2">
          <p className="text-muted">The list as it is filtered now: {words}.</p>
          <LazyViewForm
            action={keepView}
            label="Save as a view"
            hidden={{ id: uuidv7(), query }}
            name=""
            shared={false}
            submit="Save view"
          />
        </section>
      )}
      {views.length > 0 ? (
        <ul className="grid gap-3">
          {views.map((view) => (
            <li key={view.id} className="grid gap-2 border-t pt-3">
              <View view={view} back={back} removable={isRemovable(actor, view)} />
            </li>
          ))}
        </ul>
      ) : null}
    </LazyDrawnDialog>
  );
}

function isRemovable(actor: StaffActor, view: SavedView): boolean {
  return view.mine || may(actor.role, "remove shared view");
}

function View({ view, back, removable }: { view: SavedView; back: string; removable: boolean }) {
  return (
    <>
      {view.mine ? (
        <LazyViewForm
          key={view.version}
          action={changeOwnView.bind(null, back)}
          label={`View ${view.name}`}
          hidden={{ viewId: view.id, version: String(view.version) }}
          name={view.name}
          shared={view.shared}
          submit="Save changes"
        />
      ) : (
        <p>
          <span className="font-medium">{view.name}</span>
          <span className="block text-12 text-muted">Shared by {view.owner}</span>
        </p>
      )}
      {removable ? (
        <form action={dropView.bind(null, back)}>
          <input type="hidden" name="viewId" value={view.id} />
          <Button type="submit" size="small" variant="danger">
            Remove<span className="sr-only"> view {view.name}</span>
          </Button>
        </form>
      ) : null}
    </>
  );
}
