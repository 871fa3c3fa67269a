-- oldest code: 0003
CREATE TABLE "hit_counts" (
	"key" text PRIMARY KEY NOT NULL,
	"ends_at" bigint NOT NULL,
	"hits" integer NOT NULL
);
