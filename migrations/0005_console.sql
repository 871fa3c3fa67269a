-- oldest code: 0004
DROP INDEX "messages_received_index";--> statement-breakpoint
DROP INDEX "tasks_owner_open_index";--> statement-breakpoint
DROP INDEX "notifications_group_index";--> statement-breakpoint
DROP INDEX "task_links_removed_index";--> statement-breakpoint
DROP INDEX "task_links_troubled_index";--> statement-breakpoint
ALTER TABLE "alert_groups" ADD COLUMN "id" text DEFAULT gen_random_uuid()::text NOT NULL;--> statement-breakpoint
CREATE INDEX "alert_groups_page_index" ON "alert_groups" USING btree ("received_at","id");--> statement-breakpoint
CREATE INDEX "alert_groups_status_index" ON "alert_groups" USING btree ("status","received_at","id");--> statement-breakpoint
CREATE INDEX "messages_page_index" ON "messages" USING btree ("received_at","id");--> statement-breakpoint
CREATE INDEX "messages_channel_index" ON "messages" USING btree ("channel","received_at","id");--> statement-breakpoint
CREATE INDEX "messages_status_index" ON "messages" USING btree ("status","received_at","id") WHERE status <> 'processed';--> statement-breakpoint
CREATE INDEX "notifications_person_status_index" ON "notifications" USING btree ("person_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "tasks_agenda_index" ON "tasks" USING btree (coalesce(assignee_id, created_by),"due_at","id","assignee_id","created_by") WHERE status in ('pending', 'in_progress') and deleted_at is null;--> statement-breakpoint
CREATE INDEX "notifications_group_index" ON "notifications" USING btree ("group_key" text_pattern_ops) WHERE group_key is not null;--> statement-breakpoint
CREATE INDEX "task_links_removed_index" ON "task_links" USING btree ("mirror","task_id") WHERE state = 'removed';--> statement-breakpoint
CREATE INDEX "task_links_troubled_index" ON "task_links" USING btree ("mirror","task_id") WHERE (attempts > 0 or problems <> '[]');--> statement-breakpoint
ALTER TABLE "alert_groups" ADD CONSTRAINT "alert_groups_id_key" UNIQUE("id");