CREATE TABLE "patient_merges" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kept_id" uuid NOT NULL,
	"merged_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"merged_by" uuid NOT NULL,
	"moved" jsonb NOT NULL,
	"undone_at" timestamp (3) with time zone,
	"undone_by" uuid,
	"idempotency_key" uuid NOT NULL,
	CONSTRAINT "patient_merges_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "patient_merges_once" UNIQUE("clinic_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "treatment_corrections" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"treatment_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"corrected_by" uuid NOT NULL,
	"reason" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"idempotency_key" uuid NOT NULL,
	CONSTRAINT "treatment_corrections_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "treatment_corrections_once" UNIQUE("clinic_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "preferences" (
	"clinic_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"shortcuts" boolean NOT NULL,
	"density" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "preferences_clinic_id_staff_id_pk" PRIMARY KEY("clinic_id","staff_id")
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"follow_up_id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"untouched_since" timestamp (3) with time zone NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"to_staff_id" uuid,
	"seen_at" timestamp (3) with time zone,
	"seen_by" uuid,
	CONSTRAINT "alerts_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "alerts_one_a_wait" UNIQUE("clinic_id","follow_up_id","untouched_since")
);
--> statement-breakpoint
CREATE TABLE "call_corrections" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"call_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"corrected_by" uuid NOT NULL,
	"reason" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"idempotency_key" uuid NOT NULL,
	CONSTRAINT "call_corrections_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "call_corrections_once" UNIQUE("clinic_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "call_drafts" (
	"clinic_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"fields" jsonb NOT NULL,
	"idempotency_key" uuid NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "call_drafts_clinic_id_staff_id_patient_id_pk" PRIMARY KEY("clinic_id","staff_id","patient_id")
);
--> statement-breakpoint
CREATE TABLE "escalations" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"recovery_id" uuid NOT NULL,
	"escalated_by" uuid NOT NULL,
	"to_staff_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"summary" text NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"answered_by" uuid,
	"answer" text,
	"idempotency_key" uuid NOT NULL,
	CONSTRAINT "escalations_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "escalations_once" UNIQUE("clinic_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "follow_up_places" (
	"clinic_id" uuid NOT NULL,
	"follow_up_id" uuid NOT NULL,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"left_at" timestamp (3) with time zone NOT NULL,
	"list_group" text NOT NULL,
	"list_rank" smallint NOT NULL,
	"promise_rank" smallint NOT NULL,
	"reason_since" timestamp (3) with time zone NOT NULL,
	"treated_at" timestamp (3) with time zone NOT NULL,
	"silent_at" timestamp (3) with time zone,
	"promised_at" timestamp (3) with time zone,
	"snoozed_until" timestamp (3) with time zone,
	"turns_at" timestamp (3) with time zone,
	"assignee_id" uuid,
	CONSTRAINT "follow_up_places_clinic_id_follow_up_id_placed_at_pk" PRIMARY KEY("clinic_id","follow_up_id","placed_at")
);
--> statement-breakpoint
CREATE TABLE "on_call_shifts" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"until_at" timestamp (3) with time zone,
	"set_by" uuid NOT NULL,
	CONSTRAINT "on_call_shifts_clinic_id_id_pk" PRIMARY KEY("clinic_id","id")
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"shared" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "saved_views_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "saved_views_name" UNIQUE("clinic_id","owner_id","name")
);
--> statement-breakpoint
CREATE TABLE "snoozes" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"follow_up_id" uuid NOT NULL,
	"snoozed_by" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"reason" text NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text,
	"idempotency_key" uuid NOT NULL,
	CONSTRAINT "snoozes_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "snoozes_once" UNIQUE("clinic_id","idempotency_key")
);
--> statement-breakpoint
ALTER TABLE "check_ins" ADD COLUMN "withdrawn_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "contact_points" ADD COLUMN "reaches" text DEFAULT 'patient' NOT NULL;--> statement-breakpoint
ALTER TABLE "patients" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "stalled_days" integer DEFAULT 3 NOT NULL;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "plan_before" jsonb;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "undone_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD COLUMN "snoozed_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD COLUMN "untouched_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD COLUMN "alert_at" timestamp (3) with time zone;--> statement-breakpoint
-- Lines that stand already count as placed before anybody's sitting.
ALTER TABLE "follow_ups" ADD COLUMN "placed_at" timestamp (3) with time zone DEFAULT '2000-01-01T00:00:00Z' NOT NULL;--> statement-breakpoint
ALTER TABLE "follow_ups" ALTER COLUMN "placed_at" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "patient_merges" ADD CONSTRAINT "patient_merges_clinic_id_kept_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","kept_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patient_merges" ADD CONSTRAINT "patient_merges_clinic_id_merged_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","merged_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patient_merges" ADD CONSTRAINT "patient_merges_clinic_id_merged_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","merged_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patient_merges" ADD CONSTRAINT "patient_merges_clinic_id_undone_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","undone_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treatment_corrections" ADD CONSTRAINT "treatment_corrections_clinic_id_treatment_id_treatments_clinic_id_id_fk" FOREIGN KEY ("clinic_id","treatment_id") REFERENCES "public"."treatments"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treatment_corrections" ADD CONSTRAINT "treatment_corrections_clinic_id_corrected_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","corrected_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "preferences" ADD CONSTRAINT "preferences_clinic_id_staff_id_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","staff_id") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_clinic_id_follow_up_id_follow_ups_clinic_id_id_fk" FOREIGN KEY ("clinic_id","follow_up_id") REFERENCES "public"."follow_ups"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_clinic_id_patient_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","patient_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_clinic_id_to_staff_id_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","to_staff_id") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_clinic_id_seen_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","seen_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_corrections" ADD CONSTRAINT "call_corrections_clinic_id_call_id_calls_clinic_id_id_fk" FOREIGN KEY ("clinic_id","call_id") REFERENCES "public"."calls"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_corrections" ADD CONSTRAINT "call_corrections_clinic_id_corrected_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","corrected_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_drafts" ADD CONSTRAINT "call_drafts_clinic_id_staff_id_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","staff_id") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_drafts" ADD CONSTRAINT "call_drafts_clinic_id_patient_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","patient_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_clinic_id_patient_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","patient_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_clinic_id_recovery_id_recoveries_clinic_id_id_fk" FOREIGN KEY ("clinic_id","recovery_id") REFERENCES "public"."recoveries"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_clinic_id_escalated_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","escalated_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_clinic_id_to_staff_id_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","to_staff_id") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_clinic_id_answered_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","answered_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_up_places" ADD CONSTRAINT "follow_up_places_clinic_id_follow_up_id_follow_ups_clinic_id_id_fk" FOREIGN KEY ("clinic_id","follow_up_id") REFERENCES "public"."follow_ups"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "on_call_shifts" ADD CONSTRAINT "on_call_shifts_clinic_id_staff_id_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","staff_id") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "on_call_shifts" ADD CONSTRAINT "on_call_shifts_clinic_id_set_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","set_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_clinic_id_owner_id_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","owner_id") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snoozes" ADD CONSTRAINT "snoozes_clinic_id_follow_up_id_follow_ups_clinic_id_id_fk" FOREIGN KEY ("clinic_id","follow_up_id") REFERENCES "public"."follow_ups"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snoozes" ADD CONSTRAINT "snoozes_clinic_id_snoozed_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","snoozed_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "patient_merges_of_patient" ON "patient_merges" USING btree ("clinic_id","kept_id");--> statement-breakpoint
CREATE INDEX "treatment_corrections_of_treatment" ON "treatment_corrections" USING btree ("clinic_id","treatment_id","at");--> statement-breakpoint
CREATE INDEX "alerts_unseen" ON "alerts" USING btree ("clinic_id","raised_at") WHERE seen_at is null;--> statement-breakpoint
CREATE INDEX "call_corrections_of_call" ON "call_corrections" USING btree ("clinic_id","call_id","at");--> statement-breakpoint
CREATE INDEX "escalations_of_patient" ON "escalations" USING btree ("clinic_id","patient_id");--> statement-breakpoint
CREATE INDEX "escalations_open" ON "escalations" USING btree ("clinic_id","to_staff_id") WHERE answered_at is null;--> statement-breakpoint
CREATE INDEX "follow_up_places_left" ON "follow_up_places" USING btree ("clinic_id","left_at");--> statement-breakpoint
CREATE INDEX "on_call_shifts_newest" ON "on_call_shifts" USING btree ("clinic_id","from_at");--> statement-breakpoint
CREATE UNIQUE INDEX "snoozes_one_open" ON "snoozes" USING btree ("clinic_id","follow_up_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "snoozes_of_follow_up" ON "snoozes" USING btree ("clinic_id","follow_up_id","at");--> statement-breakpoint
ALTER TABLE "patients" ADD CONSTRAINT "patients_clinic_id_merged_into_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","merged_into") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "follow_ups_placed" ON "follow_ups" USING btree ("clinic_id","placed_at");--> statement-breakpoint
CREATE INDEX "follow_ups_alerting" ON "follow_ups" USING btree ("clinic_id","alert_at") WHERE closed_at is null and alert_at is not null;--> statement-breakpoint
SELECT separate_by_clinic('follow_up_places', 'clinic_id', 'SELECT, INSERT, DELETE');
SELECT separate_by_clinic('snoozes', 'clinic_id', 'SELECT, INSERT, UPDATE');
SELECT separate_by_clinic('escalations', 'clinic_id', 'SELECT, INSERT, UPDATE');
SELECT separate_by_clinic('on_call_shifts', 'clinic_id', 'SELECT, INSERT, UPDATE');
SELECT separate_by_clinic('alerts', 'clinic_id', 'SELECT, INSERT, UPDATE');
SELECT separate_by_clinic('call_corrections', 'clinic_id', 'SELECT, INSERT');
SELECT separate_by_clinic('call_drafts', 'clinic_id', 'SELECT, INSERT, UPDATE, DELETE');
SELECT separate_by_clinic('saved_views', 'clinic_id', 'SELECT, INSERT, UPDATE, DELETE');
SELECT separate_by_clinic('preferences', 'clinic_id', 'SELECT, INSERT, UPDATE');
SELECT separate_by_clinic('patient_merges', 'clinic_id', 'SELECT, INSERT, UPDATE');
SELECT separate_by_clinic('treatment_corrections', 'clinic_id', 'SELECT, INSERT');
--> statement-breakpoint
-- A call can be corrected, taken back or moved with its patient; everything else of it stays as it was
-- said. What a correction replaced stands in call_corrections. A check-in can be withdrawn or moved.
CREATE FUNCTION refuse_other_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - TG_ARGV[0]::text[] IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV[0]::text[] THEN
    RAISE EXCEPTION 'of % only % is ever changed', TG_TABLE_NAME, TG_ARGV[0]
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
DROP TRIGGER calls_stay ON calls;
DROP TRIGGER check_ins_stay ON check_ins;
CREATE TRIGGER calls_stay BEFORE DELETE ON calls FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER check_ins_stay BEFORE DELETE ON check_ins FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER calls_keep BEFORE UPDATE ON calls FOR EACH ROW EXECUTE FUNCTION refuse_other_changes(
  '{patient_id,follow_up_id,outcome,spoke_with,identity_checked,contact_point_id,read_back,note,next_action,next_due_at,next_reason,undone_at,version}');
CREATE TRIGGER check_ins_keep BEFORE UPDATE ON check_ins FOR EACH ROW EXECUTE FUNCTION refuse_other_changes(
  '{patient_id,withdrawn_at}');
CREATE TRIGGER call_corrections_stay BEFORE UPDATE OR DELETE ON call_corrections FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER treatment_corrections_stay BEFORE UPDATE OR DELETE ON treatment_corrections FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
GRANT UPDATE (patient_id, follow_up_id, outcome, spoke_with, identity_checked, contact_point_id, read_back,
  note, next_action, next_due_at, next_reason, undone_at, version) ON calls TO afterglow_app;
GRANT UPDATE (patient_id, withdrawn_at) ON check_ins TO afterglow_app;
--> statement-breakpoint
-- Whoever moves a line says since when; where it stood until then is kept, so that a list can be read
-- as it was when somebody sat down to it.
CREATE FUNCTION keep_follow_up_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.closed_at IS NULL AND NEW.placed_at > OLD.placed_at THEN
    INSERT INTO follow_up_places (clinic_id, follow_up_id, placed_at, left_at, list_group, list_rank,
      promise_rank, reason_since, treated_at, silent_at, promised_at, snoozed_until, turns_at, assignee_id)
    VALUES (OLD.clinic_id, OLD.id, OLD.placed_at, NEW.placed_at, OLD.list_group, OLD.list_rank,
      OLD.promise_rank, OLD.reason_since, OLD.treated_at, OLD.silent_at, OLD.promised_at,
      OLD.snoozed_until, OLD.turns_at, OLD.assignee_id);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER follow_ups_places AFTER UPDATE ON follow_ups FOR EACH ROW EXECUTE FUNCTION keep_follow_up_place();
--> statement-breakpoint
-- Tells every process of the desk that something on a clinic's list changed: the clinic's id, nothing else.
CREATE FUNCTION tell_clinic() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('afterglow_changes', NEW.clinic_id::text);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER follow_ups_tell AFTER INSERT OR UPDATE ON follow_ups FOR EACH ROW EXECUTE FUNCTION tell_clinic();
CREATE TRIGGER claims_tell AFTER INSERT OR UPDATE ON claims FOR EACH ROW EXECUTE FUNCTION tell_clinic();
CREATE TRIGGER escalations_tell AFTER INSERT OR UPDATE ON escalations FOR EACH ROW EXECUTE FUNCTION tell_clinic();
CREATE TRIGGER alerts_tell AFTER INSERT OR UPDATE ON alerts FOR EACH ROW EXECUTE FUNCTION tell_clinic();
CREATE TRIGGER on_call_shifts_tell AFTER INSERT OR UPDATE ON on_call_shifts FOR EACH ROW EXECUTE FUNCTION tell_clinic();
