-- oldest code: 0002
-- Code of before makes no links and marks none; the nightly look at all tasks finds what it changed.
CREATE TABLE "conflicts" (
	"id" text PRIMARY KEY NOT NULL,
	"task_id" bigint NOT NULL,
	"mirror" text NOT NULL,
	"field" text NOT NULL,
	"sides" jsonb NOT NULL,
	"winner" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"person_id" text,
	"resolved_at" timestamp (3) with time zone,
	"resolution" text,
	CONSTRAINT "conflicts_mirror_check" CHECK ("conflicts"."mirror" in ('notion', 'sheets')),
	CONSTRAINT "conflicts_winner_check" CHECK ("conflicts"."winner" in ('ours', 'theirs')),
	CONSTRAINT "conflicts_resolution_check" CHECK ("conflicts"."resolution" in ('kept', 'swapped'))
);
--> statement-breakpoint
CREATE TABLE "mirror_budgets" (
	"credential" text PRIMARY KEY NOT NULL,
	"spent" bigint[] NOT NULL,
	"wait_ms" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mirror_hook_events" (
	"name" text NOT NULL,
	"event_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "mirror_hook_events_pkey" PRIMARY KEY("name","event_id"),
	CONSTRAINT "mirror_hook_events_name_check" CHECK ("mirror_hook_events"."name" in ('notion', 'sheets'))
);
--> statement-breakpoint
CREATE TABLE "mirror_hooks" (
	"name" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	CONSTRAINT "mirror_hooks_name_check" CHECK ("mirror_hooks"."name" in ('notion', 'sheets'))
);
--> statement-breakpoint
CREATE TABLE "mirror_lanes" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "mirror_lanes_name_check" CHECK ("mirror_lanes"."name" in ('notion', 'sheets'))
);
--> statement-breakpoint
CREATE TABLE "mirrors" (
	"name" text PRIMARY KEY NOT NULL,
	"pause_reason" text,
	"pause_trouble" jsonb,
	"paused_since" timestamp (3) with time zone,
	"fields" text[] NOT NULL,
	"url" text,
	"cursor" text,
	"sweep_id" text,
	"sweep_cursor" text,
	"enrol_after" bigint,
	"pulled_at" timestamp (3) with time zone,
	"pushed_at" timestamp (3) with time zone,
	"swept_at" timestamp (3) with time zone,
	"checked_at" timestamp (3) with time zone,
	"failing_since" timestamp (3) with time zone,
	"failure" text,
	"resume_at" timestamp (3) with time zone,
	CONSTRAINT "mirrors_name_check" CHECK ("mirrors"."name" in ('notion', 'sheets')),
	CONSTRAINT "mirrors_pause_reason_check" CHECK ("mirrors"."pause_reason" in ('trouble', 'operator', 'restore')),
	CONSTRAINT "mirrors_pause_check" CHECK (("mirrors"."pause_reason" is null) = ("mirrors"."paused_since" is null)),
	CONSTRAINT "mirrors_failure_check" CHECK ("mirrors"."failure" in ('unavailable', 'throttled', 'rejected'))
);
--> statement-breakpoint
CREATE TABLE "task_links" (
	"task_id" bigint NOT NULL,
	"mirror" text NOT NULL,
	"key" text NOT NULL,
	"external_id" text,
	"url" text,
	"state" text NOT NULL,
	"base" jsonb NOT NULL,
	"version" integer NOT NULL,
	"dirty_since" timestamp (3) with time zone,
	"attempts" integer NOT NULL,
	"next_try_at" timestamp (3) with time zone,
	"problems" jsonb NOT NULL,
	"detail" text,
	"synced_at" timestamp (3) with time zone,
	"seen_in" text,
	CONSTRAINT "task_links_pkey" PRIMARY KEY("task_id","mirror"),
	CONSTRAINT "task_links_key" UNIQUE("mirror","key"),
	CONSTRAINT "task_links_mirror_check" CHECK ("task_links"."mirror" in ('notion', 'sheets')),
	CONSTRAINT "task_links_state_check" CHECK ("task_links"."state" in ('new', 'creating', 'linked', 'trashed', 'removed'))
);
--> statement-breakpoint
ALTER TABLE "task_changes" DROP CONSTRAINT "task_changes_channel_check";--> statement-breakpoint
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_channel_check";--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_links" ADD CONSTRAINT "task_links_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conflicts_page_index" ON "conflicts" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "conflicts_open_index" ON "conflicts" USING btree ("at","id") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "conflicts_task_index" ON "conflicts" USING btree ("task_id","at","id");--> statement-breakpoint
CREATE INDEX "conflicts_person_index" ON "conflicts" USING btree ("person_id","at") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "mirror_hook_events_at_index" ON "mirror_hook_events" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "task_links_external" ON "task_links" USING btree ("mirror","external_id") WHERE external_id is not null;--> statement-breakpoint
CREATE INDEX "task_links_due_index" ON "task_links" USING btree ("mirror",coalesce(next_try_at, dirty_since),"task_id") WHERE dirty_since is not null;--> statement-breakpoint
CREATE INDEX "task_links_ready_index" ON "task_links" USING btree ("mirror") WHERE (dirty_since is not null and next_try_at is null);--> statement-breakpoint
CREATE INDEX "task_links_dirty_index" ON "task_links" USING btree ("mirror","dirty_since") WHERE dirty_since is not null;--> statement-breakpoint
CREATE INDEX "task_links_linked_index" ON "task_links" USING btree ("mirror","task_id") WHERE state = 'linked';--> statement-breakpoint
CREATE INDEX "task_links_removed_index" ON "task_links" USING btree ("mirror") WHERE state = 'removed';--> statement-breakpoint
CREATE INDEX "task_links_troubled_index" ON "task_links" USING btree ("mirror") WHERE (attempts > 0 or problems <> '[]');--> statement-breakpoint
ALTER TABLE "task_changes" ADD CONSTRAINT "task_changes_channel_check" CHECK ("task_changes"."channel" in ('api', 'whatsapp', 'web', 'sheets', 'notion'));--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_channel_check" CHECK ("tasks"."channel" in ('api', 'whatsapp', 'web', 'sheets', 'notion'));