-- oldest code: 0005
CREATE TABLE "mirror_open_writes" (
	"name" text PRIMARY KEY NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "mirror_open_writes_name_check" CHECK ("mirror_open_writes"."name" in ('notion', 'sheets'))
);
