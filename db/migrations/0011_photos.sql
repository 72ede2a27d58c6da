CREATE TABLE "photos" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"check_in_id" uuid,
	"recovery_id" uuid,
	"taken_at" timestamp (3) with time zone,
	"received_at" timestamp (3) with time zone NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"byte_count" integer NOT NULL,
	"sha256" text NOT NULL,
	"consent_care_at" timestamp (3) with time zone NOT NULL,
	"consent_teaching_at" timestamp (3) with time zone,
	"storage_key" text NOT NULL,
	"stored_at" timestamp (3) with time zone,
	"removed_at" timestamp (3) with time zone,
	"removed_by" uuid,
	"removed_reason" text,
	"erased_at" timestamp (3) with time zone,
	"idempotency_key" uuid NOT NULL,
	CONSTRAINT "photos_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "photos_sent_once" UNIQUE("clinic_id","idempotency_key"),
	CONSTRAINT "photos_storage_key" UNIQUE("storage_key"),
	CONSTRAINT "photos_removed_for_a_reason" CHECK ((removed_at is null) = (removed_reason is null)),
	CONSTRAINT "photos_erased_when_removed" CHECK (erased_at is null or removed_at is not null)
);
--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "photo_days" integer DEFAULT 365 NOT NULL;--> statement-breakpoint
ALTER TABLE "photos" ADD CONSTRAINT "photos_clinic_id_patient_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","patient_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photos" ADD CONSTRAINT "photos_clinic_id_check_in_id_check_ins_clinic_id_id_fk" FOREIGN KEY ("clinic_id","check_in_id") REFERENCES "public"."check_ins"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photos" ADD CONSTRAINT "photos_clinic_id_recovery_id_recoveries_clinic_id_id_fk" FOREIGN KEY ("clinic_id","recovery_id") REFERENCES "public"."recoveries"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photos" ADD CONSTRAINT "photos_clinic_id_removed_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","removed_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "photos_of_patient" ON "photos" USING btree ("clinic_id","patient_id","received_at");--> statement-breakpoint
CREATE INDEX "photos_to_erase" ON "photos" USING btree ("clinic_id","received_at") WHERE erased_at is null and (removed_at is not null or stored_at is null);--> statement-breakpoint
SELECT separate_by_clinic('photos', 'clinic_id', 'SELECT, INSERT, UPDATE');
--> statement-breakpoint
CREATE TRIGGER photos_stay BEFORE DELETE ON photos FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER photos_keep BEFORE UPDATE ON photos FOR EACH ROW EXECUTE FUNCTION refuse_other_changes(
  '{patient_id,stored_at,removed_at,removed_by,removed_reason,erased_at}');
