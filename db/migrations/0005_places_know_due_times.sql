ALTER TABLE "follow_up_places" ADD COLUMN "due_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "follow_up_places" ALTER COLUMN "due_at" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "follow_up_places" ADD COLUMN "called_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "follow_ups_counted" ON "follow_ups" USING btree ("clinic_id","list_group","placed_at","turns_at","assignee_id","due_at","called_at","snoozed_until") WHERE closed_at is null;--> statement-breakpoint
-- As in 0004, with what a list can be sorted and narrowed by.
CREATE OR REPLACE FUNCTION keep_follow_up_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.closed_at IS NULL AND NEW.placed_at > OLD.placed_at THEN
    INSERT INTO follow_up_places (clinic_id, follow_up_id, placed_at, left_at, list_group, list_rank,
      promise_rank, reason_since, treated_at, silent_at, promised_at, snoozed_until, turns_at,
      assignee_id, due_at, called_at)
    VALUES (OLD.clinic_id, OLD.id, OLD.placed_at, NEW.placed_at, OLD.list_group, OLD.list_rank,
      OLD.promise_rank, OLD.reason_since, OLD.treated_at, OLD.silent_at, OLD.promised_at,
      OLD.snoozed_until, OLD.turns_at, OLD.assignee_id, OLD.due_at, OLD.called_at);
  END IF;
  RETURN NULL;
END $$;
