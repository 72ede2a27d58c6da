ALTER TABLE "contact_points" ALTER COLUMN "voicemail_allowed" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "contact_points" ALTER COLUMN "voicemail_allowed" DROP NOT NULL;