CREATE TABLE "patient_corrections" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"corrected_by" uuid NOT NULL,
	"reason" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	CONSTRAINT "patient_corrections_clinic_id_id_pk" PRIMARY KEY("clinic_id","id")
);
--> statement-breakpoint
ALTER TABLE "patient_corrections" ADD CONSTRAINT "patient_corrections_clinic_id_patient_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","patient_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patient_corrections" ADD CONSTRAINT "patient_corrections_clinic_id_corrected_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","corrected_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "patient_corrections_of_patient" ON "patient_corrections" USING btree ("clinic_id","patient_id","at");--> statement-breakpoint
CREATE INDEX "patient_merges_of_merged" ON "patient_merges" USING btree ("clinic_id","merged_id");--> statement-breakpoint
SELECT separate_by_clinic('patient_corrections', 'clinic_id', 'SELECT, INSERT');
--> statement-breakpoint
CREATE TRIGGER patient_corrections_stay BEFORE UPDATE OR DELETE ON patient_corrections FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
