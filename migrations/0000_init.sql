CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"digest" text NOT NULL,
	"scopes" text[] NOT NULL,
	"person_id" text,
	"origin" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_digest" UNIQUE("digest"),
	CONSTRAINT "api_keys_origin_check" CHECK ("api_keys"."origin" in ('seeded', 'first', 'issued'))
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"response" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY("scope","key")
);
--> statement-breakpoint
CREATE TABLE "alert_groups" (
	"group_key" text PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"alerts" jsonb NOT NULL,
	"signature" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "alert_groups_status_check" CHECK ("alert_groups"."status" in ('firing', 'resolved'))
);
--> statement-breakpoint
CREATE TABLE "briefs" (
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"date" date NOT NULL,
	"claimed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "briefs_pkey" PRIMARY KEY("person_id","kind","date"),
	CONSTRAINT "briefs_kind_check" CHECK ("briefs"."kind" in ('morning'))
);
--> statement-breakpoint
CREATE TABLE "connections" (
	"instance" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"reason" integer,
	"since" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"external_id" text NOT NULL,
	"person_id" text,
	"reply_to" text,
	"text" text,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"status" text NOT NULL,
	"intent" text,
	"task_id" bigint,
	"notification_id" text,
	"processed_at" timestamp (3) with time zone,
	CONSTRAINT "messages_external" UNIQUE("channel","external_id"),
	CONSTRAINT "messages_channel_check" CHECK ("messages"."channel" in ('whatsapp', 'email', 'web', 'sheets')),
	CONSTRAINT "messages_status_check" CHECK ("messages"."status" in ('received', 'processed', 'failed', 'ignored'))
);
--> statement-breakpoint
CREATE TABLE "webhook_events" (
	"key" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"event" text NOT NULL,
	"payload" jsonb,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "webhook_events_source_check" CHECK ("webhook_events"."source" in ('evolution'))
);
--> statement-breakpoint
CREATE TABLE "channel_lanes" (
	"channel" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "channel_lanes_channel_check" CHECK ("channel_lanes"."channel" in ('whatsapp', 'email'))
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"notification_id" text NOT NULL,
	"channel" text NOT NULL,
	"round" integer NOT NULL,
	"attempt" integer NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"address_ref" text,
	"external_id" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"lease_until" timestamp (3) with time zone NOT NULL,
	"deadline_at" timestamp (3) with time zone NOT NULL,
	"next_attempt_at" timestamp (3) with time zone,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "deliveries_attempt" UNIQUE("notification_id","channel","round","attempt"),
	CONSTRAINT "deliveries_channel_check" CHECK ("deliveries"."channel" in ('whatsapp', 'email')),
	CONSTRAINT "deliveries_state_check" CHECK ("deliveries"."state" in ('sending', 'accepted', 'delivered', 'failed', 'retrying', 'ambiguous', 'skipped', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text,
	"body" text NOT NULL,
	"dedupe_key" text,
	"group_key" text,
	"message_id" text,
	"chain" text[] NOT NULL,
	"step" integer NOT NULL,
	"round" integer NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"not_before" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "notifications_dedupe_key" UNIQUE("dedupe_key"),
	CONSTRAINT "notifications_kind_check" CHECK ("notifications"."kind" in ('alert', 'reminder', 'brief', 'reply')),
	CONSTRAINT "notifications_status_check" CHECK ("notifications"."status" in ('pending', 'delivered', 'failed', 'cancelled')),
	CONSTRAINT "notifications_chain_check" CHECK ("notifications"."chain" <@ array['whatsapp', 'email']),
	CONSTRAINT "notifications_step_check" CHECK ("notifications"."step" between 0 and cardinality("notifications"."chain"))
);
--> statement-breakpoint
CREATE TABLE "pauses" (
	"channel" text PRIMARY KEY NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"by_person_id" text,
	CONSTRAINT "pauses_channel_check" CHECK ("pauses"."channel" in ('whatsapp', 'email', 'all'))
);
--> statement-breakpoint
CREATE TABLE "receipts" (
	"channel" text NOT NULL,
	"external_id" text NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "receipts_pkey" PRIMARY KEY("channel","external_id","kind"),
	CONSTRAINT "receipts_channel_check" CHECK ("receipts"."channel" in ('whatsapp', 'email')),
	CONSTRAINT "receipts_kind_check" CHECK ("receipts"."kind" in ('accepted', 'server', 'delivered', 'read', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "aliases" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"key" text NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "aliases_channel_key" UNIQUE("channel","key"),
	CONSTRAINT "aliases_channel_check" CHECK ("aliases"."channel" in ('whatsapp', 'email', 'web', 'sheets'))
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"locale" text NOT NULL,
	"time_zone" text NOT NULL,
	"quiet_start" text,
	"quiet_end" text,
	"brief_time" text,
	"chain" text[],
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"version" integer NOT NULL,
	CONSTRAINT "people_role_check" CHECK ("people"."role" in ('operator', 'member')),
	CONSTRAINT "people_locale_check" CHECK ("people"."locale" in ('pt-BR', 'en')),
	CONSTRAINT "people_quiet_check" CHECK (("people"."quiet_start" is null) = ("people"."quiet_end" is null)),
	CONSTRAINT "people_quiet_start_check" CHECK ("people"."quiet_start" ~ '^[0-2][0-9]:[0-5][0-9]$'),
	CONSTRAINT "people_quiet_end_check" CHECK ("people"."quiet_end" ~ '^[0-2][0-9]:[0-5][0-9]$'),
	CONSTRAINT "people_brief_time_check" CHECK ("people"."brief_time" ~ '^[0-2][0-9]:[0-5][0-9]$'),
	CONSTRAINT "people_chain_check" CHECK ("people"."chain" <@ array['whatsapp', 'email'])
);
--> statement-breakpoint
CREATE TABLE "unknown_senders" (
	"id" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"key" text NOT NULL,
	"other_address" text,
	"display_name" text,
	"messages" integer NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "unknown_senders_channel_key" UNIQUE("channel","key"),
	CONSTRAINT "unknown_senders_channel_check" CHECK ("unknown_senders"."channel" in ('whatsapp', 'email', 'web', 'sheets'))
);
--> statement-breakpoint
CREATE TABLE "reminders" (
	"id" text PRIMARY KEY NOT NULL,
	"task_id" bigint NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "reminders_moment" UNIQUE("task_id","person_id","kind","at"),
	CONSTRAINT "reminders_kind_check" CHECK ("reminders"."kind" in ('due', 'lead')),
	CONSTRAINT "reminders_state_check" CHECK ("reminders"."state" in ('planned', 'sent', 'dropped'))
);
--> statement-breakpoint
CREATE TABLE "task_changes" (
	"id" bigint PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY (sequence name "task_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"task_id" bigint NOT NULL,
	"version" integer NOT NULL,
	"action" text NOT NULL,
	"actor_id" text NOT NULL,
	"channel" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"changes" jsonb NOT NULL,
	"reverts" integer,
	CONSTRAINT "task_changes_task_version" UNIQUE("task_id","version"),
	CONSTRAINT "task_changes_action_check" CHECK ("task_changes"."action" in ('created', 'updated', 'status_changed', 'deleted', 'undone')),
	CONSTRAINT "task_changes_channel_check" CHECK ("task_changes"."channel" in ('api', 'whatsapp', 'web', 'sheets'))
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"id" bigint PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY (sequence name "tasks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"title" text NOT NULL,
	"description" text,
	"status" text NOT NULL,
	"priority" text NOT NULL,
	"due_date" date,
	"due_time" text,
	"time_zone" text NOT NULL,
	"due_at" timestamp (3) with time zone,
	"labels" text[] NOT NULL,
	"channel" text NOT NULL,
	"sender" text,
	"created_by" text NOT NULL,
	"assignee_id" text,
	"completed_at" timestamp (3) with time zone,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer NOT NULL,
	"search_text" text NOT NULL,
	CONSTRAINT "tasks_status_check" CHECK ("tasks"."status" in ('pending', 'in_progress', 'completed', 'cancelled')),
	CONSTRAINT "tasks_priority_check" CHECK ("tasks"."priority" in ('low', 'medium', 'high', 'urgent')),
	CONSTRAINT "tasks_channel_check" CHECK ("tasks"."channel" in ('api', 'whatsapp', 'web', 'sheets')),
	CONSTRAINT "tasks_due_time_check" CHECK ("tasks"."due_time" is null or ("tasks"."due_time" ~ '^[0-2][0-9]:[0-5][0-9]$' and "tasks"."due_date" is not null))
);
--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_notification_id_notifications_id_fk" FOREIGN KEY ("notification_id") REFERENCES "public"."notifications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aliases" ADD CONSTRAINT "aliases_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_changes" ADD CONSTRAINT "task_changes_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_index" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "alert_groups_firing_index" ON "alert_groups" USING btree ("received_at") WHERE status = 'firing';--> statement-breakpoint
CREATE INDEX "briefs_claimed_index" ON "briefs" USING btree ("claimed_at");--> statement-breakpoint
CREATE INDEX "messages_person_index" ON "messages" USING btree ("person_id","received_at","id");--> statement-breakpoint
CREATE INDEX "messages_received_index" ON "messages" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "webhook_events_received_index" ON "webhook_events" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "deliveries_external_index" ON "deliveries" USING btree ("channel","external_id") WHERE external_id is not null;--> statement-breakpoint
CREATE INDEX "deliveries_started_index" ON "deliveries" USING btree ("channel","started_at");--> statement-breakpoint
CREATE INDEX "deliveries_sending_index" ON "deliveries" USING btree ("id") WHERE state = 'sending';--> statement-breakpoint
CREATE INDEX "notifications_page_index" ON "notifications" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "notifications_person_index" ON "notifications" USING btree ("person_id","created_at","id");--> statement-breakpoint
CREATE INDEX "notifications_kind_index" ON "notifications" USING btree ("kind","created_at","id");--> statement-breakpoint
CREATE INDEX "notifications_status_index" ON "notifications" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "notifications_group_index" ON "notifications" USING btree ("group_key") WHERE group_key is not null;--> statement-breakpoint
CREATE INDEX "notifications_settled_index" ON "notifications" USING btree ("settled_at") WHERE settled_at is not null;--> statement-breakpoint
CREATE INDEX "receipts_at_index" ON "receipts" USING btree ("at");--> statement-breakpoint
CREATE INDEX "aliases_person_index" ON "aliases" USING btree ("person_id","position");--> statement-breakpoint
CREATE INDEX "people_page_index" ON "people" USING btree ("created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "unknown_senders_last_seen_index" ON "unknown_senders" USING btree ("last_seen_at","id");--> statement-breakpoint
CREATE INDEX "task_changes_actor_index" ON "task_changes" USING btree ("actor_id","at","id");--> statement-breakpoint
CREATE INDEX "tasks_created_by_index" ON "tasks" USING btree ("created_by","id");--> statement-breakpoint
CREATE INDEX "tasks_assignee_index" ON "tasks" USING btree ("assignee_id","id");--> statement-breakpoint
CREATE INDEX "tasks_owner_open_index" ON "tasks" USING btree (coalesce(assignee_id, created_by),"due_at","id") WHERE status in ('pending', 'in_progress');--> statement-breakpoint
CREATE INDEX "tasks_open_index" ON "tasks" USING btree ("id") WHERE status in ('pending', 'in_progress');--> statement-breakpoint
CREATE INDEX "tasks_due_index" ON "tasks" USING btree ("due_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "tasks_due_desc_index" ON "tasks" USING btree ("due_at" DESC NULLS LAST,"id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "tasks_undated_index" ON "tasks" USING btree ("id") WHERE due_at is null and deleted_at is null;--> statement-breakpoint
CREATE INDEX "tasks_completed_index" ON "tasks" USING btree ("completed_at") WHERE completed_at is not null;--> statement-breakpoint
CREATE INDEX "tasks_deleted_index" ON "tasks" USING btree ("deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "tasks_labels_index" ON "tasks" USING gin ("labels");